namespace Stations.Mqtt.Packets;

/// <summary>When a new subscription gets the retained messages (MQTT 5.0, 3.8.3.1).</summary>
public enum RetainHandling : byte
{
    Send = 0,
    SendIfNew = 1,
    DoNotSend = 2,
}

/// <summary>One filter of a SUBSCRIBE with its options. 3.1.1 knows the filter and the QoS only.</summary>
public sealed record Subscription(string Filter, QoS QoS = QoS.AtLeastOnce)
{
    public bool NoLocal { get; init; }

    public bool RetainAsPublished { get; init; }

    public RetainHandling RetainHandling { get; init; }

    internal static Subscription Parse(ref PacketReader reader, MqttVersion version, int before = 0)
    {
        string filter = reader.Filter(before);
        byte options = reader.Byte();
        bool noLocal = (options & 0x04) != 0;
        if ((options & (version == MqttVersion.V50 ? 0xC0 : 0xFC)) != 0 || (options & 0x03) == 3)
        {
            reader.Fail("Reserved subscription options are set.");
        }

        if ((options & 0x30) == 0x30)
        {
            reader.Fail("Retain handling must be 0, 1 or 2.", ReasonCode.ProtocolError);
        }

        if (noLocal && TopicFilter.IsShared(filter))
        {
            reader.Fail("A shared subscription cannot be no-local.", ReasonCode.ProtocolError);
        }

        return new Subscription(filter, (QoS)(options & 0x03))
        {
            NoLocal = noLocal,
            RetainAsPublished = (options & 0x08) != 0,
            RetainHandling = (RetainHandling)(options >> 4 & 3),
        };
    }

    internal void Write(ref PacketWriter writer, MqttVersion version)
    {
        writer.Text(Filter);
        int options = (NoLocal ? 0x04 : 0) | (RetainAsPublished ? 0x08 : 0) | (int)RetainHandling << 4;
        writer.Byte((byte)((int)QoS | (version == MqttVersion.V50 ? options : 0)));
    }
}
