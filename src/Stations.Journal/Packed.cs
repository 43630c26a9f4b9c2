using System.Buffers.Binary;

namespace Stations.Journal;

/// <summary>
/// Records as they lie in a journal row: key length, key, record length, record; lengths as LEB128 varints. An entry without a key says how
/// many numbers are left out there.
/// </summary>
internal static class Packed
{
    /// <summary>Bytes of an entry that leaves numbers out.</summary>
    public const int SkipBytes = 2 + sizeof(long);

    private const int LongestVarint = 5;

    public static int Bound(int key, int record) => key + record + 2 * LongestVarint;

    /// <summary>Writes one record at the start of <paramref name="target"/>, which has <see cref="Bound"/> bytes, and returns the bytes used.</summary>
    public static int Write(Span<byte> target, ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        var at = WriteVarint(target, key.Length);
        key.CopyTo(target[at..]);
        at += key.Length;
        at += WriteVarint(target[at..], record.Length);
        record.CopyTo(target[at..]);
        return at + record.Length;
    }

    /// <summary>Leaves <paramref name="numbers"/> out; takes <see cref="SkipBytes"/>.</summary>
    public static int WriteSkip(Span<byte> target, long numbers)
    {
        Span<byte> count = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(count, numbers);
        return Write(target, [], count);
    }

    /// <summary>
    /// Reads the entry at <paramref name="at"/> and moves past it; false at the row's end, or where the row ends inside one. One without a key
    /// leaves numbers out.
    /// </summary>
    /// <param name="next">The number that a record there has; one more than the entry's last afterwards.</param>
    public static bool TryRead(ReadOnlyMemory<byte> row, ref int at, ref long next, out ReadOnlyMemory<byte> key, out ReadOnlyMemory<byte> record)
    {
        record = default;
        if (!TryReadPart(row, ref at, out key) || !TryReadPart(row, ref at, out record))
        {
            return false;
        }

        var numbers = 1L;
        if (key.IsEmpty && !BinaryPrimitives.TryReadInt64LittleEndian(record.Span, out numbers))
        {
            return false;
        }

        next += numbers;
        return true;
    }

    private static bool TryReadPart(ReadOnlyMemory<byte> row, ref int at, out ReadOnlyMemory<byte> part)
    {
        part = default;
        if (!TryReadVarint(row.Span, ref at, out var length) || length > row.Length - at)
        {
            return false;
        }

        part = row.Slice(at, length);
        at += length;
        return true;
    }

    private static int WriteVarint(Span<byte> target, int value)
    {
        var at = 0;
        for (var rest = (uint)value; ; rest >>= 7)
        {
            target[at++] = (byte)(rest < 0x80 ? rest : rest | 0x80);
            if (rest < 0x80)
            {
                return at;
            }
        }
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> row, ref int at, out int value)
    {
        value = 0;
        for (var shift = 0; shift < 7 * LongestVarint && at < row.Length; shift += 7)
        {
            var one = row[at++];
            value |= (one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value >= 0;
            }
        }
        return false;
    }
}
