namespace Stations.Mqtt.Packets;

/// <summary>PINGREQ or PINGRESP.</summary>
public sealed record PingPacket : Packet
{
    private PingPacket(PacketType type)
    {
        Type = type;
    }

    public static PingPacket Request { get; } = new(PacketType.PingReq);

    public static PingPacket Response { get; } = new(PacketType.PingResp);

    public override PacketType Type { get; }

    private protected override void WriteBody(ref PacketWriter writer, MqttVersion version)
    {
    }
}
