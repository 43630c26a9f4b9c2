namespace Stations.Journal;

/// <summary>
/// What one commit will hold: packed records, other work for the same transaction, and everyone who waits for it. Two batches take turns:
/// one is open while the other commits. Not safe for several threads; the journal's gate guards the open one.
/// </summary>
internal sealed class Batch
{
    private byte[] packed = new byte[64 * 1024];
    private Pending[] waiters = new Pending[256];
    private int length;
    private int workBytes;
    private int waiting;

    /// <summary>Position of the first record.</summary>
    public long First { get; private set; }

    /// <summary>Number of records.</summary>
    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Records => packed.AsMemory(0, length);

    public List<Action<IJournalTransaction>> Work { get; } = [];

    public bool IsEmpty => waiting == 0;

    public int Bytes => length + workBytes;

    public int Waiting => waiting;

    public ValueTask Add(long position, ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        AddUnawaited(position, key, record);
        return Enroll();
    }

    /// <summary>A record that somebody else's waiter stands for.</summary>
    public void AddUnawaited(long position, ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        var needed = length + Packed.Bound(key.Length, record.Length);
        if (needed > packed.Length)
        {
            Array.Resize(ref packed, Math.Max(needed, packed.Length * 2));
        }

        length += Packed.Write(packed.AsSpan(length), key, record);
        if (Count++ == 0)
        {
            First = position;
        }
    }

    public ValueTask Add(Action<IJournalTransaction> work, int bytes)
    {
        Work.Add(work);
        workBytes += bytes;
        return Enroll();
    }

    public void Complete()
    {
        foreach (var waiter in waiters.AsSpan(0, waiting))
        {
            waiter.Complete();
        }
    }

    public void Fail(Exception reason)
    {
        foreach (var waiter in waiters.AsSpan(0, waiting))
        {
            waiter.Fail(reason);
        }
    }

    public void Clear()
    {
        (length, workBytes, waiting, Count) = (0, 0, 0, 0);
        Work.Clear();
    }

    private ValueTask Enroll()
    {
        if (waiting == waiters.Length)
        {
            Array.Resize(ref waiters, waiting * 2);
        }

        ref var place = ref waiters[waiting++];
        if (place is not { IsFree: true })
        {
            place = new Pending();
        }

        return place.Arm();
    }
}
