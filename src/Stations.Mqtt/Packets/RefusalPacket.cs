namespace Stations.Mqtt.Packets;

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP with more than a reason; to be written only. All others are written by <see cref="AckView"/>.</summary>
internal sealed record RefusalPacket(PacketType AckType, ushort PacketId, ReasonCode Reason) : Packet
{
    public override PacketType Type => AckType;

    private protected override void WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.UInt16(PacketId);
        if (version == MqttVersion.V50)
        {
            DisconnectPacket.WriteReason(ref writer, version, Reason, Properties);
        }
    }
}
