using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>
/// QoS 1 and 2 messages of one session: those that wait, and those sent and not yet acknowledged. What is kept may be sent once it is
/// settled, which means durable. Guarded by the session's lock.
/// </summary>
internal sealed partial class Outbox(QueuedTotal total)
{
    private readonly Queue<Delivery> waiting = [];
    private readonly List<InFlight> inFlight = [];
    private HashSet<ushort>? reserved;
    private long enqueued;
    private long settled;
    private ushort lastPacketId;

    public int WaitingCount => waiting.Count;

    public int InFlightCount => inFlight.Count;

    public IReadOnlyList<InFlight> Sent => inFlight;

    public bool HasRoomFor(Message message, MqttLimits limits) =>
        waiting.Count < limits.QueuedMessages && bytes + message.Size <= limits.QueuedBytes;

    /// <summary>The limit that one more message would break, as it is counted.</summary>
    public string? Refusal(Message message, MqttLimits limits) =>
        !HasRoomFor(message, limits) ? "queue_full"
        : bytes + message.Size > total.Window ? "queued_total"
        : null;

    /// <summary>To be sent when its turn comes.</summary>
    public void Enqueue(in Delivery delivery)
    {
        Add(delivery);
        settled = enqueued;
    }

    /// <summary>To be sent when its turn comes and it is settled. Hands back the delivery with its packet id, and the mark to settle it by.</summary>
    public (Delivery Delivery, long Mark) EnqueueUnsettled(in Delivery delivery)
    {
        var numbered = delivery with { PacketId = NextPacketId() };
        (reserved ??= []).Add(numbered.PacketId);
        Add(numbered);
        return (numbered, enqueued);
    }

    public void Settle(long mark) => settled = Math.Max(settled, mark);

    /// <summary>The next one that may be sent.</summary>
    public bool TryPeek(out Delivery delivery) => waiting.TryPeek(out delivery) && enqueued - waiting.Count < settled;

    /// <summary>Takes the next one away; it is neither sent nor waiting any more.</summary>
    public void Drop()
    {
        var dropped = waiting.Dequeue();
        Leave(dropped);
    }

    /// <summary>Takes the next one, gives it a packet id if it has none, and remembers it until it is acknowledged.</summary>
    public ushort Track()
    {
        var delivery = waiting.Dequeue();
        ushort id = delivery.PacketId == 0 ? NextPacketId() : delivery.PacketId;
        inFlight.Add(new InFlight(id, delivery, IsReleased: false));
        return id;
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
            Leave(inFlight[index].Delivery);
            inFlight.RemoveAt(index);
        }

        return true;
    }

    public void Forget(ushort packetId) => Acknowledge(PacketType.PubAck, packetId, ReasonCode.Success);

    /// <summary>Puts back a message that was kept, in the place of an older one with its packet id.</summary>
    public void Restore(in Delivery delivery)
    {
        Forget(delivery.PacketId);
        (reserved ??= []).Add(delivery.PacketId);
        inFlight.Add(new InFlight(delivery.PacketId, delivery, IsReleased: false));
        Hold(delivery.Message);
        lastPacketId = delivery.PacketId;
    }

    /// <summary>What is there now may have been sent.</summary>
    public void MarkSent()
    {
        for (int i = 0; i < inFlight.Count; i++)
        {
            inFlight[i] = inFlight[i] with { Delivery = inFlight[i].Delivery with { MaybeSent = true } };
        }
    }

    /// <summary>What leads to this outbox again; only for one whose messages were all enqueued unsettled.</summary>
    public IEnumerable<SessionChange> ToChanges()
    {
        foreach (var sent in inFlight)
        {
            yield return new SessionChange.Queued(sent.Delivery with { PacketId = sent.PacketId, MaybeSent = true });
            if (sent.IsReleased)
            {
                yield return new SessionChange.Exchanged(PacketType.PubRec, sent.PacketId);
            }
        }

        foreach (var delivery in waiting)
        {
            yield return new SessionChange.Queued(delivery);
        }
    }

    /// <summary>
    /// For a new connection, or after <see cref="Restore"/>: all that is under way and not released waits again, before everything else and
    /// under its packet id, so that the client's window holds for it too.
    /// </summary>
    public void SendAgain(bool hasBeenSent)
    {
        Delivery[] later = [.. waiting];
        waiting.Clear();
        foreach (var (id, delivery, _) in inFlight.Where(sent => !sent.IsReleased))
        {
            waiting.Enqueue(delivery with { PacketId = id, MaybeSent = delivery.MaybeSent || hasBeenSent });
            (reserved ??= []).Add(id);
        }

        inFlight.RemoveAll(sent => !sent.IsReleased);
        foreach (var delivery in later)
        {
            waiting.Enqueue(delivery);
        }
    }

    private void Add(in Delivery delivery)
    {
        waiting.Enqueue(delivery);
        Hold(delivery.Message);
        enqueued++;
    }

    private void Leave(in Delivery delivery)
    {
        LetGo(delivery.Message);
        if (delivery.PacketId != 0)
        {
            reserved?.Remove(delivery.PacketId);
        }
    }

    private ushort NextPacketId()
    {
        do
        {
            lastPacketId++;
        }
        while (lastPacketId == 0 || reserved?.Contains(lastPacketId) == true || Find(lastPacketId) >= 0);
        return lastPacketId;
    }

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
