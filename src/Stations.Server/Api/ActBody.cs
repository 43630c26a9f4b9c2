using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Server.Api;

/// <summary>What an operator says with an act. Each act says which parts it takes.</summary>
/// <param name="By">For whom a program acts, at most 64 characters. Without it whoever is signed in, or the token's name.</param>
/// <param name="Text">A comment, or why; at most 500 characters.</param>
/// <param name="To">Whom an alarm is assigned to; null takes it back.</param>
/// <param name="Minutes">For how long; 0 ends it now.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ActBody(string? By = null, string? Text = null, string? To = null, double? Minutes = null)
{
    /// <param name="most">The longest it may last; null for an act that does not last.</param>
    internal Dictionary<string, string[]> Mistakes(ActKind kind, TimeSpan? most)
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Expect("by", By is { Length: > 0 and <= Act.MaxName }, $"is who you are, so leave it out; a program says for whom it acts, at most {Act.MaxName} characters");
        Expect("text", Text is not { Length: > Act.MaxText } && (kind != ActKind.Comment || Text is { Length: > 0 }), $"must be at most {Act.MaxText} characters; a comment needs it");
        Expect("to", To is null || (kind == ActKind.Assign && To.Length is > 0 and <= Act.MaxName), $"is for an assignment: at most {Act.MaxName} characters");
        Expect(
            "minutes",
            most is { } longest ? Minutes is >= 0 && Minutes <= longest.TotalMinutes : Minutes is null,
            most is { } limit ? $"is needed: 0 to {limit.TotalMinutes}" : "means nothing here");
        return mistakes;

        void Expect(string field, bool isSo, string otherwise)
        {
            if (!isSo)
            {
                mistakes[field] = [otherwise];
            }
        }
    }

    /// <param name="now">Server time, epoch milliseconds.</param>
    internal Act Of(ActKind kind, long now, string? code = null, int slot = 0) => new(
        kind,
        By!,
        code,
        slot,
        kind == ActKind.Assign ? To : string.IsNullOrEmpty(Text) ? null : Text,
        Minutes is { } minutes ? now + (long)TimeSpan.FromMinutes(minutes).TotalMilliseconds : 0);
}
