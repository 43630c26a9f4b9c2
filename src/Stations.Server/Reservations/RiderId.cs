using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Stations.Server.Reservations;

/// <summary>
/// A rider who is not signed in: 128 random bits that his browser made and keeps. They are known during a request only; what is stored, and what belongs
/// to him, is derived from them one way.
/// </summary>
internal sealed class RiderId
{
    private const int Bytes = 16;

    private readonly byte[] secret;

    private RiderId(byte[] secret) => this.secret = secret;

    /// <summary>The key of his grain.</summary>
    public string Hash => Base64Url.EncodeToString(Derived("rider").AsSpan(0, Bytes));

    /// <summary>Null for what is not 22 characters of base64url.</summary>
    public static RiderId? Parse(string? text)
    {
        var bytes = new byte[Bytes];
        return text is { Length: 22 } && Base64Url.TryDecodeFromChars(text, bytes, out var count) && count == Bytes ? new(bytes) : null;
    }

    /// <summary>The hold, or the place, that he asks for with this key: the same each time.</summary>
    public string HoldOf(string key) => Convert.ToHexStringLower(Derived($"hold {key}").AsSpan(0, 8));

    /// <summary>What lets him cancel it and open its door; he may hand it on without giving himself away.</summary>
    public string ClaimOf(string hold) => Base64Url.EncodeToString(Derived($"claim {hold}").AsSpan(0, Bytes));

    /// <summary>As a claim is kept.</summary>
    public static string HashOf(string claim) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(claim)).AsSpan(0, Bytes));

    private byte[] Derived(string what) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(what));
}
