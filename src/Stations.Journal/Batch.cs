namespace Stations.Journal;

/// <summary>
/// What one commit will hold: packed records, other work for the same transaction, and everyone who waits for it. Two batches take turns:
/// one is open while the other commits. Not safe for several threads; the journal's gate guards the open one.
/// </summary>
internal sealed partial class Batch
{
    private byte[] packed = new byte[64 * 1024];
    private Pending[] waiters = new Pending[256];
    private ulong[] keys = new ulong[256];
    private Told[] told = new Told[256];
    private Commit? durable;
    private (Action<object?>, object?)[] room = [];
    private int length;
    private int workBytes;
    private int waiting;
    private int telling;
    private bool isTold;

    private readonly record struct Told(IAppender Appender, object What, long Position);

    /// <summary>Position of the first record.</summary>
    public long First { get; private set; }

    /// <summary>How many numbers its records take, those left out between them too.</summary>
    public long Count { get; private set; }

    public ReadOnlyMemory<byte> Records => packed.AsMemory(0, length);

    public List<Action<IJournalTransaction>> Work { get; } = [];

    public bool IsEmpty => Waiting == 0;

    public int Bytes => length + workBytes;

    public int Waiting => waiting + telling;

    /// <param name="hash">The key's.</param>
    public ValueTask Add(long position, ReadOnlySpan<byte> key, ulong hash, ReadOnlySpan<byte> record)
    {
        AddUnawaited(position, key, record);
        return Enroll(hash);
    }

    /// <summary>Its appender is told when it is durable.</summary>
    public void Add(long position, ReadOnlySpan<byte> key, ReadOnlySpan<byte> record, IAppender appender, object what)
    {
        AddUnawaited(position, key, record);
        if (telling == told.Length)
        {
            Array.Resize(ref told, telling * 2);
        }

        told[telling++] = new Told(appender, what, position);
    }

    /// <summary>Asked for only while the batch <see cref="StillHolds"/> what is waited for.</summary>
    public Commit Durable => durable ??= new Commit(room);

    /// <summary>A record that somebody else's waiter stands for.</summary>
    public void AddUnawaited(long position, ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        Grow(Packed.Bound(key.Length, record.Length));
        length += Packed.Write(packed.AsSpan(length), key, record);
        if (Count++ == 0)
        {
            First = position;
        }
    }

    /// <summary>Leaves out the numbers from <paramref name="position"/> on.</summary>
    public void Skip(long position, long numbers)
    {
        Grow(Packed.SkipBytes);
        length += Packed.WriteSkip(packed.AsSpan(length), numbers);
        First = Count == 0 ? position : First;
        Count += numbers;
    }

    /// <param name="hash">That of the key that it is about; 0 if it is about no single one.</param>
    public ValueTask Add(Action<IJournalTransaction> work, int bytes, ulong hash)
    {
        Work.Add(work);
        workBytes += bytes;
        return Enroll(hash);
    }

    /// <summary>Of the positions taken so far, those from its first on are in here until its appenders are told.</summary>
    public bool StillHolds(long position) => !isTold && Count > 0 && position >= First;

    /// <summary>The last first: what came of all of an appender's records is told at once, and it need not look at the others.</summary>
    public void Tell()
    {
        for (var index = telling - 1; index >= 0; index--)
        {
            told[index].Appender.Committed(told[index].What, told[index].Position);
        }

        Array.Clear(told, 0, telling);
    }

    /// <summary>Nobody asks for <see cref="Durable"/> any more.</summary>
    public void EndTelling() => isTold = true;

    public void Complete()
    {
        foreach (var waiter in waiters.AsSpan(0, waiting))
        {
            waiter.Complete();
        }

        room = durable?.End(failure: null) ?? room;
    }

    public void Fail(Exception reason)
    {
        foreach (var waiter in waiters.AsSpan(0, waiting))
        {
            waiter.Fail(reason);
        }

        room = durable?.End(reason) ?? room;
    }

    public void Clear()
    {
        (length, workBytes, waiting, telling, Count, durable, isTold) = (0, 0, 0, 0, 0, null, false);
        Work.Clear();
    }

    private void Grow(int bytes)
    {
        var needed = length + bytes;
        if (needed > packed.Length)
        {
            Array.Resize(ref packed, Math.Max(needed, packed.Length * 2));
        }
    }

    private ValueTask Enroll(ulong hash)
    {
        if (waiting == waiters.Length)
        {
            Array.Resize(ref waiters, waiting * 2);
            Array.Resize(ref keys, waiting * 2);
        }

        keys[waiting] = hash;
        ref var place = ref waiters[waiting++];
        if (place is not { IsFree: true })
        {
            place = new Pending();
        }

        return place.Arm();
    }
}
