using System.Buffers.Binary;
using System.Text;

namespace Stations.Mqtt.Packets;

/// <summary>Writes the body of one packet, or only measures it when it was given no room: one body method serves both passes.</summary>
internal ref struct PacketWriter
{
    private readonly Span<byte> destination;
    private readonly bool measuring;

    public PacketWriter(Span<byte> destination)
    {
        this.destination = destination;
    }

    private PacketWriter(bool measuring)
    {
        this.measuring = measuring;
    }

    public static PacketWriter Measure() => new(measuring: true);

    public int Length { get; private set; }

    public void Byte(byte value)
    {
        if (!measuring)
        {
            destination[Length] = value;
        }

        Length++;
    }

    public void UInt16(int value)
    {
        if (!measuring)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[Length..], (ushort)value);
        }

        Length += 2;
    }

    public void UInt32(uint value)
    {
        if (!measuring)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[Length..], value);
        }

        Length += 4;
    }

    public void Int64(long value)
    {
        if (!measuring)
        {
            BinaryPrimitives.WriteInt64BigEndian(destination[Length..], value);
        }

        Length += 8;
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Variable(uint value)
    {
        while (value > 0x7F)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }
        Byte((byte)value);
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        if (!measuring)
        {
            bytes.CopyTo(destination[Length..]);
        }

        Length += bytes.Length;
    }

    /// <exception cref="ArgumentException">More than 65,535 bytes.</exception>
    public void Binary(ReadOnlySpan<byte> bytes)
    {
        CheckFieldLength(bytes.Length);
        UInt16(bytes.Length);
        Raw(bytes);
    }

    /// <exception cref="ArgumentException">More than 65,535 bytes of UTF-8.</exception>
    public void Text(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        CheckFieldLength(length);
        UInt16(length);
        if (!measuring)
        {
            Encoding.UTF8.GetBytes(text, destination[Length..]);
        }

        Length += length;
    }

    public static int VariableLength(int value) => value switch
    {
        < 0x80 => 1,
        < 0x4000 => 2,
        < 0x20_0000 => 3,
        _ => 4,
    };

    private static void CheckFieldLength(int length)
    {
        if (length > ushort.MaxValue)
        {
            throw new ArgumentException("A field of an MQTT packet holds at most 65,535 bytes.", nameof(length));
        }
    }
}
