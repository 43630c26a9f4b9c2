using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Client;

public sealed partial class MqttClient
{
    private HashSet<ushort>? receivedExactlyOnce;
    private ValueTask handling;
    private (QoS QoS, ushort PacketId) handled;

    MqttVersion IPacketHandler.Version => options.Version;

    PacketBounds IPacketHandler.Bounds => new(options.MaxPacketSize);

    void IPacketHandler.Received(int count) => ticksWithoutAnswer = 0;

    void IPacketHandler.Rested(bool insidePacket, bool hasBegun)
    {
    }

    void IPacketHandler.Refuse(in ParseResult failed)
    {
        if (options.Version == MqttVersion.V50)
        {
            output.Append(new DisconnectPacket(failed.Reason), options.Version);
        }

        Close(new MqttClosed(failed.Reason, failed.Problem!));
    }

    async Task IPacketHandler.ContinueAsync()
    {
        await handling.ConfigureAwait(false);
        AcknowledgeHandled();
    }

    PacketStep IPacketHandler.Handle(in ParseResult packet)
    {
        switch (packet.Packet)
        {
            case ConnAckPacket answer:
                return Greeted(answer);
            case DisconnectPacket goodbye:
                Close(new MqttClosed(goodbye.Reason, goodbye.Properties.Text(PropertyId.ReasonString) ?? $"The server closed the connection: {goodbye.Reason}."));
                return PacketStep.Stop;
            case SubAckPacket answer:
                Answer(answer.PacketId, answer.Reasons);
                return PacketStep.Next;
            case UnsubAckPacket answer:
                Answer(answer.PacketId, answer.Reasons);
                return PacketStep.Next;
        }
        if (packet.Type == PacketType.Publish)
        {
            return Deliver(packet.Publish);
        }

        if (packet.Packet is null)
        {
            Acknowledged(packet.Ack);
        }

        return PacketStep.Next;
    }

    private PacketStep Greeted(ConnAckPacket answer)
    {
        if (!answer.Reason.IsFailure())
        {
            connected.TrySetResult(answer);
            return PacketStep.Next;
        }
        Close(new MqttClosed(answer.Reason, $"The server refused the connection: {answer.Reason}."));
        return PacketStep.Stop;
    }

    private PacketStep Deliver(in PublishView publish)
    {
        handled = (publish.QoS, publish.PacketId);
        bool isRepeated = publish.QoS == QoS.ExactlyOnce && !(receivedExactlyOnce ??= []).Add(publish.PacketId);
        if (!isRepeated && options.OnMessage is { } onMessage)
        {
            handling = onMessage(new MqttMessage(
                publish.TopicText, publish.Payload.ToArray(), publish.QoS, publish.Retain, publish.Duplicate, MqttProperties.Decode(publish.PropertyBytes)));
            if (!handling.IsCompletedSuccessfully)
            {
                return PacketStep.Pause;
            }
        }
        AcknowledgeHandled();
        return PacketStep.Next;
    }

    private void AcknowledgeHandled()
    {
        if (handled.QoS > QoS.AtMostOnce)
        {
            Acknowledge(handled.QoS == QoS.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec, handled.PacketId);
        }
    }

    private void Acknowledge(PacketType type, ushort id, ReasonCode reason = ReasonCode.Success)
    {
        Span<byte> packet = stackalloc byte[AckView.MaxWritten];
        output.Append(packet[..AckView.Write(packet, options.Version, type, id, reason)]);
        hasSent = true;
    }

    private void Acknowledged(in AckView ack)
    {
        switch (ack.Type)
        {
            case PacketType.PubAck or PacketType.PubComp:
            case PacketType.PubRec when ack.Reason.IsFailure():
                Complete(ack.PacketId, ack.Reason);
                break;
            case PacketType.PubRec:
                Acknowledge(PacketType.PubRel, ack.PacketId);
                break;
            case PacketType.PubRel:
                receivedExactlyOnce?.Remove(ack.PacketId);
                Acknowledge(PacketType.PubComp, ack.PacketId);
                break;
        }
    }
}
