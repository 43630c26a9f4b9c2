namespace Stations.Mqtt.Packets;

/// <summary>Bytes in, packets out; pure. Nothing that comes off the wire makes it throw.</summary>
public static class MqttCodec
{
    /// <summary>Longest packet that MQTT can express, bytes.</summary>
    public const int LargestPacket = 268_435_460;

    /// <summary>
    /// Parses the packet at the beginning of <paramref name="buffer"/>. What the fixed header already forbids is refused before the body is there.
    /// </summary>
    /// <param name="buffer">Bytes received and not yet parsed.</param>
    /// <param name="version">Version of the connection; CONNECT brings its own.</param>
    /// <param name="maxPacketSize">Longest whole packet accepted, bytes.</param>
    public static ParseResult Parse(ReadOnlySpan<byte> buffer, MqttVersion version, int maxPacketSize) =>
        Parse(buffer, version, new PacketBounds(maxPacketSize));

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, MqttVersion, int)"/>
    public static ParseResult Parse(ReadOnlySpan<byte> buffer, MqttVersion version, PacketBounds bounds)
    {
        if (buffer.IsEmpty)
        {
            return default;
        }

        var type = (PacketType)(buffer[0] >> 4);
        int flags = buffer[0] & 0x0F;
        if (CheckFlags(type, flags, version) is { } problem)
        {
            return Failure(type, problem);
        }

        uint bodyLength = 0;
        int headerLength = 1;
        byte digit;
        do
        {
            if (headerLength == 5)
            {
                return Failure(type, "The remaining length has more than four bytes.");
            }

            if (headerLength == buffer.Length)
            {
                return new ParseResult { Type = type };
            }

            digit = buffer[headerLength];
            bodyLength |= (uint)(digit & 0x7F) << (7 * (headerLength - 1));
            headerLength++;
        }
        while (digit >= 0x80);

        if (digit == 0 && headerLength > 2 && version == MqttVersion.V50)
        {
            return Failure(type, "The remaining length is longer than it needs to be.");
        }

        int length = headerLength + (int)bodyLength;
        if (length > bounds.Size)
        {
            return Failure(type, "The packet is larger than allowed.", ReasonCode.PacketTooLarge);
        }

        if (!IsPossibleLength(type, (int)bodyLength, version))
        {
            return Failure(type, "A packet of this type cannot have this length.");
        }

        if (buffer.Length < length)
        {
            return new ParseResult { Type = type, Length = length };
        }

        return ParseBody(buffer[headerLength..length], type, flags, version, length, bounds);
    }

    private static ParseResult ParseBody(ReadOnlySpan<byte> body, PacketType type, int flags, MqttVersion version, int length, PacketBounds bounds)
    {
        var reader = new PacketReader(body, bounds);
        PublishView publish = default;
        AckView ack = default;
        Packet? packet = null;
        switch (type)
        {
            case PacketType.Publish: publish = PublishView.Parse(ref reader, flags, version); break;
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp: ack = AckView.Parse(ref reader, type, version); break;
            default: packet = ParsePacket(ref reader, type, version); break;
        }
        reader.ExpectEnd();
        if (reader.Failed)
        {
            return new ParseResult
            {
                Status = ParseStatus.Failed, Type = type, Reason = reader.Reason, Problem = reader.Problem, ConnectVersion = reader.ConnectVersion,
            };
        }

        return new ParseResult { Status = ParseStatus.Parsed, Type = type, Length = length, Publish = publish, Ack = ack, Packet = packet };
    }

    private static Packet? ParsePacket(ref PacketReader reader, PacketType type, MqttVersion version) => type switch
    {
        PacketType.Connect => ConnectPacket.Parse(ref reader),
        PacketType.ConnAck => ConnAckPacket.Parse(ref reader, version),
        PacketType.Subscribe => SubscribePacket.Parse(ref reader, version),
        PacketType.SubAck => SubAckPacket.Parse(ref reader, version),
        PacketType.Unsubscribe => UnsubscribePacket.Parse(ref reader, version),
        PacketType.UnsubAck => UnsubAckPacket.Parse(ref reader, version),
        PacketType.PingReq => PingPacket.Request,
        PacketType.PingResp => PingPacket.Response,
        PacketType.Disconnect => DisconnectPacket.Parse(ref reader),
        _ => AuthPacket.Parse(ref reader),
    };

    private static string? CheckFlags(PacketType type, int flags, MqttVersion version) => type switch
    {
        PacketType.None => "Packet type 0 is reserved.",
        PacketType.Auth when version == MqttVersion.V311 => "Packet type 15 is reserved in 3.1.1.",
        PacketType.Publish when (flags & 6) == 6 => "There is no QoS 3.",
        PacketType.Publish when (flags & 0x0E) == 8 => "A message with QoS 0 cannot be a duplicate.",
        PacketType.Publish => null,
        PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe => flags == 2 ? null : "Reserved header flags must be 0010.",
        _ => flags == 0 ? null : "Reserved header flags must be zero.",
    };

    private static bool IsPossibleLength(PacketType type, int bodyLength, MqttVersion version) => type switch
    {
        PacketType.PingReq or PacketType.PingResp => bodyLength == 0,
        PacketType.Disconnect => version == MqttVersion.V50 || bodyLength == 0,
        PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp => version == MqttVersion.V50 ? bodyLength >= 2 : bodyLength == 2,
        PacketType.ConnAck => version == MqttVersion.V50 ? bodyLength >= 3 : bodyLength == 2,
        PacketType.UnsubAck when version == MqttVersion.V311 => bodyLength == 2,
        PacketType.Connect => bodyLength >= 12,
        PacketType.Auth => true,
        _ => bodyLength >= 2,
    };

    private static ParseResult Failure(PacketType type, string problem, ReasonCode reason = ReasonCode.MalformedPacket) =>
        new() { Status = ParseStatus.Failed, Type = type, Reason = reason, Problem = problem };
}
