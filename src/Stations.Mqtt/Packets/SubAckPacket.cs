namespace Stations.Mqtt.Packets;

/// <summary>Answer to SUBSCRIBE: one reason per filter, in order. In 3.1.1 every failure is 0x80.</summary>
public sealed record SubAckPacket(ushort PacketId, IReadOnlyList<ReasonCode> Reasons) : Packet
{
    public override PacketType Type => PacketType.SubAck;

    internal static SubAckPacket Parse(ref PacketReader reader, MqttVersion version)
    {
        ushort id = reader.PacketId();
        var properties = version == MqttVersion.V50 ? MqttProperties.Decode(reader.Properties(PacketType.SubAck)) : MqttProperties.None;
        return new SubAckPacket(id, ReadReasons(ref reader, PacketType.SubAck)) { Properties = properties };
    }

    internal static IReadOnlyList<ReasonCode> ReadReasons(ref PacketReader reader, PacketType type)
    {
        var reasons = new List<ReasonCode>();
        do
        {
            var reason = (ReasonCode)reader.Byte();
            if (!reason.IsAllowedIn(type))
            {
                reader.Fail("Unknown reason code.");
            }

            reasons.Add(reason);
        }
        while (reader.Remaining > 0);
        return reasons;
    }

    private protected override void WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.UInt16(PacketId);
        if (version == MqttVersion.V50)
        {
            Properties.Write(ref writer);
        }

        foreach (var reason in Reasons)
        {
            writer.Byte((byte)(version == MqttVersion.V311 && reason.IsFailure() ? ReasonCode.UnspecifiedError : reason));
        }
    }
}
