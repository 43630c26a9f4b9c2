using System.Security.Cryptography;
using System.Text;

namespace Stations.Mqtt.Tls;

/// <summary>What the files held at one moment.</summary>
internal sealed class TlsContents
{
    private const int LargestFile = 1024 * 1024;

    private readonly List<string> mistakes = [];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private TlsContents(TlsFiles files)
    {
        Certificate = Read(files.Certificate);
        Key = files.Key is null ? Certificate : Read(files.Key);
        Password = files.PasswordFile is null ? null : Encoding.UTF8.GetString(Read(files.PasswordFile)).TrimEnd('\r', '\n');
        Authorities = files.ClientAuthorities is null ? null : Read(files.ClientAuthorities);
        Fingerprint = Convert.ToHexString(hash.GetHashAndReset());
        hash.Dispose();
    }

    public byte[] Certificate { get; }

    public byte[] Key { get; }

    public string? Password { get; }

    public byte[]? Authorities { get; }

    /// <summary>The same for the same contents; also for the same lack of them.</summary>
    public string Fingerprint { get; }

    /// <summary>Files that could not be read.</summary>
    public IReadOnlyList<string> Mistakes => mistakes;

    public static TlsContents Of(TlsFiles files) => new(files);

    private byte[] Read(string path)
    {
        byte[] bytes = [];
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
            {
                mistakes.Add($"'{path}' is larger than {LargestFile} bytes; that is no certificate, key or password");
            }
            else
            {
                bytes = File.ReadAllBytes(path);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            mistakes.Add($"there is no file '{path}'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistakes.Add($"'{path}' cannot be read; give the user that runs the server the right to read it");
        }

        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
        return bytes;
    }
}
