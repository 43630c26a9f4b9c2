using System.Security.Cryptography;
using System.Text;

namespace Stations.Server.Reports;

/// <summary>Eight letters and digits that people can say, without those that look alike. The same sending has the same number, whoever takes it.</summary>
internal static class TicketNumber
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Of(params ReadOnlySpan<string?> what)
    {
        var hash = Hash(what);
        return string.Create(8, hash, static (number, hash) =>
        {
            for (var at = 0; at < number.Length; at++)
            {
                number[at] = Alphabet[hash[at] & 31];
            }
        });
    }

    /// <summary>As it is kept, of what somebody typed: K7X4-2QHM, k7x42qhm, with O for 0 and I or L for 1.</summary>
    public static string Read(string typed) =>
        typed.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');

    public static string Say(string number) => number.Length == 8 ? $"{number[..4]}-{number[4..]}" : number;

    /// <summary>Of a secret that is not to be kept as it came.</summary>
    public static string Veil(string? secret) => Convert.ToHexStringLower(Hash(["veil", secret]).AsSpan(0, 12));

    /// <summary>One of 65,536 neighbourhoods of addresses.</summary>
    public static ushort Neighbourhood(string address) => BitConverter.ToUInt16(Hash(["from", address]));

    private static byte[] Hash(ReadOnlySpan<string?> what) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', what)));
}
