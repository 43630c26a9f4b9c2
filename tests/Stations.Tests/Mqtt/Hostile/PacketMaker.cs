using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt.Hostile;

/// <summary>
/// Writes packets by the grammar of MQTT, byte by byte and without the codec that is tested. With <paramref name="oddPerMille"/> above 0 so
/// many of a thousand choices are such as the standard forbids, or at its edge.
/// </summary>
internal sealed partial class PacketMaker(Random random, int oddPerMille)
{
    public const int MostBytes = 128 * 1024;

    /// <summary>For what comes after the longest field.</summary>
    private const int Rest = 8 * 1024;
    private const int HeaderRoom = 5;

    [ThreadStatic]
    private static byte[]? scratch;

    private readonly byte[] buffer = scratch ??= new byte[MostBytes];
    private int end;

    /// <summary>Whether the last packet is one that the codec's writer would write the same way.</summary>
    public bool IsCanonical { get; private set; }

    /// <summary>The packet; valid until this thread makes another.</summary>
    public Span<byte> Make(PacketType type, MqttVersion version)
    {
        (end, IsCanonical) = (HeaderRoom, true);
        var flags = type switch
        {
            PacketType.Publish => PublishBody(version),
            PacketType.Connect => ConnectBody(version),
            PacketType.ConnAck => ConnAckBody(version),
            PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp => AckBody(type, version),
            PacketType.Subscribe or PacketType.Unsubscribe => FiltersBody(type, version),
            PacketType.SubAck or PacketType.UnsubAck => AnswersBody(type, version),
            PacketType.Disconnect or PacketType.Auth => ReasonBody(type, version),
            _ => 0,
        };
        return Head(type, Odd() ? random.Next(16) : flags);
    }

    private bool Odd() => oddPerMille > 0 && random.Next(1000) < oddPerMille;

    private Span<byte> Head(PacketType type, int flags)
    {
        var length = end - HeaderRoom;
        if (Odd())
        {
            length = random.Next(6) switch { 0 => length + 1, 1 => Math.Max(0, length - 1), 2 => 0, 3 => 268_435_455, 4 => length * 2, _ => random.Next(70_000) };
        }

        Span<byte> digits = stackalloc byte[HeaderRoom];
        var count = Digits(digits, (uint)length);
        if (Odd() && count < 4)
        {
            digits[count - 1] |= 0x80;
            digits[count++] = 0;
        }

        var start = HeaderRoom - 1 - count;
        buffer[start] = (byte)((int)(Odd() ? (PacketType)random.Next(16) : type) << 4 | flags);
        digits[..count].CopyTo(buffer.AsSpan(start + 1));
        return buffer.AsSpan(start..end);
    }

    private static int Digits(Span<byte> target, uint value)
    {
        var count = 0;
        for (; value > 0x7F; value >>= 7)
        {
            target[count++] = (byte)(value | 0x80);
        }

        target[count++] = (byte)value;
        return count;
    }

    private void Byte(int value) => buffer[end++] = (byte)value;

    private void Number(uint value, int bytes)
    {
        for (var shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        {
            Byte((int)(value >> shift));
        }
    }

    private void Variable(uint value)
    {
        end += Digits(buffer.AsSpan(end), value);
        if (Odd())
        {
            buffer[end - 1] |= 0x80;
            Byte(0);
        }
    }

    private void PacketId() => Number(Odd() ? 0 : (uint)random.Next(1, random.Next(2) == 0 ? 8 : 65_536), 2);

    /// <summary>A length and what has that length.</summary>
    private void Field(ReadOnlySpan<byte> bytes)
    {
        if (end + bytes.Length > MostBytes - Rest)
        {
            bytes = default;
        }

        Number((uint)(Odd() ? random.Next(4) switch { 0 => bytes.Length + 1, 1 => bytes.Length - 1, 2 => 65_535, _ => 0 } : bytes.Length) & 0xFFFF, 2);
        bytes.CopyTo(buffer.AsSpan(end));
        end += bytes.Length;
    }

    private void Binary()
    {
        Span<byte> bytes = stackalloc byte[random.Next(20)];
        random.NextBytes(bytes);
        Field(bytes);
    }

    private void Text(ReadOnlySpan<byte> usual) => Field(Odd() ? OddText() : usual);

    private ReadOnlySpan<byte> OddText() => random.Next(8) switch
    {
        0 => "\0"u8,
        1 => [0xED, 0xA0, 0x80],
        2 => [0xC0, 0xAF],
        3 => [0xF4, 0x90, 0x80, 0x80],
        4 => [0xFF],
        5 => [0xC3],
        6 => [],
        _ => new byte[random.Next(2) == 0 ? 300 : 5_000].AsSpan(),
    };

    private ReadOnlySpan<byte> Word() => random.Next(6) switch { 0 => "a"u8, 1 => "b/c"u8, 2 => "a/ü/😀"u8, 3 => "x/no"u8, 4 => "later/1"u8, _ => "$odd/t"u8 };

    private ReadOnlySpan<byte> FilterText() => random.Next(8) switch
    {
        0 => "#"u8,
        1 => "+/+"u8,
        2 => "a/+/#"u8,
        3 => "$share/g/a"u8,
        4 => "x/+"u8,
        5 => "+/+/+/+/+/+/+/+/+/+/+/+/+/#"u8,
        _ => Word(),
    };

    private ReadOnlySpan<byte> OddFilter() => random.Next(6) switch
    {
        0 => "a/#/b"u8,
        1 => "a+"u8,
        2 => "$share//a"u8,
        3 => "$share/g"u8,
        4 => "$share/g+/#"u8,
        _ => OddText(),
    };

    /// <summary>A block of properties that may stand in the packet.</summary>
    private void Properties(PacketType type, MqttVersion version)
    {
        if (version == MqttVersion.V311)
        {
            return;
        }

        // One byte is enough for the length of an ordinary block; it is moved when it is not.
        var start = ++end;
        var ids = Enum.GetValues<PropertyId>();
        for (var left = random.Next(4); left > 0; left--)
        {
            var id = ids[random.Next(ids.Length)];
            var isNew = id == PropertyId.UserProperty || !buffer.AsSpan(start..end).Contains((byte)id);
            if (Odd() || (isNew && PropertyTable.MayStandIn(id, type) && !NeedsAnother(id, type)))
            {
                Property(id);
            }
        }

        var length = end - start;
        Span<byte> digits = stackalloc byte[HeaderRoom];
        var count = Digits(digits, (uint)(Odd() ? random.Next(200) : length));
        buffer.AsSpan(start..end).CopyTo(buffer.AsSpan(start - 1 + count));
        digits[..count].CopyTo(buffer.AsSpan(start - 1));
        end += count - 1;
    }

    private static bool NeedsAnother(PropertyId id, PacketType type) => id == PropertyId.AuthenticationData && type == PacketType.Connect;

    private void Property(PropertyId id)
    {
        Byte(Odd() ? random.Next(256) : (int)id);
        var atLeast = id is PropertyId.ReceiveMaximum or PropertyId.MaximumPacketSize or PropertyId.SubscriptionIdentifier or PropertyId.TopicAlias && !Odd() ? 1 : 0;
        switch (PropertyTable.KindOf(id))
        {
            case PropertyKind.Flag: Byte(Odd() ? random.Next(256) : random.Next(2)); break;
            case PropertyKind.UInt16: Number((uint)random.Next(atLeast, random.Next(2) == 0 ? 20 : 65_536), 2); break;
            case PropertyKind.UInt32: Number((uint)random.Next(atLeast, int.MaxValue) >> random.Next(24) | (uint)atLeast, 4); break;
            case PropertyKind.Variable: Variable((uint)random.Next(atLeast, 268_435_455)); break;
            case PropertyKind.Binary: Binary(); break;
            case PropertyKind.Pair:
                for (var more = Odd() ? 100 : 0; more > 0; more--)
                {
                    Text("k"u8);
                    Text("v"u8);
                    Byte((int)id);
                }

                Text("k"u8);
                Text(Word());
                break;
            default: Text(Word()); break;
        }
    }
}
