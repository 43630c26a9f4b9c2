using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

internal sealed partial class Session
{
    private Outbox? outbox;

    public void Attach(MqttConnection newConnection)
    {
        lock (gate)
        {
            DelayedWill = null;
            connection = newConnection;
            if (outbox is not null || backlog is not null)
            {
                newConnection.Output.Refill = Pump;
            }
        }
    }

    public void Detach() => connection = null;

    /// <summary>Sends CONNACK, then again what the previous connection left unacknowledged, then what has waited. Nothing gets before it.</summary>
    public void Greet(MqttConnection target, ConnAckPacket answer)
    {
        using var batch = MqttBatch.Begin();
        lock (gate)
        {
            // Held by the batch: whoever reacts to the client's having got CONNACK finds the connection greeted.
            target.Send(answer);
            target.IsGreeted = true;
            outbox?.SendAgain(hasBeenSent: true);
            foreach (var released in outbox?.Sent ?? [])
            {
                target.SendAck(PacketType.PubRel, released.PacketId);
            }
        }
        Pump();
    }

    /// <summary>
    /// Hands over one message. Never waits: what there is no room for is dropped and counted. A kept session's step, as
    /// <see cref="Subscribe"/>: it is sent when it is durable. False if there was no room for a message of QoS 1 or 2.
    /// </summary>
    public bool Deliver(in Delivery delivery)
    {
        if (delivery.QoS == QoS.AtMostOnce)
        {
            if (connection is not { IsGreeted: true } target)
            {
                return true;
            }

            if (target.Output.Pending > endpoint.OutputWindow)
            {
                endpoint.Counters.Dropped("slow_subscriber");
            }
            else
            {
                target.Send(delivery, packetId: 0, isDuplicate: false);
            }

            return true;
        }
        lock (gate)
        {
            if (hasEnded)
            {
                return true;
            }

            if (OpenOutbox().Refusal(delivery.Message, endpoint.Limits) is { } limit)
            {
                endpoint.Counters.Dropped(limit);
                return false;
            }
            Enqueue(delivery);
            SendWaiting();
            return true;
        }
    }

    /// <summary>Everything queued up to the mark is durable.</summary>
    public void Settle(long mark)
    {
        lock (gate)
        {
            outbox?.Settle(mark);
        }

        Pump();
    }

    /// <summary>Takes PUBACK, PUBREC or PUBCOMP. Completes when that is durable: PUBREL must not go out before.</summary>
    public ValueTask Acknowledge(in AckView ack, out bool isKnown)
    {
        lock (StepGate)
        {
            lock (gate)
            {
                isKnown = outbox?.Acknowledge(ack.Type, ack.PacketId, ack.Reason) == true;
            }

            if (!isKnown || !IsKept)
            {
                return default;
            }

            bool isRefused = ack.Type == PacketType.PubRec && ack.Reason.IsFailure();
            return Commit(new SessionChange.Exchanged(isRefused ? PacketType.PubAck : ack.Type, ack.PacketId));
        }
    }

    /// <summary>Sends all that may go now. Called whenever the client's window or the connection's output gets room; not under a session's lock.</summary>
    public void Pump()
    {
        using var batch = MqttBatch.Begin();
        do
        {
            lock (gate)
            {
                SendWaiting();
            }
        }
        while (backlog is not null && MoveBacklog());
    }

    /// <summary>Without its client nobody else does it. True if there was anything to look through.</summary>
    public bool DropExpired(long now)
    {
        if (outbox?.MayHaveExpired(now) != true)
        {
            return false;
        }

        lock (gate)
        {
            // The store need not know: after a restart they are as old.
            for (int count = outbox?.DropExpired(now) ?? 0; count > 0; count--)
            {
                endpoint.Counters.Dropped("expired");
            }
        }

        return true;
    }

    public static QoS Lower(QoS one, QoS other) => one < other ? one : other;

    private void Enqueue(in Delivery delivery)
    {
        if (!IsKept)
        {
            outbox!.Enqueue(delivery);
            return;
        }

        var (numbered, mark) = outbox!.EnqueueUnsettled(delivery);
        Note(new SessionChange.Queued(numbered));
        endpoint.Ledger!.Queued(this, mark);
    }

    private Outbox OpenOutbox()
    {
        if (outbox is not null)
        {
            return outbox;
        }

        if (connection is { } target)
        {
            target.Output.Refill = Pump;
        }

        return outbox = new Outbox(endpoint.Queued);
    }

    private void SendWaiting()
    {
        while (outbox is not null && connection is { IsGreeted: true } target && outbox.TryPeek(out var next))
        {
            if (target.Output.Pending > endpoint.OutputWindow || outbox.InFlightCount >= target.SendWindow)
            {
                return;
            }

            if (!next.MaybeSent && next.Message.ExpiresAt <= endpoint.Now)
            {
                // The store need not know: after a restart it is as old.
                outbox.Drop();
                endpoint.Counters.Dropped("expired");
                continue;
            }
            ushort id = outbox.Track();
            if (!target.Send(next, id, isDuplicate: next.MaybeSent))
            {
                outbox.Forget(id);
            }
        }
    }
}
