using System.Globalization;
using System.Text;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;

namespace Stations.Benchmarks.Durability;

/// <summary>
/// One cabinet whose meter tells its <c>seq</c>. It counts on across the server's deaths, and sends again, as it was, what was not acknowledged.
/// </summary>
internal sealed class CutDevice(int number, string boot, TimeProvider clock)
{
    public const string District = "cut";
    public const string Field = "energy_kwh";
    private const int Window = 4;

    /// <summary>Some 80 messages per second and device: many small commits, and at the end no more to compare than a minute takes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(12);

    private readonly Queue<(long Seq, byte[] Payload)> unacknowledged = new();

    public string Id => $"{District}:n-{number}:cab";

    /// <summary>The last message that was sent, and with it all before; 0 is the birth, −1 none.</summary>
    public long Sent { get; private set; } = -1;

    /// <summary>The last message that was acknowledged, and with it all before.</summary>
    public long Acknowledged => unacknowledged.TryPeek(out var oldest) ? oldest.Seq - 1 : Sent;

    /// <summary>Until the connection ends; or, once it need not go on, until all is acknowledged.</summary>
    /// <exception cref="BenchmarkException">The server answered a message with something else than success.</exception>
    public async Task Report(MqttClient client, Func<bool> goOn)
    {
        var answers = new Queue<Task<ReasonCode>>(unacknowledged.Select(message => Send(client, message.Seq, message.Payload)));
        try
        {
            while (true)
            {
                // Nothing beside the birth: telemetry counts only after it.
                while (goOn() && answers.Count < (Acknowledged < 0 ? 1 : Window))
                {
                    answers.Enqueue(Next(client));
                }

                if (answers.Count == 0)
                {
                    return;
                }

                if (await answers.Dequeue() is var reason and not ReasonCode.Success)
                {
                    throw new BenchmarkException($"{Id}: message {unacknowledged.Peek().Seq} was answered with {reason}.");
                }

                unacknowledged.Dequeue();
                if (goOn())
                {
                    await Task.Delay(Pause, clock);
                }
            }
        }
        catch (MqttClientException)
        {
            // The server was killed.
        }
    }

    private Task<ReasonCode> Next(MqttClient client)
    {
        var payload = Encoding.UTF8.GetBytes(++Sent == 0 ? Birth() : Telemetry());
        unacknowledged.Enqueue((Sent, payload));
        return Send(client, Sent, payload);
    }

    private Task<ReasonCode> Send(MqttClient client, long seq, byte[] payload) =>
        client.PublishAsync($"wn/1/{District}/n-{number}/{(seq == 0 ? "birth" : "cab/tele")}", payload);

    private string Birth() => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"v":1,"boot":"{{{boot}}}","seq":0,"ts":{{{Now}}},"full":true,"devices":[{"device":"cab","kind":"charging_cabinet","station":"cut","name":"{{{number}}}","slots":2}],"d":{"cab":{"{{{Field}}}":0} } }
        """);

    private string Telemetry() => string.Create(CultureInfo.InvariantCulture, $$"""
        {"v":1,"boot":"{{boot}}","seq":{{Sent}},"ts":{{Now}},"d":{"{{Field}}":{{Sent}},"slot.01.present":{{(Sent % 2 == 0 ? "true" : "false")}} } }
        """);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
