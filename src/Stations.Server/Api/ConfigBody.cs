using System.Text.Json;
using System.Text.Json.Serialization;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Api;

/// <summary>What somebody wants a device to be set to: all of it, it replaces what was wanted before.</summary>
/// <param name="Values">Numbers and words by name.</param>
/// <param name="By">For whom a program asks, at most 64 characters. Without it whoever is signed in, or the token's name.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ConfigBody(Dictionary<string, JsonElement>? Values, string? By = null)
{
    /// <summary>All that is wrong, by field; empty when nothing is.</summary>
    internal Dictionary<string, string[]> Mistakes(Kind kind)
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Values is null)
        {
            mistakes["values"] = ["is needed: what to set, by name"];
        }

        if (By is not { Length: > 0 and <= Act.MaxName })
        {
            mistakes["by"] = [$"is who you are, so leave it out; a program says for whom it acts, at most {Act.MaxName} characters"];
        }

        foreach (var (name, value) in Values ?? [])
        {
            if (ConfigRules.Mistake(kind, name, ValueOf(value)) is { } mistake)
            {
                mistakes[$"values.{name}"] = [mistake];
            }
        }

        return mistakes;
    }

    internal ConfigRequest Of(long? expected) => new(Values!.ToDictionary(one => one.Key, one => ValueOf(one.Value), StringComparer.Ordinal), By!, expected);

    /// <summary>What is none of the three is nothing, which no setting takes.</summary>
    internal static SettingValue ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => new(Number: value.GetDouble()),
        JsonValueKind.String => new(Text: value.GetString()),
        JsonValueKind.True or JsonValueKind.False => new(Flag: value.GetBoolean()),
        _ => default,
    };
}
