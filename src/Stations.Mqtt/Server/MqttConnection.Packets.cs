using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    PacketBounds IPacketHandler.Bounds => Endpoint.Bounds;

    void IPacketHandler.Refuse(in ParseResult failed)
    {
        if (!isAccepted && failed is { Reason: ReasonCode.UnsupportedProtocolVersion, ConnectVersion: { } version })
        {
            Version = version;
            Send(new ConnAckPacket(failed.Reason) { Properties = Explanation(failed.Problem) });
        }

        Refuse(failed.Reason, failed.Problem!);
    }

    async Task IPacketHandler.ContinueAsync()
    {
        if (connect is { } packet)
        {
            connect = null;
            await AcceptAsync(packet).ConfigureAwait(false);
            return;
        }
        if (Output.Pending > Endpoint.OutputWindow)
        {
            await Output.WhenDrainedAsync().ConfigureAwait(false);
            return;
        }
        isPaused = true;
        if (search is { } searching)
        {
            await searching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (pending is not null)
        {
            await pending.WhenAtMostAsync(Endpoint.PendingWindow / 2).ConfigureAwait(false);
        }

        // The pause was ours.
        lastReceived = Endpoint.Now;
        insidePacketSince = insidePacketSince > 0 ? lastReceived : 0;
        isPaused = false;
    }

    PacketStep IPacketHandler.Handle(in ParseResult packet)
    {
        if (!IsOpen)
        {
            return PacketStep.Stop;
        }

        if (!isAccepted)
        {
            return Greeting(packet);
        }

        if (packet.Type == PacketType.Publish)
        {
            return Publish(packet.Publish);
        }

        if (Output.Pending > Endpoint.OutputWindow || (pending?.Count >= Endpoint.PendingWindow && packet.Packet is not (PingPacket or DisconnectPacket)))
        {
            return PacketStep.Retry;
        }

        switch (packet.Packet)
        {
            case null:
                return Acknowledged(packet.Ack);
            case PingPacket { Type: PacketType.PingReq }:
                Output.Append([(byte)PacketType.PingResp << 4, 0]);
                return PacketStep.Next;
            case SubscribePacket when search is { IsCompleted: false }:
                return PacketStep.Retry;
            case SubscribePacket subscribe:
                return Subscribe(subscribe);
            case UnsubscribePacket unsubscribe:
                return Unsubscribe(unsubscribe);
            case DisconnectPacket goodbye:
                return Leave(goodbye);
            default:
                return Refuse(ReasonCode.ProtocolError, "A client must not send this packet now.");
        }
    }

    private PacketStep Acknowledged(in AckView ack)
    {
        if (ack.Type == PacketType.PubRel)
        {
            var released = Session!.Release(ack.PacketId, out bool isTaken);
            return Answer(released, PacketType.PubComp, ack.PacketId, isTaken);
        }

        var acknowledged = Session!.Acknowledge(ack, out bool isKnown);
        if (ack.Type == PacketType.PubRec && !ack.Reason.IsFailure())
        {
            Answer(acknowledged, PacketType.PubRel, ack.PacketId, isKnown);
        }

        Session.Pump();
        return PacketStep.Next;
    }

    /// <summary>Answers when that is durable. What waits for it counts as pending, so that reading pauses at the limit.</summary>
    private PacketStep Answer(ValueTask durable, PacketType type, ushort packetId, bool isKnown) =>
        Await(AnswerAsync(durable, type, packetId, isKnown ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound));

    private async ValueTask<ReasonCode> AnswerAsync(ValueTask durable, PacketType type, ushort packetId, ReasonCode reason)
    {
        await durable.ConfigureAwait(false);
        SendAck(type, packetId, reason);
        return ReasonCode.Success;
    }

    private PacketStep Await(ValueTask<ReasonCode> answer)
    {
        if (!answer.IsCompletedSuccessfully)
        {
            (pending ??= new PendingPublishes(this)).Track(QoS.AtMostOnce, packetId: 0, answer);
        }

        return PacketStep.Next;
    }

    private PacketStep Leave(DisconnectPacket goodbye)
    {
        if (goodbye.Properties.Number(PropertyId.SessionExpiryInterval) is { } expiry)
        {
            if (Session!.ExpirySeconds == 0 && expiry > 0)
            {
                return Refuse(ReasonCode.ProtocolError, "A session that was to end with the connection cannot be kept.");
            }

            Session.ExpirySeconds = Math.Min(expiry, Endpoint.Limits.SessionExpirySeconds);
        }
        if (goodbye.Reason == ReasonCode.Success)
        {
            will = null;
        }

        End(DisconnectCause.ByClient);
        return PacketStep.Stop;
    }

    private PacketStep Refuse(ReasonCode reason, string problem)
    {
        Endpoint.Counters.Refused(reason.ToString());
        // Of a packet that may come once only, what is wrong with it besides is not for a DISCONNECT to say.
        End(DisconnectCause.Refused(reason.IsAllowedIn(PacketType.Disconnect) ? reason : ReasonCode.ProtocolError, problem), lingers: true);
        return PacketStep.Stop;
    }
}
