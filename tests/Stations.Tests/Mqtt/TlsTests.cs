using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Mqtt.Tls;

namespace Stations.Tests.Mqtt;

public sealed class TlsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SslProtocols, MqttVersion> Ways() =>
        new MatrixTheoryData<SslProtocols, MqttVersion>([SslProtocols.Tls12, SslProtocols.Tls13], [MqttVersion.V311, MqttVersion.V50]);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Messages_go_both_ways_over_tls(SslProtocols protocol, MqttVersion version)
    {
        await using var tls = new TlsHost();
        var stream = await tls.HandshakeAsync(protocols: protocol);
        Assert.Equal(protocol, stream.SslProtocol);
        var inbox = new TaskCompletionSource<MqttMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var client = await MqttClient.ConnectAsync(stream, new MqttClientOptions
        {
            ClientId = "d",
            Version = version,
            KeepAliveSeconds = 0,
            OnMessage = message =>
            {
                inbox.TrySetResult(message);
                return default;
            },
        }).Expect("CONNACK");
        await client.SubscribeAsync("a").Expect("SUBACK");
        byte[] payload = new byte[40_000];
        new Random(3).NextBytes(payload);

        Assert.Equal(ReasonCode.Success, await client.PublishAsync("a", payload).Expect("PUBACK"));

        var message = await inbox.Task.Expect("the message");
        Assert.Equal(payload, message.Payload.ToArray());
    }

    [Fact]
    public async Task The_newest_version_is_taken_and_an_old_one_only_if_it_is_allowed()
    {
        await using var tls = new TlsHost(change: options => options with { Protocols = SslProtocols.Tls13 });
        await using (var stream = await tls.HandshakeAsync())
        {
            Assert.Equal(SslProtocols.Tls13, stream.SslProtocol);
        }

        await Assert.ThrowsAsync<AuthenticationException>(() => tls.HandshakeAsync(protocols: SslProtocols.Tls12));
        await using var after = await tls.ConnectAsync("after");
        Assert.Equal(1, tls.Host.Counted("mqtt.refused", "tls_handshake"));
        await tls.Host.Application.NextRefusalAsync();
    }

    [Fact]
    public async Task Whoever_does_not_shake_hands_in_time_is_closed()
    {
        await using var tls = new TlsHost();
        await using var silent = new RawClient(await tls.SocketAsync());
        await using var begun = new RawClient(await tls.SocketAsync());
        await begun.SendAsync([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]);
        await using var shaken = await tls.HandshakeAsync();

        await tls.Host.AdvanceUntilAsync(Task.WhenAll(silent.ExpectEndAsync(), begun.ExpectEndAsync(), shaken.ReadAsync(new byte[1], Cancellation).AsTask().Expect("the end after the handshake")));

        Assert.Equal(3, tls.Host.Counted("mqtt.disconnected", nameof(DisconnectKind.Timeout)));
    }

    [Fact]
    public async Task What_is_not_tls_is_closed_and_counted()
    {
        await using var tls = new TlsHost();
        await using var raw = new RawClient(await tls.SocketAsync());
        await raw.SendAsync(new ConnectPacket("d") { Version = MqttVersion.V50 }, MqttVersion.V50);
        await raw.ExpectEndAsync();
        Assert.Equal(1, tls.Host.Counted("mqtt.refused", "tls_handshake"));
    }

    [Fact]
    public async Task Handshakes_count_for_their_address_until_they_have_connected()
    {
        await using var tls = new TlsHost(limits: new MqttLimits { UnauthenticatedPerAddress = 1 });
        await using var first = new RawClient(await tls.SocketAsync());
        await using var second = new RawClient(await tls.SocketAsync());
        await await Task.WhenAny(first.ExpectEndAsync(), second.ExpectEndAsync());
        Assert.Equal(1, tls.Host.Counted("mqtt.refused", "unauthenticated_per_address"));
    }

    [Fact]
    public async Task The_end_is_told_so_that_it_is_not_taken_for_a_cut()
    {
        await using var tls = new TlsHost();
        tls.Host.Application.Decide = _ => ConnectDecision.Refuse();
        await using var stream = await tls.HandshakeAsync(protocols: SslProtocols.Tls12);
        await stream.WriteAsync(PacketSamples.Encode(new ConnectPacket("d"), MqttVersion.V311), Cancellation);
        byte[] answer = new byte[256];
        Assert.NotEqual(0, await stream.ReadAsync(answer, Cancellation).AsTask().Expect("CONNACK"));
        Assert.Equal(0, await stream.ReadAsync(answer, Cancellation).AsTask().Expect("the end"));
    }

    [Fact]
    public async Task A_new_certificate_is_shown_from_then_on_and_sessions_live_on()
    {
        await using var tls = new TlsHost();
        await using var before = await tls.ConnectAsync("before");
        tls.Put(tls.Authority.ForServer("second"));
        Assert.Equal("CN=first", await SubjectAsync(tls));

        tls.LookTwice();

        Assert.Equal("CN=second", await SubjectAsync(tls));
        Assert.Equal(ReasonCode.Success, await before.PublishAsync("a", "still here"u8.ToArray()).Expect("PUBACK over the old connection"));
        Assert.Equal(1, tls.Host.Counted("mqtt.tls.reloads", "taken"));
        Assert.Null(tls.Host.Endpoint.CertificateTrouble);
    }

    [Fact]
    public async Task Files_that_are_being_written_are_left_alone()
    {
        await using var tls = new TlsHost();
        var next = tls.Authority.ForServer("second");
        await File.WriteAllTextAsync(tls.CertificateFile, next.ExportCertificatePem(), Cancellation);
        tls.Host.Clock.Advance(TlsWatch.Interval);
        tls.Put(next);
        tls.LookTwice();

        Assert.Equal("CN=second", await SubjectAsync(tls));
        Assert.Equal(0, tls.Host.Counted("mqtt.tls.reloads", "refused"));
    }

    [Fact]
    public async Task A_bad_new_certificate_is_told_once_and_the_old_one_stays()
    {
        await using var tls = new TlsHost();
        var own = await File.ReadAllTextAsync(tls.KeyFile, Cancellation);
        await File.WriteAllTextAsync(tls.KeyFile, TestCertificates.KeyPem(tls.Authority.ForServer()), Cancellation);
        tls.LookTwice();
        tls.LookTwice();

        Assert.Contains("is not the one of the certificate", tls.Host.Endpoint.CertificateTrouble, StringComparison.Ordinal);
        Assert.Equal(1, tls.Host.Counted("mqtt.tls.reloads", "refused"));
        Assert.Equal("CN=first", await SubjectAsync(tls));

        File.Delete(tls.KeyFile);
        tls.LookTwice();
        Assert.Contains($"there is no file '{tls.KeyFile}'", tls.Host.Endpoint.CertificateTrouble, StringComparison.Ordinal);

        await File.WriteAllTextAsync(tls.KeyFile, own, Cancellation);
        tls.LookTwice();
        Assert.Null(tls.Host.Endpoint.CertificateTrouble);
    }

    [Fact]
    public async Task A_new_certificate_that_has_ended_does_not_replace_one_that_has_not()
    {
        await using var tls = new TlsHost();
        var now = tls.Host.Clock.GetUtcNow();
        tls.Put(tls.Authority.ForServer("ended", now - TimeSpan.FromDays(100), now - TimeSpan.FromDays(1)));
        tls.LookTwice();

        Assert.Contains("it ended at", tls.Host.Endpoint.CertificateTrouble, StringComparison.Ordinal);
        Assert.Equal("CN=first", await SubjectAsync(tls));
    }

    [Theory]
    [InlineData(365, 8, false)]
    [InlineData(365, 6, true)]
    [InlineData(10, 3, false)]
    [InlineData(10, 1, true)]
    [InlineData(10, -1, true)]
    public async Task The_end_of_a_certificate_is_told_in_time(int lifeDays, int leftDays, bool isTold)
    {
        var clock = new ManualClock().GetUtcNow();
        var end = clock + TimeSpan.FromDays(leftDays);
        await using var tls = new TlsHost(first: SelfSigned(end - TimeSpan.FromDays(lifeDays), end));

        Assert.Equal(isTold, tls.Host.Endpoint.CertificateTrouble is not null);
    }

    private static X509Certificate2 SelfSigned(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        return new CertificateRequest("CN=self", key, System.Security.Cryptography.HashAlgorithmName.SHA256).CreateSelfSigned(from, until);
    }

    private static async Task<string> SubjectAsync(TlsHost tls)
    {
        await using var stream = await tls.HandshakeAsync();
        return stream.RemoteCertificate!.Subject;
    }
}
