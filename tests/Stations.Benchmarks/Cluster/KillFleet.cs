using System.Globalization;
using System.Text;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;

namespace Stations.Benchmarks.Cluster;

/// <summary>
/// Ten cabinets to a node, whose meters tell their <c>seq</c>. Each message goes to the broker once, QoS 1; nothing is sent again, so whatever is
/// missing in the end was lost behind the broker's acknowledgement.
/// </summary>
internal sealed class KillFleet : IAsyncDisposable
{
    public const string Field = "energy_kwh";
    private const string District = "kill";
    private const int DevicesPerNode = 10;
    private const int Connections = 10;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string boot;
    private readonly int port;
    private readonly TimeProvider clock;
    private readonly long[] sent;
    private readonly List<MqttClient> clients = [];
    private long acknowledged;
    private long refused;

    public KillFleet(int devices, int port, TimeProvider clock)
    {
        (this.port, this.clock) = (port, clock);
        boot = $"{clock.GetUtcNow().ToUnixTimeSeconds()}";
        sent = new long[devices];
        Ids = [.. Enumerable.Range(0, devices).Select(number => $"{District}:n-{number / DevicesPerNode}:cab-{number % DevicesPerNode}")];
    }

    public IReadOnlyList<string> Ids { get; }

    /// <summary>Telemetry that the broker acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>Telemetry that it answered with a failure, or not at all.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>The last <c>seq</c> that each device has sent; 0 is the birth.</summary>
    public long[] Sent()
    {
        lock (sent)
        {
            return [.. sent];
        }
    }

    public async Task Bear(CancellationToken cancellation)
    {
        for (var connection = 0; connection < Connections; connection++)
        {
            clients.Add(await MqttClient.ConnectAsync(new MqttClientOptions { Port = port, Clock = clock, ClientId = $"kill-{connection}" }, cancellation));
        }

        await Task.WhenAll(Enumerable.Range(0, Ids.Count).Chunk(DevicesPerNode).Select((devices, node) =>
            clients[node % Connections].PublishAsync($"wn/1/{District}/n-{node}/birth", Birth(devices)))).WaitAsync(Patience, clock, cancellation);
    }

    /// <summary>One device after another, so that the sum of all keeps to the rate, until told to stop; returns when the broker has answered all.</summary>
    public Task Report(int rate, CancellationToken stop) => Report(elapsed => (long)(elapsed.TotalSeconds * rate), stop);

    /// <inheritdoc cref="Report(int, CancellationToken)"/>
    /// <param name="due">How many are to be sent after so long.</param>
    public async Task Report(Func<TimeSpan, long> due, CancellationToken stop)
    {
        var (began, count, before) = (clock.GetTimestamp(), 0L, Acknowledged + Refused);
        var last = Task.CompletedTask;
        while (!stop.IsCancellationRequested)
        {
            for (var until = due(clock.GetElapsedTime(began)); count < until; count++)
            {
                last = Send((int)(count % Ids.Count));
            }

            await Task.Delay(Beat, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        for (var waiting = clock.GetTimestamp(); Acknowledged + Refused < before + count && clock.GetElapsedTime(waiting) < Patience;)
        {
            await Task.Delay(Beat, clock, CancellationToken.None);
        }

        Interlocked.Add(ref refused, before + count - Acknowledged - Refused);
        await last;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    private async Task Send(int device)
    {
        long seq;
        lock (sent)
        {
            seq = ++sent[device];
        }

        var (node, cabinet) = (device / DevicesPerNode, device % DevicesPerNode);
        try
        {
            var answer = await clients[node % Connections].PublishAsync($"wn/1/{District}/n-{node}/cab-{cabinet}/tele", Telemetry(seq));
            Interlocked.Increment(ref (answer < ReasonCode.UnspecifiedError ? ref acknowledged : ref refused));
        }
        catch (MqttClientException)
        {
            Interlocked.Increment(ref refused);
        }
    }

    private byte[] Birth(int[] devices)
    {
        var told = devices.Select(device => $$"""{"device":"cab-{{device % DevicesPerNode}}","kind":"charging_cabinet","station":"kill","name":"{{device}}","slots":2}""");
        var values = devices.Select(device => $$"""
            "cab-{{device % DevicesPerNode}}":{"{{Field}}":0}
            """);
        return Encoding.UTF8.GetBytes($$"""{"v":1,"boot":"{{boot}}","seq":0,"ts":{{Now}},"full":true,"devices":[{{string.Join(',', told)}}],"d":{ {{string.Join(',', values)}} } }""");
    }

    private byte[] Telemetry(long seq) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $$"""{"v":1,"boot":"{{boot}}","seq":{{seq}},"ts":{{Now}},"d":{"{{Field}}":{{seq}},"slot.01.temperature_c":31.2,"voltage_v":231.4,"temperature_c":24.6} }"""));

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
