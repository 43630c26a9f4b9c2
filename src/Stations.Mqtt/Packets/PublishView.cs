using System.Text;

namespace Stations.Mqtt.Packets;

/// <summary>A message, read in place or about to be written. Its spans live as long as the buffer behind them.</summary>
public readonly ref struct PublishView
{
    /// <summary>UTF-8, checked. Empty only on the wire, where a topic alias may stand for it.</summary>
    public ReadOnlySpan<byte> Topic { get; init; }

    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Encoded properties without the length before them; empty in 3.1.1.</summary>
    public ReadOnlySpan<byte> PropertyBytes { get; init; }

    /// <summary>Encoded properties that are written before <see cref="PropertyBytes"/>; empty when parsed.</summary>
    internal ReadOnlySpan<byte> AddedPropertyBytes { get; init; }

    /// <summary>Zero with QoS 0.</summary>
    public ushort PacketId { get; init; }

    public QoS QoS { get; init; }

    public bool Retain { get; init; }

    public bool Duplicate { get; init; }

    /// <summary>Set by the endpoint when it publishes a client's will.</summary>
    public bool IsWill { get; init; }

    public PropertySequence Properties => new(PropertyBytes);

    public string TopicText => Encoding.UTF8.GetString(Topic);

    /// <summary>Length of the whole packet when written, bytes.</summary>
    public int Length(MqttVersion version)
    {
        int body = BodyLength(version);
        return 1 + PacketWriter.VariableLength(body) + body;
    }

    /// <summary>Writes the whole packet; <paramref name="destination"/> holds at least <see cref="Length"/> bytes.</summary>
    public int Write(Span<byte> destination, MqttVersion version)
    {
        var writer = new PacketWriter(destination);
        writer.Byte((byte)((int)PacketType.Publish << 4 | (Duplicate ? 8 : 0) | (int)QoS << 1 | (Retain ? 1 : 0)));
        writer.Variable((uint)BodyLength(version));
        writer.Binary(Topic);
        if (QoS > QoS.AtMostOnce)
        {
            writer.UInt16(PacketId);
        }

        if (version == MqttVersion.V50)
        {
            writer.Variable((uint)(AddedPropertyBytes.Length + PropertyBytes.Length));
            writer.Raw(AddedPropertyBytes);
            writer.Raw(PropertyBytes);
        }
        writer.Raw(Payload);
        return writer.Length;
    }

    internal static PublishView Parse(scoped ref PacketReader reader, int flags, MqttVersion version)
    {
        var qos = (QoS)(flags >> 1 & 3);
        var topic = reader.Utf8();
        ushort id = qos > QoS.AtMostOnce ? reader.PacketId() : (ushort)0;
        var properties = version == MqttVersion.V50 ? reader.Properties(PacketType.Publish) : default;
        if (!reader.Failed && !TopicName.IsValid(topic) && !(topic.IsEmpty && new PropertySequence(properties).Number(PropertyId.TopicAlias) is not null))
        {
            reader.Fail("A topic is empty or holds a wildcard.", version == MqttVersion.V50 && topic.IsEmpty ? ReasonCode.ProtocolError : ReasonCode.MalformedPacket);
        }

        return new PublishView
        {
            Topic = topic,
            PropertyBytes = properties,
            Payload = reader.TakeRest(),
            PacketId = id,
            QoS = qos,
            Retain = (flags & 1) != 0,
            Duplicate = (flags & 8) != 0,
        };
    }

    private int BodyLength(MqttVersion version)
    {
        int properties = AddedPropertyBytes.Length + PropertyBytes.Length;
        return 2 + Topic.Length + (QoS > QoS.AtMostOnce ? 2 : 0) + Payload.Length
            + (version == MqttVersion.V50 ? PacketWriter.VariableLength(properties) + properties : 0);
    }
}
