using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;

namespace Stations.Benchmarks.Rolling;

/// <summary>Water coolers that speak in turn through one connection to the broker, at a fixed rate, each message with its number.</summary>
internal sealed class Fleet(string host, int port, int devices, int rate, TimeProvider clock)
{
    private const int PerNode = 10;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly string boot = $"boot-{clock.GetUtcNow().ToUnixTimeMilliseconds()}";
    private readonly int[] sent = new int[devices];
    private readonly ConcurrentDictionary<(int Device, int Seq), long> sentAt = [];
    private int refused;

    public int Devices => devices;

    public string Boot => boot;

    /// <summary>Messages that the broker did not take.</summary>
    public int Refused => refused;

    public int Sent(int device) => sent[device];

    /// <summary>When it went out, in ticks of the clock; null for an unknown one.</summary>
    public long? SentAt(int device, int seq) => sentAt.TryGetValue((device, seq), out var at) ? at : null;

    public static DeviceId Id(int device) => new("rolling", $"n{device / PerNode:000}", $"d{device % PerNode:00}");

    public static int NumberOf(DeviceId device) =>
        (int.Parse(device.Node.AsSpan(1), CultureInfo.InvariantCulture) * PerNode) + int.Parse(device.Device.AsSpan(1), CultureInfo.InvariantCulture);

    public static string Station(int device) => $"s{device / PerNode:000}";

    /// <summary>Births, then what the devices say, until <paramref name="stop"/>; returns when the broker has all of it.</summary>
    public async Task Run(CancellationToken stop)
    {
        await using var client = await MqttClient.ConnectAsync(new MqttClientOptions { ClientId = boot, Host = host, Port = port, MaxInFlight = 10_000 }, CancellationToken.None);
        var answers = new List<Task>();
        for (var node = 0; node < devices / PerNode; node++)
        {
            answers.Add(Publish(client, $"wn/1/rolling/n{node:000}/birth", Birth(node)));
        }

        await Task.WhenAll(answers);
        answers.Clear();
        var (began, count) = (clock.GetTimestamp(), 0L);
        while (!stop.IsCancellationRequested)
        {
            var due = (long)(clock.GetElapsedTime(began).TotalSeconds * rate);
            for (; count < due; count++)
            {
                answers.Add(Speak(client, (int)(count % devices)));
            }

            answers.RemoveAll(answer => answer.IsCompletedSuccessfully);
            await Task.Delay(Beat, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(answers);
    }

    private Task Speak(MqttClient client, int device)
    {
        var seq = sent[device] + 1;
        sentAt[(device, seq)] = clock.GetTimestamp();
        sent[device] = seq;
        var id = Id(device);
        return Publish(client, $"wn/1/{id.District}/{id.Node}/{id.Device}/tele", Message(seq, $$"""{"hot_c":{{85 + (seq % 10)}}.5,"total_l":{{seq}}}"""));
    }

    private async Task Publish(MqttClient client, string topic, string payload)
    {
        if (await client.PublishAsync(topic, Encoding.UTF8.GetBytes(payload)) >= ReasonCode.UnspecifiedError)
        {
            Interlocked.Increment(ref refused);
        }
    }

    private string Birth(int node)
    {
        var own = Enumerable.Range(node * PerNode, PerNode).Select(Id).ToList();
        var station = Station(node * PerNode);
        return Message(
            0,
            $$"""{ {{string.Join(',', own.Select(one => $"\"{one.Device}\":{{\"mode\":\"standby\",\"hot_c\":90.5}}"))}} }""",
            $$"""
            "full":true,"stations":[{"station":"{{station}}","name":{"en":"{{station}}" },"latitude":32.{{node:00}},"longitude":112.13}],
            "devices":[{{string.Join(',', own.Select(one => $$"""{"device":"{{one.Device}}","kind":"water_cooler","station":"{{station}}","name":"饮水机"}"""))}}],
            """);
    }

    private string Message(int seq, string values, string more = "") =>
        $$"""{"v":1,"boot":"{{boot}}","seq":{{seq}},"ts":{{clock.GetUtcNow().ToUnixTimeMilliseconds()}},{{more}}"d":{{values}}}""";
}
