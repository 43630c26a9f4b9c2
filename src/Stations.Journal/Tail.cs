using System.Runtime.InteropServices;

namespace Stations.Journal;

/// <summary>
/// The records found in the journal at start that no loaded or saved snapshot covers yet, by key. A key leaves when a snapshot at or after
/// its last record is saved, or is seen to be there already; with the last key all memory is released.
/// </summary>
internal sealed class Tail
{
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Position, int Row, int Offset, int Length, int Next);

    [StructLayout(LayoutKind.Auto)]
    private struct Chain
    {
        public int First;
        public int Last;
    }

    private readonly Lock gate = new();
    private Dictionary<ReadOnlyMemory<byte>, Chain> chains = new(new KeyComparer());
    private List<ReadOnlyMemory<byte>> rows = [];
    private List<Entry> entries = [];

    /// <summary>Takes a verified row in; false when its records are not what it says it holds.</summary>
    public bool Add(long first, long count, byte[] row)
    {
        rows.Add(row);
        var (at, next) = (0, first);
        while (Packed.TryRead(row, ref at, ref next, out var key, out var record))
        {
            if (key.IsEmpty)
            {
                continue;
            }

            ref var chain = ref CollectionsMarshal.GetValueRefOrAddDefault(chains, key, out var known);
            if (known)
            {
                CollectionsMarshal.AsSpan(entries)[chain.Last] = entries[chain.Last] with { Next = entries.Count };
            }
            else
            {
                chain.First = entries.Count;
            }

            chain.Last = entries.Count;
            entries.Add(new Entry(next - 1, rows.Count - 1, at - record.Length, record.Length, Next: -1));
        }
        return at == row.Length && next == first + count;
    }

    /// <summary>The key's records in order; null if the tail holds none or no longer.</summary>
    public JournalRecord[]? Records(ReadOnlySpan<byte> key)
    {
        lock (gate)
        {
            if (!chains.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var chain))
            {
                return null;
            }

            var count = 0;
            for (var at = chain.First; at >= 0; at = entries[at].Next)
            {
                count++;
            }

            var records = new JournalRecord[count];
            count = 0;
            for (var at = chain.First; at >= 0; at = entries[at].Next)
            {
                records[count++] = new JournalRecord(entries[at].Position, rows[entries[at].Row].Slice(entries[at].Offset, entries[at].Length));
            }

            return records;
        }
    }

    /// <summary>A snapshot of the key at the position is on disk.</summary>
    public void Cover(ReadOnlySpan<byte> key, long position)
    {
        lock (gate)
        {
            var lookup = chains.GetAlternateLookup<ReadOnlySpan<byte>>();
            if (!lookup.TryGetValue(key, out var chain) || entries[chain.Last].Position > position)
            {
                return;
            }

            lookup.Remove(key);
            if (chains.Count == 0)
            {
                (chains, rows, entries) = (new(chains.Comparer), [], []);
            }
        }
    }

    public ReadOnlyMemory<byte>[] Keys()
    {
        lock (gate)
        {
            return [.. chains.Keys];
        }
    }

    /// <summary>The first position that no snapshot covers; <see cref="long.MaxValue"/> if all are covered.</summary>
    public long FirstUncovered()
    {
        lock (gate)
        {
            var first = long.MaxValue;
            foreach (var chain in chains.Values)
            {
                first = Math.Min(first, entries[chain.First].Position);
            }

            return first;
        }
    }
}
