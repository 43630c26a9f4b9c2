using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Stations.Mqtt.Tls;

public sealed partial class TlsMaterial
{
    private const string PemBegin = "-----BEGIN ";
    private const string PemKey = "PRIVATE KEY-----";
    private const string PemEncryptedKey = "BEGIN ENCRYPTED PRIVATE KEY-----";

    internal static TlsMaterial? Load(MqttTlsOptions options, TlsContents contents, ICollection<string> mistakes)
    {
        if (contents.Mistakes.Count > 0)
        {
            foreach (var mistake in contents.Mistakes)
            {
                mistakes.Add(mistake);
            }

            return null;
        }

        var before = mistakes.Count;
        var own = Encoding.UTF8.GetString(contents.Certificate).Contains(PemBegin, StringComparison.Ordinal)
            ? FromPem(options.Files, contents, mistakes)
            : FromPkcs12(options.Files, contents, mistakes);
        var authorities = contents.Authorities is null ? null : Authorities(options.Files.ClientAuthorities!, contents.Authorities, mistakes);
        if (own.FirstOrDefault() is { } certificate && certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } uses
            && !uses.EnhancedKeyUsages.Cast<Oid>().Any(use => use.Value == ForServers))
        {
            mistakes.Add($"the certificate in '{options.Files.Certificate}' is not for servers; have one made with the extended key usage serverAuth");
        }

        return mistakes.Count > before ? null : new(options, own[0], [.. own.Skip(1)], authorities, contents.Fingerprint);
    }

    /// <summary>The server's own first. Empty when it cannot be used.</summary>
    private static X509Certificate2Collection FromPem(TlsFiles files, TlsContents contents, ICollection<string> mistakes)
    {
        var (keyFile, key) = (files.Key ?? files.Certificate, Encoding.UTF8.GetString(contents.Key));
        var all = Certificates(contents.Certificate);
        if (all.Count == 0)
        {
            mistakes.Add($"'{files.Certificate}' holds no certificate that can be read; it must be PEM, the server's own first and its chain behind it, or PKCS #12");
        }
        else if (!key.Contains(PemKey, StringComparison.Ordinal))
        {
            mistakes.Add($"'{keyFile}' holds no private key; give the file of the certificate's key, in PEM");
        }
        else if (key.Contains(PemEncryptedKey, StringComparison.Ordinal) && contents.Password is null)
        {
            mistakes.Add($"the private key in '{keyFile}' is encrypted; give the file of its password");
        }
        else if (WithKey(all[0], key, contents.Password) is { } own)
        {
            all[0] = own;
            return all;
        }
        else
        {
            mistakes.Add($"the private key in '{keyFile}' is not the one of the certificate in '{files.Certificate}'{(contents.Password is null ? "" : ", or its password is wrong")}; give the two that were made together");
        }

        return [];
    }

    private static X509Certificate2? WithKey(X509Certificate2 certificate, string key, string? password)
    {
        try
        {
            var pem = certificate.ExportCertificatePem();
            var own = key.Contains(PemEncryptedKey, StringComparison.Ordinal)
                ? X509Certificate2.CreateFromEncryptedPem(pem, key, password)
                : X509Certificate2.CreateFromPem(pem, key);

            // Windows makes no handshake with a key that it has only in memory.
            return OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), password: null) : own;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static X509Certificate2Collection FromPkcs12(TlsFiles files, TlsContents contents, ICollection<string> mistakes)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(contents.Certificate, contents.Password);
            if (all.FirstOrDefault(one => one.HasPrivateKey) is { } own)
            {
                return [own, .. all.Where(one => one != own)];
            }

            mistakes.Add($"'{files.Certificate}' holds no certificate with its private key; export both into it");
        }
        catch (CryptographicException)
        {
            mistakes.Add($"'{files.Certificate}' is neither PEM nor PKCS #12 that opens with {(contents.Password is null ? "no password" : "this password")}; give the right file, and for PKCS #12 the file of its password");
        }

        return [];
    }

    private static X509Certificate2Collection Authorities(string file, byte[] pem, ICollection<string> mistakes)
    {
        var all = Certificates(pem);
        if (!all.Any(one => one.SubjectName.RawData.AsSpan().SequenceEqual(one.IssuerName.RawData)))
        {
            mistakes.Add(all.Count == 0
                ? $"'{file}' holds no certificate of an authority; it must be PEM, with the root that signs clients' certificates"
                : $"'{file}' holds no root; add the certificate that the chain of clients' certificates ends with");
        }

        return all;
    }

    private static X509Certificate2Collection Certificates(byte[] pem)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(Encoding.UTF8.GetString(pem));
        }
        catch (CryptographicException)
        {
            all.Clear();
        }

        return all;
    }
}
