using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Stations.Server.Access;

/// <summary>What nodes, programs and browsers come in with. Made here, shown once, kept as hashes only.</summary>
internal static class Secrets
{
    public static readonly string ClaimForm = $"must be claim:CODE:PASSWORD, the password {LeastPassword} to {MostPassword} printable characters";

    private const string ClaimPrefix = "claim:";
    private const int LeastPassword = 22;
    private const int MostPassword = 128;

    /// <summary>Crockford's: nothing in it is taken for something else when it is read out or typed in.</summary>
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>128 random bits, 22 characters.</summary>
    public static string NewPassword() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>256 random bits, 43 characters.</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Fast, which will do for 256 random bits; for nothing that a person chose.</summary>
    public static string HashOf(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>50 random bits for a person to type, such as <c>7F3K9-QX2M4</c>: enough for something that can be tried five times.</summary>
    public static string NewCode() => string.Create(11, Letters, (text, letters) =>
    {
        RandomNumberGenerator.GetItems(letters, text);
        text[5] = '-';
    });

    /// <summary>
    /// Takes apart what a node without a password sends as one, to claim its name: <c>claim:CODE:PASSWORD</c>, the last chosen by the node at
    /// random. False if it is nothing of the kind. Null parts cannot be used.
    /// </summary>
    public static bool TryReadClaim(ReadOnlyMemory<byte> sent, out byte[]? code, out ReadOnlyMemory<byte>? password)
    {
        (code, password) = (null, null);
        if (!sent.Span.StartsWith(Encoding.ASCII.GetBytes(ClaimPrefix)))
        {
            return false;
        }

        var rest = sent[ClaimPrefix.Length..];
        var colon = rest.Span.IndexOf((byte)':');
        if (colon < 0)
        {
            return true;
        }

        var chosen = rest[(colon + 1)..];
        code = Normal(Encoding.ASCII.GetString(rest.Span[..colon]));
        if (chosen.Length is >= LeastPassword and <= MostPassword && !chosen.Span.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            password = chosen;
        }

        return true;
    }

    /// <summary>As it is hashed: however a person wrote it.</summary>
    public static byte[] Normal(string code) =>
        Encoding.ASCII.GetBytes(code.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal).Replace('O', '0').Replace('I', '1').Replace('L', '1'));
}
