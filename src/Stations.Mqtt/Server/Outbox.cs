using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>QoS 1 and 2 messages of one session: those that wait, and those sent and not yet acknowledged. Guarded by the session's lock.</summary>
internal sealed class Outbox
{
    private readonly Queue<Delivery> waiting = [];
    private readonly List<InFlight> inFlight = [];
    private long waitingBytes;
    private ushort lastPacketId;

    public int InFlightCount => inFlight.Count;

    public IReadOnlyList<InFlight> Sent => inFlight;

    public bool HasRoomFor(Message message, MqttLimits limits) =>
        waiting.Count < limits.QueuedMessages && waitingBytes + message.Size <= limits.QueuedBytes;

    public void Enqueue(in Delivery delivery)
    {
        waiting.Enqueue(delivery);
        waitingBytes += delivery.Message.Size;
    }

    public bool TryPeek(out Delivery delivery) => waiting.TryPeek(out delivery);

    public void Dequeue() => waitingBytes -= waiting.Dequeue().Message.Size;

    /// <summary>Gives the delivery a packet id and remembers it until it is acknowledged.</summary>
    public ushort Track(in Delivery delivery)
    {
        do
        {
            lastPacketId++;
        }
        while (lastPacketId == 0 || Find(lastPacketId) >= 0);
        inFlight.Add(new InFlight(lastPacketId, delivery, IsReleased: false));
        return lastPacketId;
    }

    /// <summary>Takes PUBACK, PUBREC or PUBCOMP. False if no such message is under way.</summary>
    public bool Acknowledge(PacketType type, ushort packetId, ReasonCode reason)
    {
        int index = Find(packetId);
        if (index < 0)
        {
            return false;
        }

        if (type == PacketType.PubRec && !reason.IsFailure())
        {
            inFlight[index] = inFlight[index] with { IsReleased = true };
        }
        else
        {
            inFlight.RemoveAt(index);
        }

        return true;
    }

    public void Forget(ushort packetId) => Acknowledge(PacketType.PubAck, packetId, ReasonCode.Success);

    private int Find(ushort packetId)
    {
        for (int i = 0; i < inFlight.Count; i++)
        {
            if (inFlight[i].PacketId == packetId)
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary><see cref="IsReleased"/>: the client has a QoS 2 message, only PUBREL and PUBCOMP are left.</summary>
    internal readonly record struct InFlight(ushort PacketId, Delivery Delivery, bool IsReleased);
}
