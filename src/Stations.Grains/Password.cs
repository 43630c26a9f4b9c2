using System.Security.Cryptography;
using System.Text;

namespace Stations.Grains;

/// <summary>Salted slow hash: PBKDF2 with SHA-256. <c>iterations.salt.hash</c>, the last two in Base64.</summary>
public static class Password
{
    /// <summary>
    /// Some 20 ms: passwords are made here, with 128 random bits that no number of guesses finds, and a fleet has to reconnect within minutes
    /// of a restart. (OWASP asks for 600,000 where people choose.)
    /// </summary>
    private const int Iterations = 50_000;
    private const int HashBytes = 32;

    private static readonly string Nobody = Hash("");

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"{Iterations}.{Convert.ToBase64String(salt)}.{Convert.ToBase64String(Derive(password, salt, Iterations))}";
    }

    /// <summary>Takes the same time for a wrong password as for nobody's (<paramref name="hash"/> null).</summary>
    public static bool Verify(string password, string? hash)
    {
        var parts = (hash ?? Nobody).Split('.');
        var derived = Derive(password, Convert.FromBase64String(parts[1]), int.Parse(parts[0], null));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(parts[2])) && hash is not null;
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, HashBytes);
}
