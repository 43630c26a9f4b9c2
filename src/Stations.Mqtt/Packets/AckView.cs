using System.Buffers.Binary;

namespace Stations.Mqtt.Packets;

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP, read in place.</summary>
public readonly ref struct AckView
{
    /// <summary>Longest form that <see cref="Write"/> produces, bytes.</summary>
    internal const int MaxWritten = 5;

    public PacketType Type { get; private init; }

    public ushort PacketId { get; private init; }

    public ReasonCode Reason { get; private init; }

    public ReadOnlySpan<byte> PropertyBytes { get; private init; }

    public PropertySequence Properties => new(PropertyBytes);

    internal static AckView Parse(scoped ref PacketReader reader, PacketType type, MqttVersion version)
    {
        ushort id = reader.PacketId();
        var reason = ReasonCode.Success;
        ReadOnlySpan<byte> properties = default;
        if (version == MqttVersion.V50 && reader.Remaining > 0)
        {
            reason = (ReasonCode)reader.Byte();
            if (!reason.IsAllowedIn(type))
            {
                reader.Fail("Unknown reason code.");
            }

            if (reader.Remaining > 0)
            {
                properties = reader.Properties(type);
            }
        }
        return new AckView { Type = type, PacketId = id, Reason = reason, PropertyBytes = properties };
    }

    /// <summary>Writes an acknowledgement without properties and hands back its length: 4 bytes, 5 with a reason other than success (5.0 only).</summary>
    public static int Write(Span<byte> destination, MqttVersion version, PacketType type, ushort packetId, ReasonCode reason = ReasonCode.Success)
    {
        bool withReason = version == MqttVersion.V50 && reason != ReasonCode.Success;
        destination[0] = (byte)((int)type << 4 | (type == PacketType.PubRel ? 2 : 0));
        destination[1] = withReason ? (byte)3 : (byte)2;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], packetId);
        if (!withReason)
        {
            return 4;
        }

        destination[4] = (byte)reason;
        return 5;
    }
}
