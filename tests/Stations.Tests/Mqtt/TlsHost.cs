using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Mqtt.Tls;

namespace Stations.Tests.Mqtt;

/// <summary>An endpoint with TLS, and the files of its certificate.</summary>
internal sealed class TlsHost : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-tls-");

    public TlsHost(bool asksClients = false, Func<MqttTlsOptions, MqttTlsOptions>? change = null, Func<MqttEndpointOptions, MqttEndpointOptions>? endpoint = null, X509Certificate2? first = null, MqttLimits? limits = null)
    {
        Put(first ?? Authority.ForServer("first"));
        File.WriteAllText(AuthoritiesFile, Authority.RootPem);
        var tls = new MqttTlsOptions(new IPEndPoint(IPAddress.Loopback, 0), new TlsFiles(CertificateFile, KeyFile, ClientAuthorities: asksClients ? AuthoritiesFile : null));
        Host = new EndpointHost(limits, change: options => (endpoint?.Invoke(options) ?? options) with { Tls = change?.Invoke(tls) ?? tls });
    }

    public TestCertificates Authority { get; } = new();

    public EndpointHost Host { get; }

    public string CertificateFile => Path.Combine(folder.FullName, "tls.crt");

    public string KeyFile => Path.Combine(folder.FullName, "tls.key");

    public string AuthoritiesFile => Path.Combine(folder.FullName, "ca.crt");

    public int Port => Host.Endpoint.LocalTlsEndPoint!.Port;

    public void Put(X509Certificate2 certificate)
    {
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, TestCertificates.KeyPem(certificate));
    }

    /// <summary>A new certificate is taken when two looks in a row found it.</summary>
    public void LookTwice()
    {
        Host.Clock.Advance(TlsWatch.Interval);
        Host.Clock.Advance(TlsWatch.Interval);
    }

    public async Task<Socket> SocketAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port).Expect("a TCP connection");
        return socket;
    }

    /// <summary>A handshake that trusts the test's authority only.</summary>
    public async Task<SslStream> HandshakeAsync(X509Certificate2? client = null, SslProtocols protocols = SslProtocols.None, byte[]? before = null)
    {
        var inner = new NetworkStream(await SocketAsync(), ownsSocket: true);
        if (before is not null)
        {
            await inner.WriteAsync(before);
        }

        var stream = new SslStream(inner);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(Authority.Root);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            CertificateChainPolicy = policy,
            ClientCertificateContext = client is null ? null : SslStreamCertificateContext.Create(client, additionalCertificates: null, offline: true),
        }).Expect("the handshake");
        return stream;
    }

    public async Task<MqttClient> ConnectAsync(string clientId, X509Certificate2? client = null, MqttVersion version = MqttVersion.V50)
    {
        var stream = await HandshakeAsync(client);
        return await MqttClient.ConnectAsync(stream, new MqttClientOptions { ClientId = clientId, Version = version, KeepAliveSeconds = 0 }).Expect($"CONNACK for {clientId}");
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Authority.Dispose();
        folder.Delete(recursive: true);
    }
}
