using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

/// <summary>A real Mosquitto of a test's own, which keeps what it has across a restart. Set up as our deployment sets it up.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-mosquitto-");
    private Process? process;

    private Mosquitto(bool isAnonymous)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        File.WriteAllText(
            Path.Combine(folder.FullName, "mosquitto.conf"),
            $"""
            listener {Port} 127.0.0.1
            allow_anonymous {(isAnonymous ? "true" : "false")}
            persistence true
            persistence_location {folder.FullName}/
            max_queued_messages 0
            max_inflight_messages 0
            {(Environment.UserName == "root" ? "user root" : "")}
            """);
    }

    public int Port { get; }

    public static async Task<Mosquitto> Start(bool isAnonymous = true)
    {
        var broker = new Mosquitto(isAnonymous);
        await broker.Start();
        return broker;
    }

    /// <summary>Completes when it takes connections.</summary>
    public async Task Start()
    {
        const string Debian = "/usr/sbin/mosquitto";
        Assert.SkipUnless(File.Exists(Debian), "'mosquitto' is missing: install the Debian package mosquitto.");
        process = Process.Start(new ProcessStartInfo(Debian, ["-c", Path.Combine(folder.FullName, "mosquitto.conf"), "-v"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var running = new TaskCompletionSource();
        process.ErrorDataReceived += (_, line) => _ = line.Data?.Contains("running", StringComparison.Ordinal) == true && running.TrySetResult();
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await running.Task.Within("Mosquitto's start");
    }

    /// <summary>As an administrator stops it: it writes down what it keeps.</summary>
    public async Task Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).Within("Mosquitto's end");
    }

    /// <param name="heard">Where its messages go.</param>
    /// <param name="session">A persistent session's client id; null for one that ends with the connection.</param>
    /// <param name="acknowledges">When false, it takes one message and acknowledges none.</param>
    public Task<MqttClient> Connect(ChannelWriter<MqttMessage>? heard = null, string? session = null, Will? will = null, bool acknowledges = true) => MqttClient.ConnectAsync(new MqttClientOptions
    {
        Port = Port,
        ClientId = session ?? "",
        CleanStart = session is null,
        SessionExpirySeconds = session is null ? 0 : 3600u,
        Will = will,
        OnMessage = async message =>
        {
            heard?.TryWrite(message);
            await (acknowledges ? Task.CompletedTask : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System));
        },
    }).Within("a connection to Mosquitto");

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process?.Dispose();
        folder.Delete(recursive: true);
    }
}
