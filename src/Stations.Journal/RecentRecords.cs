namespace Stations.Journal;

/// <summary>
/// The records of the last commits, so that whoever follows closely need not ask the store. They lie in a circle of bytes that is made once;
/// the oldest make room.
/// </summary>
/// <remarks>No reader holds on to the circle, so nothing here grows old in the heap: a reader gets a small copy.</remarks>
internal sealed class RecentRecords
{
    /// <summary>A tenth of a second at the most that was ever taken in.</summary>
    private const int CircleBytes = 8 << 20;

    /// <summary>What a reader gets at once, and as much again, stays out of the heap of large objects.</summary>
    private const int PieceBytes = 32 << 10;

    private readonly record struct Piece(long First, long Count, long Start, int Length);

    private readonly Lock gate = new();
    private readonly Queue<Piece> pieces = new();
    private byte[] circle = [];
    private long next;
    private long end;

    /// <summary>Copies the batch's records. One commit after the other; one with a larger batch than the circle begins anew.</summary>
    public void Add(Batch batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        lock (gate)
        {
            if (circle.Length == 0)
            {
                circle = GC.AllocateUninitializedArray<byte>(CircleBytes);
            }

            if (batch.First != next || batch.Records.Length > CircleBytes)
            {
                pieces.Clear();
            }

            next = batch.First + batch.Count;
            if (batch.Records.Length <= CircleBytes)
            {
                AddPieces(batch);
                Write(batch.Records.Span);
            }
        }
    }

    /// <summary>
    /// About <paramref name="maxBytes"/> of the records after the position; those before it are let go. Null when not all of them are here: the
    /// store has them.
    /// </summary>
    public List<CommittedRecord>? ReadAfter(long position, int maxBytes)
    {
        lock (gate)
        {
            while (pieces.TryPeek(out var read) && read.First + read.Count <= position + 1)
            {
                pieces.Dequeue();
            }

            if (!pieces.TryPeek(out var piece))
            {
                return position == next - 1 ? [] : null;
            }

            return position + 1 < piece.First ? null : Unpack(piece, position, maxBytes);
        }
    }

    private List<CommittedRecord> Unpack(Piece oldest, long position, int maxBytes)
    {
        var length = 0;
        foreach (var piece in pieces)
        {
            length += piece.Length;
            if (length >= maxBytes)
            {
                break;
            }
        }

        var bytes = GC.AllocateUninitializedArray<byte>(length);
        Read(oldest.Start, bytes);
        var found = new List<CommittedRecord>();
        for (var (number, at) = (oldest.First, 0); Packed.TryRead(bytes, ref at, ref number, out var key, out var record);)
        {
            if (number - 1 > position)
            {
                found.Add(new CommittedRecord(number - 1, key, record));
            }
        }

        return found;
    }

    private void AddPieces(Batch batch)
    {
        while (pieces.TryPeek(out var oldest) && oldest.Start + CircleBytes < end + batch.Records.Length)
        {
            pieces.Dequeue();
        }

        var (from, at, first, number) = (0, 0, batch.First, batch.First);
        while (Packed.TryRead(batch.Records, ref at, ref number, out _, out _))
        {
            if (at - from >= PieceBytes || number == next)
            {
                pieces.Enqueue(new Piece(first, number - first, end + from, at - from));
                (from, first) = (at, number);
            }
        }
    }

    private void Write(ReadOnlySpan<byte> records)
    {
        var at = (int)(end % CircleBytes);
        var head = Math.Min(records.Length, CircleBytes - at);
        records[..head].CopyTo(circle.AsSpan(at));
        records[head..].CopyTo(circle);
        end += records.Length;
    }

    private void Read(long start, Span<byte> target)
    {
        var at = (int)(start % CircleBytes);
        var head = Math.Min(target.Length, CircleBytes - at);
        circle.AsSpan(at, head).CopyTo(target);
        circle.AsSpan(0, target.Length - head).CopyTo(target[head..]);
    }
}
