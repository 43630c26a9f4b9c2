using System.Text;
using Stations.EndToEnd.Running;
using Stations.Tests;

namespace Stations.EndToEnd;

/// <summary>Programs that others wrote come in by every way there is.</summary>
public sealed class TransportTests(SecureServer secure) : IClassFixture<SecureServer>
{
    private const int Success = 0, NotAuthorized = 0x87;

    private readonly ServerProcess server = secure.Server;

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task Openssl_finds_the_chain_in_order(string version)
    {
        var output = await ChildProcess.Run(
            Tools.Need("openssl"), "s_client", "-connect", $"127.0.0.1:{secure.TlsPort}", "-CAfile", secure.AuthorityFile, "-verify_hostname", "localhost", "-verify_return_error", version);
        Assert.Contains("Verify return code: 0 (ok)", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("311")]
    public async Task Mosquitto_comes_in_with_a_password_over_tls(string version)
    {
        var cabinet = new Cabinet("tls", $"word-{version}", $"word-{version}");
        var password = await server.Enrol("tls", $"word-{version}");
        await using var stream = await server.Stream($"station={cabinet.StationId}");
        Assert.Equal(0, await Publish(version, cabinet.BirthTopic, cabinet.Birth(), "-u", $"tls/word-{version}", "-P", password));
        await stream.Station(cabinet.StationId, station => station.Charge is { Free: 1, Total: 2 }, "with one slot free");
    }

    [Theory]
    [InlineData("5")]
    [InlineData("311")]
    public async Task Mosquitto_comes_in_with_a_certificate_and_no_password(string version)
    {
        var cabinet = new Cabinet("tls", $"cert-{version}", $"cert-{version}");
        var files = secure.Files($"cert-{version}", secure.Authority.ForClient($"tls/cert-{version}"));
        Assert.NotEqual(0, await Publish(version, cabinet.BirthTopic, cabinet.Birth(), files));

        await server.Enrol("tls", $"cert-{version}");
        await using var stream = await server.Stream($"station={cabinet.StationId}");
        Assert.Equal(0, await Publish(version, cabinet.BirthTopic, cabinet.Birth(), files));
        await stream.Station(cabinet.StationId, station => station.Charge is { Free: 1, Total: 2 }, "with one slot free");

        // Its own prefix, whatever user name it gives itself.
        Assert.NotEqual(0, await Publish(version, cabinet.BirthTopic, cabinet.Birth(), [.. files, "-u", "tls/other"]));
    }

    [Fact]
    public async Task A_certificate_that_has_ended_is_refused_and_counted()
    {
        var cabinet = new Cabinet("tls", "ended", "ended");
        await server.Enrol("tls", "ended");
        var files = secure.Files("ended", secure.Authority.ForClient("tls/ended", TestCertificates.Now - TimeSpan.FromDays(1)));
        Assert.NotEqual(0, await Publish("5", cabinet.BirthTopic, cabinet.Birth(), files));
        Assert.Equal(1, await server.Metric("mqtt_refused_total{reason=\"client_certificate_expired\"}"));
    }

    [Theory]
    [InlineData("mqtts", 4)]
    [InlineData("mqtts", 5)]
    [InlineData("ws", 4)]
    [InlineData("ws", 5)]
    [InlineData("wss", 4)]
    [InlineData("wss", 5)]
    public async Task Mqtt_js_comes_in_by_every_way(string scheme, int version)
    {
        await using var front = new TlsFront(secure.Authority.ForServer(), server.HttpPort);
        var node = $"{scheme}-{version}";
        var password = await server.Enrol("js", node);
        var cabinet = new Cabinet("js", node, node);
        await using var stream = await server.Stream($"station={cabinet.StationId}");

        var reasons = await PublishJs(
            scheme switch
            {
                "mqtts" => $"mqtts://localhost:{secure.TlsPort}",
                "ws" => $"ws://127.0.0.1:{server.HttpPort}/mqtt",
                _ => $"wss://localhost:{front.Port}/mqtt",
            },
            version,
            node,
            password,
            (cabinet.BirthTopic, cabinet.Birth()),
            (cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.02.present\":false")));

        Assert.Equal([Success, Success], reasons);
        await stream.Station(cabinet.StationId, station => station.Charge is { Free: 2, Total: 2 }, "with two slots free");
    }

    [Fact]
    public async Task What_may_not_be_said_may_not_be_said_over_a_websocket_either()
    {
        var password = await server.Enrol("js", "ws-own");
        var reasons = await PublishJs($"ws://127.0.0.1:{server.HttpPort}/mqtt", 5, "ws-own", password, ("wn/1/js/ws-other/cab/tele", "{}"u8.ToArray()));
        Assert.Equal([NotAuthorized], reasons);
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_certificate_is_told_at_the_start()
    {
        using var folder = new TempFolder();
        var (one, other) = (secure.Authority.ForServer(), secure.Authority.ForServer());
        await File.WriteAllTextAsync(folder.File("tls.crt"), one.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("tls.key"), TestCertificates.KeyPem(other), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("ca.crt"), "", TestContext.Current.CancellationToken);
        await using var failing = ChildProcess.StartDotnet(
            Built.Server, "--Mqtt:Tls:Address=127.0.0.1:0", $"--Mqtt:Tls:Certificate={folder.File("tls.crt")}", $"--Mqtt:Tls:Key={folder.File("tls.key")}", $"--Mqtt:Tls:ClientAuthorities={folder.File("ca.crt")}");
        Assert.Equal(2, await failing.Exit());
        Assert.Contains("2 mistake(s)", failing.Output, StringComparison.Ordinal);
        Assert.Contains("is not the one of the certificate", failing.Output, StringComparison.Ordinal);
        Assert.Contains("holds no certificate of an authority", failing.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failing.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("tls.pem"), TestCertificates.Pem(secure.Authority.ForServer()), TestContext.Current.CancellationToken);
        await using var failing = ChildProcess.StartDotnet(
            Built.Server, $"--Http:Address=127.0.0.1:{Ports.Free()}", $"--Mqtt:Address=127.0.0.1:{Ports.Free()}", $"--Data:Folder={folder.File("data")}",
            $"--Mqtt:Tls:Address=127.0.0.1:{secure.TlsPort}", $"--Mqtt:Tls:Certificate={folder.File("tls.pem")}");
        Assert.Equal(1, await failing.Exit());
        Assert.Contains($"127.0.0.1:{secure.TlsPort}: the port is in use", failing.Output, StringComparison.Ordinal);
        Assert.Contains("--Mqtt:Tls:Address=", failing.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failing.Output, StringComparison.Ordinal);
    }

    /// <summary>The exit code.</summary>
    private async Task<int> Publish(string version, string topic, byte[] payload, params string[] more)
    {
        await using var run = ChildProcess.Start(
            Tools.Need("mosquitto_pub"),
            ["-h", "localhost", "-p", $"{secure.TlsPort}", "--cafile", secure.AuthorityFile, "-V", version, "-q", "1", "-t", topic, "-m", Encoding.UTF8.GetString(payload), .. more]);
        return await run.Exit();
    }

    private Task<int[]> PublishJs(string url, int version, string node, string password, params (string Topic, byte[] Payload)[] messages)
    {
        var ca = secure.Authority.RootPem;
        return NodeScript.Publish(url, new { protocolVersion = version, username = $"js/{node}", password, ca, wsOptions = new { ca } }, messages);
    }
}
