using System.Net;
using System.Security.Cryptography.X509Certificates;
using Stations.Mqtt.Tls;

namespace Stations.Tests.Mqtt;

public sealed class TlsFilesTests : IDisposable
{
    private const string Password = "correct horse";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations tls ");
    private readonly TestCertificates authority = new();
    private readonly X509Certificate2 server;

    public TlsFilesTests()
    {
        server = authority.ForServer();
        Write("tls.crt", server.ExportCertificatePem());
        Write("tls.key", TestCertificates.KeyPem(server));
        Write("encrypted.key", TestCertificates.EncryptedKeyPem(server, Password));
        Write("other.key", TestCertificates.KeyPem(authority.ForServer()));
        Write("both.pem", $"{TestCertificates.Pem(server)}{authority.RootPem}\n");
        Write("client.pem", TestCertificates.Pem(authority.ForClient("a/b")));
        Write("ca.crt", authority.RootPem);
        Write("password", Password + "\n");
        Write("wrong-password", "battery staple");
        Write("empty", "");
        Write("text", "this is a text");
        Write("large", new string('x', 2_000_000));
        Directory.CreateDirectory(At("folder"));
        File.WriteAllBytes(At("tls.p12"), server.Export(X509ContentType.Pkcs12, Password));
        File.WriteAllBytes(At("open.p12"), server.Export(X509ContentType.Pkcs12));
        File.WriteAllBytes(At("keyless.p12"), X509CertificateLoader.LoadCertificate(server.RawData).Export(X509ContentType.Pkcs12, Password));
    }

    [Theory]
    [InlineData("tls.crt", "tls.key", null)]
    [InlineData("both.pem", null, null)]
    [InlineData("tls.crt", "encrypted.key", "password")]
    [InlineData("tls.p12", null, "password")]
    [InlineData("open.p12", null, null)]
    public void A_certificate_is_read_in_every_form(string certificate, string? key, string? password)
    {
        Assert.Equal([], Mistakes(certificate, key, password, "ca.crt", out var material));
        Assert.Equal(server.NotAfter.ToUniversalTime(), material!.Ends.UtcDateTime);
    }

    [Theory]
    [InlineData("none.crt", "tls.key", null, null, "there is no file '*none.crt'")]
    [InlineData("tls.crt", "none.key", null, null, "there is no file '*none.key'")]
    [InlineData("tls.crt", "folder", null, null, "'*folder' cannot be read; give the user that runs the server the right to read it")]
    [InlineData("large", "tls.key", null, null, "'*large' is larger than 1048576 bytes; that is no certificate, key or password")]
    [InlineData("empty", "tls.key", null, null, "'*empty' is neither PEM nor PKCS #12 that opens with no password; give the right file, and for PKCS #12 the file of its password")]
    [InlineData("text", "tls.key", null, null, "'*text' is neither PEM nor PKCS #12 that opens with no password; give the right file, and for PKCS #12 the file of its password")]
    [InlineData("tls.key", "tls.key", null, null, "'*tls.key' holds no certificate that can be read; it must be PEM, the server's own first and its chain behind it, or PKCS #12")]
    [InlineData("tls.crt", null, null, null, "'*tls.crt' holds no private key; give the file of the certificate's key, in PEM")]
    [InlineData("tls.crt", "text", null, null, "'*text' holds no private key; give the file of the certificate's key, in PEM")]
    [InlineData("tls.crt", "other.key", null, null, "the private key in '*other.key' is not the one of the certificate in '*tls.crt'; give the two that were made together")]
    [InlineData("tls.crt", "encrypted.key", null, null, "the private key in '*encrypted.key' is encrypted; give the file of its password")]
    [InlineData("tls.crt", "encrypted.key", "wrong-password", null, "the private key in '*encrypted.key' is not the one of the certificate in '*tls.crt', or its password is wrong; give the two that were made together")]
    [InlineData("tls.p12", null, "wrong-password", null, "'*tls.p12' is neither PEM nor PKCS #12 that opens with this password; give the right file, and for PKCS #12 the file of its password")]
    [InlineData("tls.p12", null, null, null, "'*tls.p12' is neither PEM nor PKCS #12 that opens with no password; give the right file, and for PKCS #12 the file of its password")]
    [InlineData("keyless.p12", null, "password", null, "'*keyless.p12' holds no certificate with its private key; export both into it")]
    [InlineData("client.pem", null, null, null, "the certificate in '*client.pem' is not for servers; have one made with the extended key usage serverAuth")]
    [InlineData("tls.crt", "tls.key", null, "empty", "'*empty' holds no certificate of an authority; it must be PEM, with the root that signs clients' certificates")]
    [InlineData("tls.crt", "tls.key", null, "tls.crt", "'*tls.crt' holds no root; add the certificate that the chain of clients' certificates ends with")]
    [InlineData("tls.crt", "tls.key", "none", null, "there is no file '*none'")]
    public void What_is_wrong_is_said_in_one_sentence(string certificate, string? key, string? password, string? authorities, string expected)
    {
        var mistakes = Mistakes(certificate, key, password, authorities, out var material);
        Assert.Equal([expected.Replace("*", folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal)], mistakes);
        Assert.Null(material);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() => Assert.Equal(3, Mistakes("none.crt", "none.key", "password", "none.ca", out _).Count);

    public void Dispose()
    {
        authority.Dispose();
        folder.Delete(recursive: true);
    }

    private List<string> Mistakes(string certificate, string? key, string? password, string? authorities, out TlsMaterial? material)
    {
        var mistakes = new List<string>();
        var files = new TlsFiles(At(certificate), key is null ? null : At(key), password is null ? null : At(password), authorities is null ? null : At(authorities));
        material = TlsMaterial.Load(new MqttTlsOptions(new IPEndPoint(IPAddress.Loopback, 0), files), mistakes);
        return mistakes;
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);
}
