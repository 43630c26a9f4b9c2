using System.Globalization;
using System.Security.Cryptography;

namespace Stations.Server.Access;

/// <summary>Salted slow hash: PBKDF2 with SHA-256. Its text is <c>iterations.salt.hash</c>, the last two in Base64.</summary>
internal static class PasswordHash
{
    /// <summary>
    /// Some 1.2 ms of a core: passwords have 128 random bits, which no number of guesses finds, and 18,000 nodes have to get in again within
    /// half a minute of a restart. (NIST SP 800-132 asks for 1,000 at least.)
    /// </summary>
    public const int Iterations = 5_000;

    /// <summary>Some 140 ms of a core, for what people choose themselves (OWASP Password Storage: 600,000 with SHA-256).</summary>
    public const int ChosenIterations = 600_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Of nobody: takes as long to compare with as anybody's, and nothing fits.</summary>
    public static readonly string Nobody = OfNobody(Iterations);

    /// <inheritdoc cref="Nobody"/>
    public static readonly string NobodyWhoChose = OfNobody(ChosenIterations);

    /// <param name="like">A hash of the same node: with its salt both are compared with at the price of one.</param>
    public static string Make(ReadOnlySpan<byte> secret, string? like = null)
    {
        var (iterations, salt, _) = like is null ? (Iterations, RandomNumberGenerator.GetBytes(SaltBytes), []) : Parse(like);
        return Text(iterations, salt, Derive(secret, salt, iterations));
    }

    /// <summary>Of what a person chose.</summary>
    public static string MakeChosen(ReadOnlySpan<byte> secret) => Make(secret, OfNobody(ChosenIterations));

    /// <summary>Which of two hashes with one salt the secret fits; null if neither. Always one derivation.</summary>
    /// <param name="other">May be missing.</param>
    public static string? Match(ReadOnlySpan<byte> secret, string hash, string? other)
    {
        var (iterations, salt, expected) = Parse(hash);
        var derived = Derive(secret, salt, iterations);
        var fitsFirst = CryptographicOperations.FixedTimeEquals(derived, expected);
        var fitsOther = CryptographicOperations.FixedTimeEquals(derived, Parse(other ?? Nobody).Hash);
        return fitsFirst ? hash : fitsOther ? other : null;
    }

    private static string OfNobody(int iterations) => Text(iterations, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(HashBytes));

    private static byte[] Derive(ReadOnlySpan<byte> secret, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, iterations, HashAlgorithmName.SHA256, HashBytes);

    private static string Text(int iterations, byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{iterations}.{Convert.ToBase64String(salt)}.{Convert.ToBase64String(hash)}");

    private static (int Iterations, byte[] Salt, byte[] Hash) Parse(string text)
    {
        var parts = text.Split('.');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), Convert.FromBase64String(parts[1]), Convert.FromBase64String(parts[2]));
    }
}
