namespace Stations.Mqtt.Packets;

/// <summary>Answer to CONNECT. <see cref="Reason"/> stands for the return code in 3.1.1 as well.</summary>
public sealed record ConnAckPacket(ReasonCode Reason, bool SessionPresent = false) : Packet
{
    public override PacketType Type => PacketType.ConnAck;

    internal static ConnAckPacket Parse(ref PacketReader reader, MqttVersion version)
    {
        byte flags = reader.Byte();
        byte code = reader.Byte();
        if (flags > 1)
        {
            reader.Fail("Reserved CONNACK flags are set.");
        }

        var reason = version == MqttVersion.V50 ? (ReasonCode)code : ReasonCodes.FromConnectReturnCode(code) ?? (ReasonCode)0xFF;
        if (!reason.IsAllowedIn(PacketType.ConnAck))
        {
            reader.Fail("Unknown reason code.");
        }

        var properties = version == MqttVersion.V50 ? MqttProperties.Decode(reader.Properties(PacketType.ConnAck)) : MqttProperties.None;
        return new ConnAckPacket(reason, flags == 1) { Properties = properties };
    }

    private protected override void WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.Byte(SessionPresent ? (byte)1 : (byte)0);
        writer.Byte(version == MqttVersion.V50 ? (byte)Reason : Reason.ToConnectReturnCode());
        if (version == MqttVersion.V50)
        {
            Properties.Write(ref writer);
        }
    }
}
