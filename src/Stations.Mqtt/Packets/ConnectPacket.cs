namespace Stations.Mqtt.Packets;

/// <summary>The message that the server publishes for a client that went without a DISCONNECT.</summary>
public sealed record Will(string Topic, ReadOnlyMemory<byte> Payload, QoS QoS = QoS.AtMostOnce, bool Retain = false)
{
    public MqttProperties Properties { get; init; } = MqttProperties.None;

    /// <summary>Bytes of topic, payload and properties.</summary>
    internal int Size
    {
        get
        {
            var measure = PacketWriter.Measure();
            Properties.Write(ref measure);
            measure.Text(Topic);
            measure.Raw(Payload.Span);
            return measure.Length;
        }
    }

    internal void Write(ref PacketWriter writer)
    {
        writer.Byte((byte)((int)QoS | (Retain ? 4 : 0)));
        Properties.Write(ref writer);
        writer.Text(Topic);
        writer.Binary(Payload.Span);
    }

    internal static Will Read(ref PacketReader reader)
    {
        int flags = reader.Byte();
        var properties = MqttProperties.Decode(reader.Properties(PropertyTable.Will));
        return new Will(reader.Text(), reader.Binary().ToArray(), (QoS)(flags & 3), (flags & 4) != 0) { Properties = properties };
    }
}

public sealed record ConnectPacket(string ClientId) : Packet
{
    private const byte BridgeBit = 0x80;

    public override PacketType Type => PacketType.Connect;

    public MqttVersion Version { get; init; } = MqttVersion.V50;

    /// <summary>Set by a Mosquitto bridge (top bit of the protocol level): it wants no copy of what it publishes, and retain flags as published.</summary>
    public bool IsBridge { get; init; }

    public bool CleanStart { get; init; } = true;

    /// <summary>Seconds, 0 to 65,535; 0 switches the check off.</summary>
    public int KeepAliveSeconds { get; init; }

    public Will? Will { get; init; }

    public string? UserName { get; init; }

    public ReadOnlyMemory<byte>? Password { get; init; }

    internal static ConnectPacket? Parse(ref PacketReader reader)
    {
        var protocol = reader.Utf8();
        byte level = reader.Byte();
        if (reader.Failed)
        {
            return null;
        }

        var version = (MqttVersion)(level & ~BridgeBit);
        reader.ConnectVersion = version < MqttVersion.V50 ? MqttVersion.V311 : MqttVersion.V50;
        if (!protocol.SequenceEqual("MQTT"u8) || version is not (MqttVersion.V311 or MqttVersion.V50))
        {
            reader.Fail("Only MQTT 3.1.1 and 5.0 are spoken here.", ReasonCode.UnsupportedProtocolVersion);
            return null;
        }
        byte flags = reader.Byte();
        bool hasWill = (flags & 0x04) != 0, hasPassword = (flags & 0x40) != 0, hasUserName = (flags & 0x80) != 0;
        if ((flags & 0x01) != 0 || (flags & 0x18) == 0x18 || (!hasWill && (flags & 0x38) != 0))
        {
            reader.Fail("The CONNECT flags contradict each other.");
        }

        if (version == MqttVersion.V311 && hasPassword && !hasUserName)
        {
            reader.Fail("A password needs a user name in 3.1.1.");
        }

        int keepAlive = reader.UInt16();
        var properties = ReadProperties(ref reader, version, PacketType.Connect);
        string clientId = reader.Text();
        var will = hasWill ? ParseWill(ref reader, version, flags) : null;
        string? userName = hasUserName ? reader.Text() : null;
        ReadOnlyMemory<byte>? password = hasPassword ? new(reader.Binary().ToArray()) : null;
        if (properties.Data(PropertyId.AuthenticationData) is not null && properties.Text(PropertyId.AuthenticationMethod) is null)
        {
            reader.Fail("Authentication data needs an authentication method.", ReasonCode.ProtocolError);
        }

        return new ConnectPacket(clientId)
        {
            Version = version,
            IsBridge = (level & BridgeBit) != 0,
            CleanStart = (flags & 0x02) != 0,
            KeepAliveSeconds = keepAlive,
            Properties = properties,
            Will = will,
            UserName = userName,
            Password = password,
        };
    }

    private protected override void WriteBody(ref PacketWriter writer, MqttVersion _)
    {
        writer.Text("MQTT");
        writer.Byte((byte)((byte)Version | (IsBridge ? BridgeBit : 0)));
        int flags = (CleanStart ? 0x02 : 0) | (Password is null ? 0 : 0x40) | (UserName is null ? 0 : 0x80);
        if (Will is not null)
        {
            flags |= 0x04 | (int)Will.QoS << 3 | (Will.Retain ? 0x20 : 0);
        }

        writer.Byte((byte)flags);
        writer.UInt16(KeepAliveSeconds);
        if (Version == MqttVersion.V50)
        {
            Properties.Write(ref writer);
        }

        writer.Text(ClientId);
        if (Will is not null)
        {
            if (Version == MqttVersion.V50)
            {
                Will.Properties.Write(ref writer);
            }

            writer.Text(Will.Topic);
            writer.Binary(Will.Payload.Span);
        }
        if (UserName is not null)
        {
            writer.Text(UserName);
        }

        if (Password is { } password)
        {
            writer.Binary(password.Span);
        }
    }

    private static Will ParseWill(ref PacketReader reader, MqttVersion version, byte flags)
    {
        var properties = ReadProperties(ref reader, version, PropertyTable.Will);
        string topic = reader.Text();
        if (!reader.Failed && !TopicName.IsValid(topic))
        {
            reader.Fail("A will needs a topic without wildcards.");
        }

        return new Will(topic, reader.Binary().ToArray(), (QoS)(flags >> 3 & 3), (flags & 0x20) != 0) { Properties = properties };
    }

    private static MqttProperties ReadProperties(ref PacketReader reader, MqttVersion version, PacketType type) =>
        version == MqttVersion.V50 ? MqttProperties.Decode(reader.Properties(type)) : MqttProperties.None;
}
