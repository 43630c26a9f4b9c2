using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Stations.Grains;

/// <summary>Little-endian numbers; texts as length (2, 65,535 for none) and UTF-8; bytes behind their length (4).</summary>
internal readonly struct SnapshotWriter(ArrayBufferWriter<byte> output)
{
    public const ushort None = ushort.MaxValue;

    public void Write(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public void Write(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(2), value);
        output.Advance(2);
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public void Write(double value) => Write(BitConverter.DoubleToInt64Bits(value));

    public void Write(string? text)
    {
        if (text is null)
        {
            Write(None);
            return;
        }

        Write(checked((ushort)Encoding.UTF8.GetByteCount(text)));
        output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(text.Length * 3)));
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), bytes.Length);
        output.Advance(4);
        output.Write(bytes);
    }

    public byte[] ToArray() => output.WrittenSpan.ToArray();
}
