using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Stations.Mqtt.Tls;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

/// <summary>What comes on a socket before MQTT: a proxy's word on whose connection it is, then a handshake, or one of the two.</summary>
internal sealed class Opening
{
    private readonly Stream socket;
    private readonly TlsMaterial? material;
    private ClientCertificate certificate;

    /// <param name="proxy">Null: no proxy, no header.</param>
    /// <param name="material">Null: no TLS.</param>
    [SuppressMessage("Security", "CA5359", Justification = "The connection remembers what is wrong with the certificate and refuses CONNECT for it.")]
    public Opening(Stream socket, IPEndPoint? proxy, TlsMaterial? material)
    {
        (this.socket, Proxy, this.material) = (socket, proxy, material);
        Stream = material is null ? socket : new TlsStream(socket, Judge);
    }

    /// <summary>What MQTT goes on with.</summary>
    public Stream Stream { get; }

    /// <summary>Who passes it on and says whose it is in a header; null: nobody does.</summary>
    public IPEndPoint? Proxy { get; }

    public IPEndPoint? Source { get; private set; }

    /// <summary>Of the client; known after the handshake.</summary>
    public ref readonly ClientCertificate Certificate => ref certificate;

    /// <summary>Tells who is there: <see cref="Source"/>.</summary>
    /// <exception cref="IOException">The connection ended.</exception>
    public async ValueTask<ProxyHeader> ReadHeaderAsync()
    {
        var header = await ProxyHeader.ReadAsync(socket).ConfigureAwait(false);
        Source = header.Source ?? Proxy;
        return header;
    }

    /// <exception cref="System.Security.Authentication.AuthenticationException">The two do not come together.</exception>
    /// <exception cref="IOException">The connection ended.</exception>
    public Task ShakeHandsAsync(CancellationToken ct) => Stream is TlsStream tls ? tls.AuthenticateAsServerAsync(material!.Handshake, ct) : Task.CompletedTask;

    /// <summary>Lets everybody pass: whose certificate does not count is refused in the answer to CONNECT, where there are words for why.</summary>
    private bool Judge(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        certificate = material!.Judge((X509Certificate2?)shown, chain, errors);
        return true;
    }
}
