using System.Security.Cryptography;
using System.Text;

namespace Stations.Server.Operations;

/// <summary>
/// The secret of whoever runs this server: made at the first start, kept in the data folder for its owner's eyes only. It lets in until it has
/// made the first account, see <see cref="Access.Callers.OwnerMayComeIn"/>.
/// </summary>
public sealed class OperatorToken
{
    private const string FileName = "operator-token";
    private readonly byte[] expected;

    private OperatorToken(string path, string token, bool isNew)
    {
        (Path, Value, IsNew) = (path, token, isNew);
        expected = Encoding.ASCII.GetBytes(token);
    }

    public string Path { get; }

    public string Value { get; }

    /// <summary>Made by this start, so that it is worth printing.</summary>
    public bool IsNew { get; }

    public static OperatorToken In(string folder)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: >= 16 } token)
        {
            return new(path, token, isNew: false);
        }

        token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.WriteLine(token);
        return new(path, token, isNew: true);
    }

    /// <summary>Compared in constant time.</summary>
    public bool Matches(string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), expected);
}
