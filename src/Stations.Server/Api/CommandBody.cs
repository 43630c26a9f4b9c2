using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Server.Api;

/// <summary>What somebody wants a device to do.</summary>
/// <param name="Command">The verb, such as slot.open.</param>
/// <param name="Slot">From 1; absent for the device itself.</param>
/// <param name="Args">The numbers that the command takes, by name.</param>
/// <param name="Reason">Why; at most 500 characters.</param>
/// <param name="Expires">After how many seconds it must not be done any more; what is usual for the command if absent.</param>
/// <param name="By">For whom a program asks, at most 64 characters. Without it whoever is signed in, or the token's name.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CommandBody(
    string? Command, int? Slot = null, Dictionary<string, double>? Args = null, string? Reason = null, double? Expires = null, string? By = null)
{
    internal Dictionary<string, string[]> Mistakes()
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Expect("command", Command is { Length: > 0 and <= 64 }, "is needed: what to do, such as slot.open");
        Expect("reason", Reason is { Length: > 0 and <= Act.MaxText }, $"is needed: why, at most {Act.MaxText} characters");
        Expect("slot", Slot is null or > 0, "is a number from 1, or absent for the device itself");
        Expect("expires", Expires is null or (> 0 and <= 86_400), "is a number of seconds");
        Expect("by", By is { Length: > 0 and <= Act.MaxName }, $"is who you are, so leave it out; a program says for whom it acts, at most {Act.MaxName} characters");
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
    internal CommandRequest Of(string key, long now) => new(
        Command!, Slot ?? 0, By!, Reason, now, Expires is { } seconds ? now + (long)(seconds * 1000) : null, key, Digest(), Args);

    /// <summary>The same for the same request, in whatever order its arguments come.</summary>
    private string Digest()
    {
        var arguments = string.Join('&', (Args ?? []).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}={one.Value}")));
        var whole = string.Create(CultureInfo.InvariantCulture, $"{Command}\n{Slot}\n{arguments}\n{Reason}\n{Expires}\n{By}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..32];
    }
}
