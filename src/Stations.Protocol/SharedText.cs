using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

/// <summary>
/// Hands out the same string for the same characters as long as it remembers them: a fleet has few districts, makers and names of devices, and one
/// node's id is made anew by everybody who meets it. 8,192 places, last one wins. Any thread.
/// </summary>
public static class SharedText
{
    private const int Longest = 3 * Segment.MaxLength + 2;

    private static readonly string?[] Places = new string?[8192];

    public static string Of(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
        {
            return text.ToString();
        }

        ref var place = ref Places[(uint)string.GetHashCode(text, StringComparison.Ordinal) % (uint)Places.Length];
        var known = Volatile.Read(ref place);
        if (known is null || !text.SequenceEqual(known))
        {
            known = text.ToString();
            Volatile.Write(ref place, known);
        }

        return known;
    }

    /// <summary>The segments with a colon between each two.</summary>
    internal static string Join(string one, string two, string? three = null)
    {
        Span<char> text = stackalloc char[Longest];
        var fits = three is null ? text.TryWrite($"{one}:{two}", out var length) : text.TryWrite($"{one}:{two}:{three}", out length);
        return fits ? Of(text[..length]) : three is null ? $"{one}:{two}" : $"{one}:{two}:{three}";
    }
}

/// <summary>Texts that come with the births of many nodes.</summary>
internal sealed class SharedTextConverter : JsonConverter<string>
{
    private const int Longest = 64;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || reader.HasValueSequence || reader.ValueSpan.Length > Longest)
        {
            return reader.GetString();
        }

        Span<char> text = stackalloc char[Longest];
        return SharedText.Of(text[..reader.CopyString(text)]);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
