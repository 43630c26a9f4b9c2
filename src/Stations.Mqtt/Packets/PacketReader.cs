using System.Buffers.Binary;
using System.Text;

namespace Stations.Mqtt.Packets;

/// <summary>Reads the body of one packet. The first failure sticks: everything read after it is empty, so a parser asks once at its end.</summary>
internal ref struct PacketReader(ReadOnlySpan<byte> body, PacketBounds bounds)
{
    private readonly PacketBounds bounds = bounds;
    private ReadOnlySpan<byte> rest = body;

    public PacketReader(ReadOnlySpan<byte> body)
        : this(body, new PacketBounds(int.MaxValue))
    {
    }

    public string? Problem { get; private set; }

    public ReasonCode Reason { get; private set; }

    /// <summary>Set by CONNECT: the version to answer it in, which exists also where the one that it asks for does not.</summary>
    public MqttVersion? ConnectVersion { get; set; }

    public readonly bool Failed => Problem is not null;

    public readonly int Remaining => rest.Length;

    public void Fail(string problem, ReasonCode reason = ReasonCode.MalformedPacket)
    {
        rest = default;
        if (Failed)
        {
            return;
        }

        Problem = problem;
        Reason = reason;
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > rest.Length)
        {
            Fail("The packet ends inside a field.");
            return default;
        }
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    public ReadOnlySpan<byte> TakeRest() => Take(rest.Length);

    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint UInt32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    public long Int64() => Take(8) is { Length: 8 } bytes ? BinaryPrimitives.ReadInt64BigEndian(bytes) : 0;

    public bool Flag() => Byte() != 0;

    public uint Variable()
    {
        uint value = 0;
        for (int i = 0; i < 4; i++)
        {
            byte digit = Byte();
            value |= (uint)(digit & 0x7F) << (7 * i);
            if (digit < 0x80)
            {
                if (digit == 0 && i > 0)
                {
                    Fail("A variable byte integer is longer than it needs to be.");
                }

                return value;
            }
        }
        Fail("A variable byte integer has more than four bytes.");
        return 0;
    }

    public ReadOnlySpan<byte> Binary() => Take(UInt16());

    public ReadOnlySpan<byte> Utf8()
    {
        var bytes = Binary();
        if (System.Text.Unicode.Utf8.IsValid(bytes) && !bytes.Contains((byte)0))
        {
            return bytes;
        }

        Fail("A string is not well-formed UTF-8 or holds U+0000.");
        return default;
    }

    public string Text() => Encoding.UTF8.GetString(Utf8());

    public ushort PacketId()
    {
        ushort id = UInt16();
        if (id == 0)
        {
            Fail("A packet identifier must not be zero.", ReasonCode.ProtocolError);
        }

        return id;
    }

    public void ExpectEnd()
    {
        if (rest.Length > 0)
        {
            Fail("The packet is longer than its fields.");
        }
    }

    /// <summary>The next filter of a SUBSCRIBE or UNSUBSCRIBE; <paramref name="before"/>: how many there were.</summary>
    public string Filter(int before)
    {
        if (before >= bounds.Filters)
        {
            Fail("The packet holds more filters than allowed.", ReasonCode.QuotaExceeded);
        }

        string filter = Text();
        if (!Failed && !TopicFilter.IsValid(filter))
        {
            Fail("A topic filter breaks the wildcard rules.");
        }

        return filter;
    }

    public PropertyView Property()
    {
        var id = (PropertyId)Byte();
        switch (PropertyTable.KindOf(id))
        {
            case PropertyKind.Flag: return new(id, Byte(), default, default);
            case PropertyKind.UInt16: return new(id, UInt16(), default, default);
            case PropertyKind.UInt32: return new(id, UInt32(), default, default);
            case PropertyKind.Variable: return new(id, Variable(), default, default);
            case PropertyKind.Text: return new(id, 0, Utf8(), default);
            case PropertyKind.Binary: return new(id, 0, Binary(), default);
            case PropertyKind.Pair:
                var name = Utf8();
                return new(id, 0, name, Utf8());
            default:
                Fail("Unknown property.");
                return default;
        }
    }

    /// <summary>Checks the property block of a packet and hands back its bytes without the length before them.</summary>
    public ReadOnlySpan<byte> Properties(PacketType type)
    {
        uint length = Variable();
        if (length > rest.Length)
        {
            Fail("The property length goes beyond the packet.");
            return default;
        }
        var block = Take((int)length);
        var inner = new PacketReader(block);
        ulong seen = 0;
        int userProperties = 0;
        while (inner.Remaining > 0)
        {
            var property = inner.Property();
            if (property.Id == PropertyId.UserProperty && ++userProperties > bounds.UserProperties)
            {
                inner.Fail("The packet holds more user properties than allowed.", ReasonCode.QuotaExceeded);
            }

            if (!inner.Failed)
            {
                inner.Check(property, type, ref seen);
            }
        }
        if (!inner.Failed)
        {
            return block;
        }

        Fail(inner.Problem!, inner.Reason);
        return default;
    }

    private void Check(in PropertyView property, PacketType type, ref ulong seen)
    {
        ulong bit = 1UL << (int)property.Id;
        if (!PropertyTable.MayStandIn(property.Id, type))
        {
            Fail("A property is not allowed in this packet.");
        }
        else if ((seen & bit) != 0 && !PropertyTable.MayRepeat(property.Id, type))
        {
            Fail("A property stands twice.", ReasonCode.ProtocolError);
        }
        else if (PropertyTable.KindOf(property.Id) == PropertyKind.Flag && property.Number > 1)
        {
            Fail("A property must be 0 or 1.", ReasonCode.ProtocolError);
        }
        else if (property.Id == PropertyId.TopicAlias && property.Number == 0)
        {
            Fail("A topic alias must not be zero.", ReasonCode.TopicAliasInvalid);
        }
        else if (property.Id is PropertyId.ReceiveMaximum or PropertyId.MaximumPacketSize or PropertyId.SubscriptionIdentifier && property.Number == 0)
        {
            Fail("A property must not be zero.", ReasonCode.ProtocolError);
        }
        else if (property.Id == PropertyId.ResponseTopic && !TopicName.IsValid(property.Bytes))
        {
            Fail("A response topic must be a topic without wildcards.", ReasonCode.ProtocolError);
        }

        seen |= bit;
    }
}
