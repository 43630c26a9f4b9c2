using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>One subscriber's copy of a message.</summary>
internal readonly record struct Delivery(Message Message, QoS QoS, bool Retain, byte[] SubscriptionIds)
{
    /// <summary>Given when a kept session queues it, otherwise when it is sent; 0 before.</summary>
    public ushort PacketId { get; init; }

    /// <summary>It may have been sent before.</summary>
    public bool MaybeSent { get; init; }

    public void Write(ref PacketWriter writer)
    {
        writer.UInt16(PacketId);
        writer.Byte((byte)((int)QoS | (Retain ? 4 : 0) | (MaybeSent ? 8 : 0)));
        writer.Binary(SubscriptionIds);
        Message.Write(ref writer);
    }

    public static Delivery Read(ref PacketReader reader)
    {
        ushort id = reader.PacketId();
        int flags = reader.Byte();
        byte[] subscriptionIds = reader.Binary().ToArray();
        return new Delivery(Message.Read(ref reader), (QoS)(flags & 3), (flags & 4) != 0, subscriptionIds) { PacketId = id, MaybeSent = (flags & 8) != 0 };
    }
}
