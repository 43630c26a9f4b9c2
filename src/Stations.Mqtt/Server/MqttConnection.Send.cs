using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    internal void SendAck(PacketType type, ushort packetId, ReasonCode reason = ReasonCode.Success)
    {
        Span<byte> packet = stackalloc byte[AckView.MaxWritten];
        Output.Append(packet[..AckView.Write(packet, Version, type, packetId, reason)]);
    }

    /// <summary>False if the client does not take packets of this size.</summary>
    internal bool Send(in Delivery delivery, ushort packetId, bool isDuplicate)
    {
        var message = delivery.Message;
        var view = new PublishView
        {
            Topic = message.Topic,
            Payload = message.Payload,
            PropertyBytes = message.Properties,
            AddedPropertyBytes = Version == MqttVersion.V50 ? AddedProperties(delivery) : default,
            QoS = delivery.QoS,
            Retain = delivery.Retain,
            Duplicate = isDuplicate,
            PacketId = packetId,
        };
        int size = view.Length(Version);
        if (size > maxSentPacket)
        {
            Endpoint.Counters.Dropped("larger_than_client_takes");
            return false;
        }
        Output.Append(view, size, Version);
        Endpoint.Counters.Sent();
        return true;
    }

    private ReadOnlySpan<byte> AddedProperties(in Delivery delivery)
    {
        if (delivery.Message.ExpiresAt == long.MaxValue)
        {
            return delivery.SubscriptionIds;
        }

        long left = Math.Max(0, delivery.Message.ExpiresAt - Endpoint.Now);
        byte[] expiry = new MqttProperties { { PropertyId.MessageExpiryInterval, (uint)((left + 999) / 1000) } }.ToBytes();
        return (byte[])[.. delivery.SubscriptionIds, .. expiry];
    }
}
