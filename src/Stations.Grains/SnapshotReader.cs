using System.Buffers.Binary;
using System.Text;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>
/// Reads what <see cref="SnapshotWriter"/> wrote; past the end it throws an <see cref="ArgumentOutOfRangeException"/>. A million devices share
/// most of their words (stations, names, boots), so the last ones read are handed out again instead of being made anew.
/// </summary>
internal ref struct SnapshotReader(ReadOnlySpan<byte> input)
{
    private const int Places = 4096;

    [ThreadStatic]
    private static string?[]? words;

    private ReadOnlySpan<byte> rest = input;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public string? Text()
    {
        var length = UInt16();
        if (length == SnapshotWriter.None)
        {
            return null;
        }

        var utf8 = Take(length);
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var place = ref (words ??= new string?[Places])[hash.ToHashCode() & (Places - 1)];
        if (place is null || !Same(utf8, place))
        {
            place = Encoding.UTF8.GetString(utf8);
        }

        return place;
    }

    public ReadOnlySpan<byte> Bytes() => Take(BinaryPrimitives.ReadInt32LittleEndian(Take(4)));

    /// <summary><see cref="Protocol.Field.Unknown"/> for a name of a newer program.</summary>
    public Field Field() => Fields.TryParse(Take(UInt16()), out var field, out _) ? field : Protocol.Field.Unknown;

    private static bool Same(ReadOnlySpan<byte> utf8, string text)
    {
        Span<char> chars = stackalloc char[256];
        return utf8.Length <= chars.Length && Encoding.UTF8.TryGetChars(utf8, chars, out var count) && text.AsSpan().SequenceEqual(chars[..count]);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
