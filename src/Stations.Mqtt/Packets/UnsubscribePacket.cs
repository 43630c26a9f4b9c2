namespace Stations.Mqtt.Packets;

public sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters) : Packet
{
    public override PacketType Type => PacketType.Unsubscribe;

    internal static UnsubscribePacket Parse(ref PacketReader reader, MqttVersion version)
    {
        ushort id = reader.PacketId();
        var properties = version == MqttVersion.V50 ? MqttProperties.Decode(reader.Properties(PacketType.Unsubscribe)) : MqttProperties.None;
        if (reader.Remaining == 0)
        {
            reader.Fail("An UNSUBSCRIBE needs a filter.", ReasonCode.ProtocolError);
        }

        var filters = new List<string>();
        do
        {
            filters.Add(reader.Filter(filters.Count));
        }
        while (reader.Remaining > 0);
        return new UnsubscribePacket(id, filters) { Properties = properties };
    }

    private protected override void WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.UInt16(PacketId);
        if (version == MqttVersion.V50)
        {
            Properties.Write(ref writer);
        }

        foreach (string filter in Filters)
        {
            writer.Text(filter);
        }
    }
}
