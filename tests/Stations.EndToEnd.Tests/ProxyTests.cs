using System.Text;
using Stations.EndToEnd.Running;
using Stations.Tests;

namespace Stations.EndToEnd;

/// <summary>A real proxy before the server, which says by the PROXY protocol whose connection it passes on, over TCP and over TLS that it does not open.</summary>
public sealed class ProxyTests
{
    /// <summary>Not where the proxy itself connects from.</summary>
    private const string Client = "127.0.0.9";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Haproxy_tells_whose_connection_it_passes_on(bool isTls)
    {
        var haproxy = Tools.Need("haproxy");
        using var folder = new TempFolder();
        using var authority = new TestCertificates();
        await File.WriteAllTextAsync(folder.File("ca.pem"), authority.RootPem, Cancellation);
        await File.WriteAllTextAsync(folder.File("server.pem"), TestCertificates.Pem(authority.ForServer()), Cancellation);
        var (front, tlsPort) = (Ports.Free(), Ports.Free());
        await using var server = await ServerProcess.Started(
            "--Mqtt:Proxy:From=127.0.0.1", $"--Mqtt:Tls:Address=127.0.0.1:{tlsPort}", $"--Mqtt:Tls:Certificate={folder.File("server.pem")}");
        await File.WriteAllTextAsync(folder.File("haproxy.cfg"), Configuration(front, isTls ? tlsPort : server.MqttPort), Cancellation);
        await using var proxy = ChildProcess.Start(haproxy, "-db", "-V", "-f", folder.File("haproxy.cfg"));
        await proxy.Line(line => line.StartsWith("Using ", StringComparison.Ordinal), "that it listens");
        string[] secured = isTls ? ["--cafile", folder.File("ca.pem")] : [];
        var cabinet = new Cabinet("proxy", "behind", "behind");
        var password = await server.Enrol("proxy", "behind");

        Assert.Equal(0, await Publish(front, cabinet, password, secured));
        Assert.NotEqual(0, await Publish(front, cabinet, "wrong", secured));
        Assert.NotEqual(0, await Publish(isTls ? tlsPort : server.MqttPort, cabinet, password, [.. secured, "-A", "127.0.0.1"]));

        var events = await server.Get("/api/v1/security-events?act=login&outcome=refused");
        Assert.Equal(Client, events.GetProperty("events")[0].GetProperty("from").GetString());
        Assert.Equal(1, await server.Metric("mqtt_refused_total{reason=\"proxy_header_absent\"}"));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>It looks every 100 ms whether the server is there, with a header that says it speaks for itself.</summary>
    private static string Configuration(int front, int behind) => $"""
        global
            log stderr local0
        defaults
            mode tcp
            log global
            timeout connect 5s
            timeout client 60s
            timeout server 60s
        listen mqtt
            bind 127.0.0.1:{front}
            server behind 127.0.0.1:{behind} send-proxy-v2 check check-send-proxy inter 100ms
        """ + "\n";

    /// <summary>The exit code.</summary>
    private static async Task<int> Publish(int port, Cabinet cabinet, string password, params string[] more)
    {
        await using var run = ChildProcess.Start(
            Tools.Need("mosquitto_pub"),
            ["-h", "127.0.0.1", "-p", $"{port}", "-V", "5", "-q", "1", "-u", "proxy/behind", "-P", password, "-t", cabinet.BirthTopic, "-m", Encoding.UTF8.GetString(cabinet.Birth()), .. more.Contains("-A") ? more : [.. more, "-A", Client]]);
        return await run.Exit();
    }
}
