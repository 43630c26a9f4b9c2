using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stations.Tests;

/// <summary>An authority of the test's own, and what it signs.</summary>
public sealed class TestCertificates : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly X509Certificate2 root;
    private int serial;

    public TestCertificates(string name = "Test Authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        root = request.CreateSelfSigned(Now - (10 * Year), Now + Year);
    }

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public string RootPem => root.ExportCertificatePem();

    public X509Certificate2 Root => root;

    /// <summary>For 127.0.0.1 and localhost.</summary>
    public X509Certificate2 ForServer(string name = "localhost", DateTimeOffset? from = null, DateTimeOffset? until = null) =>
        Sign($"CN={name}", ForServers, from, until, names =>
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(System.Net.IPAddress.Loopback);
        });

    /// <param name="commonName">Null: none.</param>
    public X509Certificate2 ForClient(string? commonName, DateTimeOffset? until = null, string[]? uris = null, string use = ForClients) =>
        Sign(commonName is null ? "O=Nobody" : $"CN={commonName}", use, Now - Year, until, uris is null ? null : names => Array.ForEach(uris, uri => names.AddUri(new Uri(uri))));

    public X509Certificate2 OnlyForServers(string commonName) => ForClient(commonName, use: ForServers);

    /// <summary>Certificate and key, one after the other.</summary>
    public static string Pem(X509Certificate2 certificate) => $"{certificate.ExportCertificatePem()}\n{KeyPem(certificate)}\n";

    public static string KeyPem(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    public static string EncryptedKeyPem(X509Certificate2 certificate, string password) =>
        certificate.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));

    public void Dispose() => root.Dispose();

    private X509Certificate2 Sign(string subject, string use, DateTimeOffset? from, DateTimeOffset? until, Action<SubjectAlternativeNameBuilder>? name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        if (name is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            name(names);
            request.CertificateExtensions.Add(names.Build());
        }

        using var signed = request.Create(root, from ?? Now - TimeSpan.FromDays(1), until ?? Now + TimeSpan.FromDays(90), BitConverter.GetBytes(++serial));
        return signed.CopyWithPrivateKey(key);
    }
}
