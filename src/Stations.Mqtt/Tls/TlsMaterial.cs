using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stations.Mqtt.Tls;

/// <summary>What handshakes are made with: certificate, key, chain, authorities of clients, as the files held them at one moment.</summary>
public sealed partial class TlsMaterial
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan LongestNotice = TimeSpan.FromDays(7);

    private readonly MqttTlsOptions options;

    private TlsMaterial(MqttTlsOptions options, X509Certificate2 certificate, X509Certificate2Collection chain, X509Certificate2Collection? authorities, string fingerprint)
    {
        this.options = options;
        (Begins, Ends, Fingerprint) = (new(certificate.NotBefore), new(certificate.NotAfter), fingerprint);
        Handshake = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
            EnabledSslProtocols = options.Protocols,
            AllowRenegotiation = false,
            ClientCertificateRequired = authorities is not null,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = authorities is null ? null : PolicyOf(authorities),
        };
    }

    /// <summary>When the certificate begins and ceases to be valid.</summary>
    public DateTimeOffset Begins { get; }

    public DateTimeOffset Ends { get; }

    /// <summary>From when on it is time for another: 7 days before the end, or a fifth of its life if that is less.</summary>
    public DateTimeOffset EndsSoonFrom => Ends - (LongestNotice < (Ends - Begins) / 5 ? LongestNotice : (Ends - Begins) / 5);

    internal string Fingerprint { get; }

    internal SslServerAuthenticationOptions Handshake { get; }

    /// <summary>Null when the files cannot be used; <paramref name="mistakes"/> then says why, in one sentence each.</summary>
    public static TlsMaterial? Load(MqttTlsOptions options, ICollection<string> mistakes) => Load(options, TlsContents.Of(options.Files), mistakes);

    /// <summary>Whose the certificate is that a client has shown, or why it does not count. Where none is asked for: neither.</summary>
    internal ClientCertificate Judge(X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors) =>
        !Handshake.ClientCertificateRequired || (shown is null && !options.IsClientRequired) ? default : ClientCertificate.Of(shown, chain, errors);

    private static X509ChainPolicy PolicyOf(X509Certificate2Collection authorities)
    {
        // Nothing is fetched on behalf of who knocks: what a chain needs is in the file or comes with the client.
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(new Oid(ForClients));
        return policy;
    }
}
