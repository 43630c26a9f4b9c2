using System.Net;
using System.Security.Authentication;

namespace Stations.Mqtt.Tls;

/// <summary>Where the endpoint listens for TLS, and with what.</summary>
/// <param name="Listen">Port 0 takes a free one.</param>
public sealed record MqttTlsOptions(IPEndPoint Listen, TlsFiles Files)
{
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>Where clients are asked for a certificate: whoever has none is refused.</summary>
    public bool IsClientRequired { get; init; } = true;
}

/// <summary>The files of a certificate. They are looked at again and again, so a new one needs no restart.</summary>
/// <param name="Certificate">PEM, the server's own first and its chain behind it, or PKCS #12.</param>
/// <param name="Key">PEM; null: in the same file.</param>
/// <param name="PasswordFile">Holds the password of the key or the PKCS #12 file; null: there is none.</param>
/// <param name="ClientAuthorities">PEM: who may sign the certificates of clients; null: clients are not asked for one.</param>
public sealed record TlsFiles(string Certificate, string? Key = null, string? PasswordFile = null, string? ClientAuthorities = null);
