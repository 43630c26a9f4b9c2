namespace Stations.Mqtt.Packets;

/// <summary>Extended authentication, 5.0 only.</summary>
public sealed record AuthPacket(ReasonCode Reason = ReasonCode.Success) : Packet
{
    public override PacketType Type => PacketType.Auth;

    internal static AuthPacket Parse(ref PacketReader reader)
    {
        var (reason, properties) = DisconnectPacket.ReadReason(ref reader, PacketType.Auth);
        return new AuthPacket(reason) { Properties = properties };
    }

    private protected override void WriteBody(ref PacketWriter writer, MqttVersion version) =>
        DisconnectPacket.WriteReason(ref writer, version, Reason, Properties);
}
