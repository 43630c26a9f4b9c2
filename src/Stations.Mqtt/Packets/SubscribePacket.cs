namespace Stations.Mqtt.Packets;

public sealed record SubscribePacket(ushort PacketId, IReadOnlyList<Subscription> Subscriptions) : Packet
{
    public override PacketType Type => PacketType.Subscribe;

    internal static SubscribePacket Parse(ref PacketReader reader, MqttVersion version)
    {
        ushort id = reader.PacketId();
        var properties = version == MqttVersion.V50 ? MqttProperties.Decode(reader.Properties(PacketType.Subscribe)) : MqttProperties.None;
        if (reader.Remaining == 0)
        {
            reader.Fail("A SUBSCRIBE needs a filter.", ReasonCode.ProtocolError);
        }

        var subscriptions = new List<Subscription>();
        do
        {
            subscriptions.Add(Subscription.Parse(ref reader, version, subscriptions.Count));
        }
        while (reader.Remaining > 0);
        return new SubscribePacket(id, subscriptions) { Properties = properties };
    }

    private protected override void WriteBody(ref PacketWriter writer, MqttVersion version)
    {
        writer.UInt16(PacketId);
        if (version == MqttVersion.V50)
        {
            Properties.Write(ref writer);
        }

        foreach (var subscription in Subscriptions)
        {
            subscription.Write(ref writer, version);
        }
    }
}
