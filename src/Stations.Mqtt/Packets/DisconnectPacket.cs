namespace Stations.Mqtt.Packets;

/// <summary>Last packet of a connection. 3.1.1 sends it from the client only and without a reason.</summary>
public sealed record DisconnectPacket(ReasonCode Reason = ReasonCode.Success) : Packet
{
    public override PacketType Type => PacketType.Disconnect;

    internal static DisconnectPacket Parse(ref PacketReader reader)
    {
        var (reason, properties) = ReadReason(ref reader, PacketType.Disconnect);
        return new DisconnectPacket(reason) { Properties = properties };
    }

    /// <summary>DISCONNECT and AUTH may leave the properties out, or the reason as well.</summary>
    internal static (ReasonCode, MqttProperties) ReadReason(ref PacketReader reader, PacketType type)
    {
        var reason = reader.Remaining > 0 ? (ReasonCode)reader.Byte() : ReasonCode.Success;
        if (!reason.IsAllowedIn(type))
        {
            reader.Fail("Unknown reason code.");
        }

        var properties = reader.Remaining > 0 ? MqttProperties.Decode(reader.Properties(type)) : MqttProperties.None;
        return (reason, properties);
    }

    internal static void WriteReason(ref PacketWriter writer, MqttVersion version, ReasonCode reason, MqttProperties properties)
    {
        if (version == MqttVersion.V311 || (reason == ReasonCode.Success && properties.Count == 0))
        {
            return;
        }

        writer.Byte((byte)reason);
        if (properties.Count > 0)
        {
            properties.Write(ref writer);
        }
    }

    private protected override void WriteBody(ref PacketWriter writer, MqttVersion version) => WriteReason(ref writer, version, Reason, Properties);
}
