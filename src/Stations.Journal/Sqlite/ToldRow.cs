using Stations.Journal.History;

namespace Stations.Journal.Sqlite;

/// <summary>
/// A commit's records as its row has them: <c>length · the entry</c> again and again, told as <see cref="Alike"/>. SQLite moves every byte of a row three times,
/// into the -wal file and out of it again, and under full load that was a sixth of what a message cost.
/// </summary>
internal sealed class ToldRow
{
    /// <summary>A row fits into a page or two as it is; there is nothing to save.</summary>
    private const int LeastBytes = 4096;

    private const int MostBytes = 1 << 30;

    private readonly Alike alike = new();
    private byte[] told = new byte[LeastBytes];

    /// <param name="records">As <see cref="Packed"/>.</param>
    /// <param name="length">To be kept with the row, for <see cref="Read"/>; 0 if the records are written as they are.</param>
    /// <returns>Good until the next call.</returns>
    public ReadOnlySpan<byte> Write(ReadOnlyMemory<byte> records, out int length)
    {
        length = records.Length < LeastBytes ? 0 : records.Length;
        if (length == 0)
        {
            return records.Span;
        }

        var (end, start, at, number) = (0, 0, 0, 0L);
        for (; Packed.TryRead(records, ref at, ref number, out _, out _); start = at)
        {
            var entry = records[start..at];
            var needed = end + Varint.Longest + Alike.Bound(entry.Length);
            if (needed > told.Length)
            {
                Array.Resize(ref told, Math.Max(needed, told.Length * 2));
            }

            end += Varint.Write(told.AsSpan(end), (ulong)entry.Length);
            end += alike.Write(told.AsSpan(end), entry);
        }

        alike.Clear();
        return told.AsSpan(0, end);
    }

    /// <summary>In memory of their own; null when the row is not what was written.</summary>
    /// <param name="row">The bytes of the row.</param>
    /// <param name="length">What is kept with them.</param>
    public static byte[]? Read(ReadOnlySpan<byte> row, long length)
    {
        if (length == 0)
        {
            return row.ToArray();
        }

        if (length is < 0 or > MostBytes)
        {
            return null;
        }

        var (records, alike, at, end) = (new byte[length], new Alike(), 0, 0);
        while (at < row.Length)
        {
            if (!Varint.TryRead(row, ref at, out var entry) || entry > (ulong)(records.Length - end) || !alike.TryRead(row, ref at, records.AsMemory(end, (int)entry)))
            {
                return null;
            }

            end += (int)entry;
        }

        return end == records.Length ? records : null;
    }
}
