using System.Text;
using System.Threading.Channels;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

public sealed class ClientCertificateTests
{
    [Theory]
    [InlineData("a/b", null, "a/b")]
    [InlineData("a/b", "spiffe://example.org/stations/c/d", "spiffe://example.org/stations/c/d")]
    [InlineData(null, "spiffe://example.org/stations/c/d", "spiffe://example.org/stations/c/d")]
    public async Task The_application_is_told_whose_certificate_it_is(string? commonName, string? uri, string name)
    {
        await using var tls = new TlsHost(asksClients: true);
        var asked = Channel.CreateUnbounded<string?>();
        tls.Host.Application.Decide = request =>
        {
            asked.Writer.TryWrite(request.CertificateName);
            return ConnectDecision.Accept();
        };
        await using var client = await tls.ConnectAsync("d", tls.Authority.ForClient(commonName, uris: uri is null ? null : [uri]));
        Assert.Equal(name, await asked.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    public static TheoryData<string, string> Refused() => new()
    {
        { "none", "client_certificate_missing" },
        { "expired", "client_certificate_expired" },
        { "foreign", "client_certificate_untrusted" },
        { "self-signed", "client_certificate_untrusted" },
        { "for servers", "client_certificate_wrong_use" },
        { "nameless", "client_certificate_nameless" },
        { "two names", "client_certificate_nameless" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_certificate_that_does_not_count_is_refused_and_counted(string which, string reason)
    {
        await using var tls = new TlsHost(asksClients: true);
        using var foreign = new TestCertificates("Another Authority");
        var certificate = which switch
        {
            "expired" => tls.Authority.ForClient("a/b", TestCertificates.Now - TimeSpan.FromDays(1)),
            "foreign" => foreign.ForClient("a/b"),
            "self-signed" => foreign.Root,
            "for servers" => tls.Authority.OnlyForServers("a/b"),
            "nameless" => tls.Authority.ForClient(commonName: null),
            "two names" => tls.Authority.ForClient("a/b", uris: ["urn:a:b", "urn:c:d"]),
            _ => null,
        };

        var refused = await Assert.ThrowsAsync<MqttClientException>(() => tls.ConnectAsync("d", certificate));

        Assert.Equal(ReasonCode.NotAuthorized, refused.Reason);
        Assert.Equal(1, tls.Host.Counted("mqtt.refused", reason));
        Assert.Equal(ReasonCode.NotAuthorized, (await Assert.ThrowsAsync<MqttClientException>(() => tls.ConnectAsync("d", certificate, MqttVersion.V311))).Reason);
    }

    [Fact]
    public async Task The_reason_is_told_in_words()
    {
        await using var tls = new TlsHost(asksClients: true);
        await using var stream = await tls.HandshakeAsync(tls.Authority.ForClient("a/b", TestCertificates.Now - TimeSpan.FromDays(1)));
        await stream.WriteAsync(PacketSamples.Encode(new ConnectPacket("d"), MqttVersion.V50), TestContext.Current.CancellationToken);
        byte[] answer = new byte[256];
        int length = await stream.ReadAsync(answer, TestContext.Current.CancellationToken).AsTask().Expect("CONNACK");
        Assert.Contains("The client certificate has expired", Encoding.UTF8.GetString(answer, 0, length), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_none_may_come_without_where_it_is_not_required()
    {
        await using var tls = new TlsHost(asksClients: true, change: options => options with { IsClientRequired = false });
        tls.Host.Application.Decide = request => request.CertificateName is null ? ConnectDecision.Accept() : ConnectDecision.Refuse();
        await using var client = await tls.ConnectAsync("d");

        using var foreign = new TestCertificates("Another Authority");
        await Assert.ThrowsAsync<MqttClientException>(() => tls.ConnectAsync("e", foreign.ForClient("a/b")));
        Assert.Equal(1, tls.Host.Counted("mqtt.refused", "client_certificate_untrusted"));
    }

    [Fact]
    public async Task Where_none_is_asked_for_one_that_is_shown_says_nothing()
    {
        await using var tls = new TlsHost();
        string? name = "nobody asked";
        tls.Host.Application.Decide = request =>
        {
            name = request.CertificateName;
            return ConnectDecision.Accept();
        };
        await using var client = await tls.ConnectAsync("d", tls.Authority.ForClient("a/b"));
        Assert.Null(name);
    }

    [Fact]
    public async Task A_new_authority_is_believed_without_a_restart()
    {
        await using var tls = new TlsHost(asksClients: true);
        using var next = new TestCertificates("Next Authority");
        var client = next.ForClient("a/b");
        await Assert.ThrowsAsync<MqttClientException>(() => tls.ConnectAsync("d", client));

        await File.AppendAllTextAsync(tls.AuthoritiesFile, $"\n{next.RootPem}\n", TestContext.Current.CancellationToken);
        tls.LookTwice();

        await using var known = await tls.ConnectAsync("d", client);
        await using var before = await tls.ConnectAsync("e", tls.Authority.ForClient("c/d"));
    }
}
