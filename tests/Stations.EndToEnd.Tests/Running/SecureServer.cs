using System.Security.Cryptography.X509Certificates;
using Stations.Tests;

namespace Stations.EndToEnd.Running;

/// <summary>A server with every way in, shared by the tests that look at them. Nobody gets in without proof of who he is.</summary>
public sealed class SecureServer : IAsyncLifetime
{
    private readonly TempFolder folder = new();

    internal TestCertificates Authority { get; } = new();

    internal ServerProcess Server { get; private set; } = null!;

    internal int TlsPort { get; } = Ports.Free();

    internal string AuthorityFile => folder.File("ca.pem");

    public async ValueTask InitializeAsync()
    {
        Write("ca.pem", Authority.RootPem);
        Server = await ServerProcess.Started(
            $"--Mqtt:Tls:Address=127.0.0.1:{TlsPort}",
            $"--Mqtt:Tls:Certificate={Write("server.pem", TestCertificates.Pem(Authority.ForServer()))}",
            $"--Mqtt:Tls:ClientAuthorities={AuthorityFile}",
            "--Mqtt:Tls:ClientRequired=false",
            "--Mqtt:WebSocket=true");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Authority.Dispose();
        folder.Dispose();
    }

    /// <summary>Its certificate and its key, as <c>mosquitto_pub</c> wants them.</summary>
    internal string[] Files(string name, X509Certificate2 certificate) =>
        ["--cert", Write($"{name}.crt", certificate.ExportCertificatePem()), "--key", Write($"{name}.key", TestCertificates.KeyPem(certificate))];

    private string Write(string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }
}
