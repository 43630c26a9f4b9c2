using DeviceSimulators;
using DeviceSimulators.Faults;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Ingest;

namespace Stations.Server.Tests.Judging;

/// <summary>The connection of one node without its packets: what gets through, what waits, and when the server hears of its end.</summary>
internal sealed class VirtualLine(VirtualNode node, Intake intake, List<string> complaints, List<Task> underWay)
{
    /// <summary>One and a half times the keep-alive of 30 s: from then on the server takes a silent connection for ended.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private const int MaxWaiting = 1000;

    private readonly Queue<Message> outbox = new();
    private readonly Queue<(string Device, CommandMessage Command)> told = new();
    private readonly Dictionary<string, Route> routes = new(StringComparer.Ordinal);
    private string? connected;
    private byte[] will = [];
    private DateTimeOffset heard;
    private bool rebirthAsked;

    public VirtualNode Node => node;

    public void Obey(string topic, byte[] payload)
    {
        if (Topics.TryParse(System.Text.Encoding.UTF8.GetBytes(topic), out var parsed) && parsed.Node == node.Id && node.Line == Line.Up && CommandMessage.TryParse(payload, out var command))
        {
            told.Enqueue((parsed.Device!, command));
        }
    }

    public void Live(DateTimeOffset now)
    {
        var (boot, ts) = (node.Boot, now.ToUnixTimeMilliseconds());
        var messages = node.Advance(now, ts);
        if (node.Boot != boot)
        {
            outbox.Clear();
        }

        foreach (var message in messages)
        {
            outbox.Enqueue(message);
            if (outbox.Count > MaxWaiting)
            {
                outbox.Dequeue();
            }
        }

        switch (node.Line)
        {
            case Line.Up or Line.Hung:
                Speak(now, ts);
                break;
            case Line.Cut:
                Lose();
                break;
            case var _ when now - heard >= Patience:
                Lose();
                break;
        }
    }

    private void Speak(DateTimeOffset now, long ts)
    {
        heard = now;
        if (connected != node.Boot)
        {
            // Who connects again takes the place of a connection that the server still holds.
            Lose();
            (connected, will) = (node.Boot, node.Conn(online: false, ts));
            Deliver(Topics.Of(node.Id, Verb.Conn), node.Conn(online: true, ts));
            Deliver(Topics.Of(node.Id, Verb.Birth), node.Birth(ts));
        }

        if (node.Line == Line.Hung)
        {
            return;
        }

        while (told.TryDequeue(out var one))
        {
            Do(one.Device, one.Command, ts);
        }

        if (rebirthAsked)
        {
            Deliver(Topics.Of(node.Id, Verb.Birth), node.Birth(ts));
        }

        rebirthAsked = false;
        while (outbox.TryDequeue(out var message))
        {
            // A birth said all that is older, so that the older is history.
            Deliver(message.Topic, message.Encode(historic: message.Seq < node.LastBirth));
        }
    }

    private void Do(string device, CommandMessage command, long ts)
    {
        rebirthAsked |= command.Cmd == CommandVerb.Rebirth;
        var obedience = node.Obey(device, command, ts);
        foreach (var answer in obedience.Answers)
        {
            Deliver(Topics.Of(new DeviceId(node.Id.District, node.Id.Node, device), Verb.Ack), answer.ToBytes());
        }

        foreach (var message in obedience.Messages)
        {
            outbox.Enqueue(message);
        }
    }

    private void Lose()
    {
        if (connected is not null)
        {
            connected = null;
            Deliver(Topics.Of(node.Id, Verb.Conn), will);
        }
    }

    private void Deliver(string topic, ReadOnlyMemory<byte> payload) => underWay.Add(DeliverAsync(topic, payload));

    private async Task DeliverAsync(string topic, ReadOnlyMemory<byte> payload)
    {
        if (!routes.TryGetValue(topic, out var route))
        {
            routes[topic] = route = intake.RouteOf(topic)!;
        }

        var taken = intake.Take(route, isPromised: true, payload.Span, node.Id.ToString(), out var answer);
        answer = taken is null ? answer : await intake.Deliver(route, taken, node.Id.ToString());
        if (answer != ReasonCode.Success)
        {
            complaints.Add($"{topic} was answered {answer}");
        }
    }
}
