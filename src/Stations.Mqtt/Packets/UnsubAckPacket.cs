namespace Stations.Mqtt.Packets;

/// <summary>Answer to UNSUBSCRIBE. 3.1.1 carries no reasons.</summary>
public sealed record UnsubAckPacket(ushort PacketId, IReadOnlyList<ReasonCode> Reasons) : Packet
{
    public override PacketType Type => PacketType.UnsubAck;

    internal static UnsubAckPacket Parse(ref PacketReader reader, MqttVersion version)
    {
        ushort id = reader.PacketId();
        if (version == MqttVersion.V311)
        {
            return new UnsubAckPacket(id, []);
        }

        var properties = MqttProperties.Decode(reader.Properties(PacketType.UnsubAck));
        return new UnsubAckPacket(id, SubAckPacket.ReadReasons(ref reader, PacketType.UnsubAck)) { Properties = properties };
    }

    private protected override void WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.UInt16(PacketId);
        if (version == MqttVersion.V311)
        {
            return;
        }

        Properties.Write(ref writer);
        foreach (var reason in Reasons)
        {
            writer.Byte((byte)reason);
        }
    }
}
