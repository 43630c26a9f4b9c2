using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Stations.Mqtt.Client;
using Stations.Protocol;

namespace Stations.Benchmarks.Commands;

/// <summary>
/// A cabinet of twelve slots, each with a battery, that does what it is told by the rules for devices, over a line that loses, repeats and reorders both
/// what it hears and what it says. It outlives the server's deaths and notes what it really did.
/// </summary>
internal sealed class ScriptedCabinet(int number, int port, int seed, TimeProvider clock)
{
    public const string District = "k";
    public const int Slots = 12;
    private const string Boot = "B1";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly BadLine toMe = new(2 * seed, clock);
    private readonly BadLine fromMe = new(2 * seed + 1, clock);
    private readonly bool[] isOn = new bool[Slots + 1];
    private readonly bool[] hasToldOn = new bool[Slots + 1];
    private readonly long[] offAt = new long[Slots + 1];
    private readonly long[] epochs = new long[Slots + 1];
    private readonly Dictionary<string, AckState> answers = new(StringComparer.Ordinal);
    private readonly Queue<string> remembered = new();
    private readonly List<(string Id, long At)> starts = [];
    private MqttClient? client;
    private long connectedAt;
    private long seq;

    public string Id => $"{District}:cab-{number}:cab";

    /// <summary>Every start that it carried out, with its wall time in epoch milliseconds.</summary>
    public IReadOnlyList<(string Id, long At)> Starts
    {
        get
        {
            lock (gate)
            {
                return [.. starts];
            }
        }
    }

    public bool IsOn(int slot)
    {
        lock (gate)
        {
            return isOn[slot];
        }
    }

    /// <summary>It has said that the slot is on since it is, or was on so short a while ago that the server, as long as it could hear it, need not know better.</summary>
    public bool IsConfirmed(int slot, TimeSpan within)
    {
        lock (gate)
        {
            return (isOn[slot] && hasToldOn[slot]) || client is not { Disconnected.IsCompleted: false } || Now - Math.Max(offAt[slot], connectedAt) <= within.TotalMilliseconds;
        }
    }

    /// <summary>Connects again and again until <paramref name="cancellation"/>.</summary>
    public async Task Live(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await Serve(cancellation);
            }
            catch (Exception error) when (error is MqttClientException or SocketException or TimeoutException or OperationCanceledException)
            {
                // The server is away.
            }

            await Task.Delay(Again, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Serve(CancellationToken cancellation)
    {
        await using var link = client = await MqttClient.ConnectAsync(
            new MqttClientOptions { Port = port, ClientId = $"{District}/cab-{number}", OnMessage = Hear, Clock = clock }, cancellation);
        connectedAt = Now;
        await link.SubscribeAsync($"wn/1/{District}/cab-{number}/+/cmd");
        await link.PublishAsync(Topic("birth"), Birth());
        using var beat = new PeriodicTimer(Heartbeat, clock);
        while (!link.Disconnected.IsCompleted && await beat.WaitForNextTickAsync(cancellation))
        {
            Say("cab/tele", Telemetry());
        }
    }

    private ValueTask Hear(MqttMessage message)
    {
        if (CommandMessage.TryParse(message.Payload.Span, out var command))
        {
            toMe.Carry(() => Obey(command));
        }

        return ValueTask.CompletedTask;
    }

    private void Obey(CommandMessage command)
    {
        if (command is not { Id: { } id, Epoch: { } epoch, Exp: { } end, Slot: { } slot })
        {
            Say("birth", Birth());
            return;
        }

        var isStop = command.Cmd == CommandVerb.ChargeStop;
        lock (gate)
        {
            if (!answers.TryGetValue(id, out var state) || isStop)
            {
                state = Now >= end && !isStop ? AckState.Expired : !isStop && epoch < epochs[slot] ? AckState.Rejected : Do(id, epoch, slot, isOnNow: !isStop);
                Remember(id, state);
            }

            Say("cab/ack", new Ack(id, AckState.Received, Boot: Boot).ToBytes());
            Say("cab/ack", new Ack(id, state, Boot: Boot).ToBytes());
            Say("cab/tele", Telemetry());
        }
    }

    private AckState Do(string id, long epoch, int slot, bool isOnNow)
    {
        (offAt[slot], hasToldOn[slot]) = isOn[slot] && !isOnNow ? (Now, false) : (offAt[slot], hasToldOn[slot]);
        (isOn[slot], epochs[slot]) = (isOnNow, Math.Max(epochs[slot], epoch));
        if (isOnNow)
        {
            starts.Add((id, Now));
        }

        return AckState.Done;
    }

    private void Remember(string id, AckState state)
    {
        if (!answers.ContainsKey(id))
        {
            remembered.Enqueue(id);
        }

        answers[id] = state;
        if (remembered.Count > CommandMessage.Remembered)
        {
            answers.Remove(remembered.Dequeue());
        }
    }

    private byte[] Birth() => Whole(
        ",\"devices\":[{\"device\":\"cab\",\"kind\":\"charging_cabinet\",\"station\":\"s\",\"name\":\"Cabinet\",\"slots\":" + Slots + "}],\"d\":{\"cab\":", "}");

    private byte[] Telemetry() => Whole(",\"d\":", "");

    /// <summary>All that it knows, under its next number.</summary>
    private byte[] Whole(string before, string after)
    {
        lock (gate)
        {
            var told = new Dictionary<string, object>(StringComparer.Ordinal);
            for (var slot = 1; slot <= Slots; slot++)
            {
                hasToldOn[slot] |= isOn[slot];
                (told[$"slot.{slot:00}.door"], told[$"slot.{slot:00}.present"], told[$"slot.{slot:00}.relay"], told[$"slot.{slot:00}.power_w"]) = ("closed", true, isOn[slot], isOn[slot] ? 400 : 0);
            }

            return Encoding.UTF8.GetBytes($"{{\"v\":1,\"boot\":\"{Boot}\",\"seq\":{++seq},\"ts\":{Now},\"full\":true{before}{JsonSerializer.Serialize(told)}{after}}}");
        }
    }

    private void Say(string verb, byte[] payload) => fromMe.Carry(() => _ = client?.PublishAsync(Topic(verb), payload));

    private string Topic(string verb) => $"wn/1/{District}/cab-{number}/{verb}";

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
