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
            if (outbox is not null)
            {
                newConnection.Output.Refill = SendWaiting;
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
            target.Output.Append(answer, target.Version);
            target.IsGreeted = true;
            foreach (var sent in outbox?.Sent ?? [])
            {
                if (sent.IsReleased)
                {
                    target.SendAck(PacketType.PubRel, sent.PacketId);
                }
                else
                {
                    target.Send(sent.Delivery, sent.PacketId, isDuplicate: true);
                }
            }
            SendWaiting();
        }
    }

    /// <summary>Hands over one message. Never waits: what there is no room for is dropped and counted.</summary>
    public void Deliver(in Delivery delivery)
    {
        if (delivery.QoS == QoS.AtMostOnce)
        {
            if (connection is not { IsGreeted: true } target)
            {
                return;
            }

            if (target.Output.Pending > endpoint.Limits.OutputBytes)
            {
                endpoint.Counters.Dropped("slow_subscriber");
            }
            else
            {
                target.Send(delivery, packetId: 0, isDuplicate: false);
            }

            return;
        }
        lock (gate)
        {
            if (!OpenOutbox().HasRoomFor(delivery.Message, endpoint.Limits))
            {
                endpoint.Counters.Dropped("queue_full");
                return;
            }
            outbox!.Enqueue(delivery);
            SendWaiting();
        }
    }

    /// <summary>Retained messages of a new subscription. They wait as references to what the server keeps anyway, so only its limit counts.</summary>
    public void DeliverRetained(List<Message> messages, in Match match)
    {
        if (messages.Count == 0)
        {
            return;
        }

        lock (gate)
        {
            OpenOutbox();
            foreach (var message in messages)
            {
                outbox!.Enqueue(new Delivery(message, Lower(message.QoS, match.QoS), Retain: true, match.SubscriptionIds));
            }

            SendWaiting();
        }
    }

    public void Acknowledge(in AckView ack)
    {
        lock (gate)
        {
            bool isKnown = outbox?.Acknowledge(ack.Type, ack.PacketId, ack.Reason) == true;
            if (ack.Type == PacketType.PubRec && !ack.Reason.IsFailure())
            {
                connection?.SendAck(PacketType.PubRel, ack.PacketId, isKnown ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound);
            }

            SendWaiting();
        }
    }

    public static QoS Lower(QoS one, QoS other) => one < other ? one : other;

    private Outbox OpenOutbox()
    {
        if (outbox is not null)
        {
            return outbox;
        }

        if (connection is { } target)
        {
            target.Output.Refill = SendWaiting;
        }

        return outbox = new Outbox();
    }

    /// <summary>Sends as much of the queue as the client's window and the connection's output take. Called again when either gets room.</summary>
    private void SendWaiting()
    {
        lock (gate)
        {
            while (outbox is not null && connection is { IsGreeted: true } target && outbox.TryPeek(out var next))
            {
                bool isTracked = next.QoS > QoS.AtMostOnce;
                if (target.Output.Pending > endpoint.Limits.OutputBytes || (isTracked && outbox.InFlightCount >= target.SendWindow))
                {
                    return;
                }

                outbox.Dequeue();
                if (next.Message.ExpiresAt <= endpoint.Now)
                {
                    endpoint.Counters.Dropped("expired");
                    continue;
                }
                ushort id = isTracked ? outbox.Track(next) : (ushort)0;
                if (!target.Send(next, id, isDuplicate: false) && isTracked)
                {
                    outbox.Forget(id);
                }
            }
        }
    }
}
