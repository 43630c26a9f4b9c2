namespace Stations.Journal;

public sealed partial class EventJournal
{
    /// <summary>Waiters with which the open batch is full, whatever their bytes: some 2 MiB of them.</summary>
    private const int RoomCount = 16_384;

    private Batch open = new();
    private bool closed;
    private bool idle;
    private long lastPosition;

    /// <summary>
    /// False while the open batch is full: the store is slow or refuses. Appends are taken all the same, so memory is bounded by what callers
    /// have in flight; what need not be kept should be dropped now.
    /// </summary>
    public bool HasRoom => open.Bytes < options.RoomBytes && open.Waiting < RoomCount;

    /// <summary>
    /// Takes a copy of the record into the open batch and numbers it at once. Never waits and never refuses for lack of room: callers bound
    /// what they have in flight, see <see cref="HasRoom"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No key, or key or record over the maximum.</exception>
    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public Appended Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        CheckSize(key.Length, record.Length);
        var hash = KeyHash.Of(key);
        lock (gate)
        {
            ThrowUnlessUsable();
            if (lost.Contains(hash))
            {
                return new Appended(lastPosition, ValueTask.FromException(new KeyLostException()));
            }

            var position = ++lastPosition;
            recent.Note(hash, position);
            unsaved?[hash] = position;
            var durable = open.Add(position, key, hash, record);
            Wake();
            return new Appended(position, durable);
        }
    }

    /// <summary>
    /// Like <see cref="Append"/> without a waiter: the appender is told, and any number of others wait with
    /// <see cref="Durable"/>. Only where nobody else shares the store, so that no key is ever lost.
    /// </summary>
    /// <returns>The record's position.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No key, or key or record over the maximum.</exception>
    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public long AppendAndTell(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record, IAppender appender, object what)
    {
        CheckSize(key.Length, record.Length);
        var hash = KeyHash.Of(key);
        lock (gate)
        {
            ThrowUnlessUsable();
            recent.Note(hash, ++lastPosition);
            open.Add(lastPosition, key, record, appender, what);
            Wake();
            return lastPosition;
        }
    }

    /// <summary>The commit with which the record at the position becomes durable, once its appender was told; null when that is over.</summary>
    public Commit? Durable(long position)
    {
        lock (gate)
        {
            return open.StillHolds(position) ? open.Durable
                : spare.StillHolds(position) ? spare.Durable
                : position <= Committed ? null
                : Commit.Failed(new ObjectDisposedException(nameof(EventJournal)));
        }
    }

    /// <summary>
    /// Like <see cref="Append"/> for several records that become durable together or not at all. Their keys are never claimed by another server.
    /// </summary>
    /// <returns>The position of the last.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A key or record is over the maximum; nothing was appended.</exception>
    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public Appended AppendTogether(ReadOnlySpan<JournalEntry> entries)
    {
        if (entries.IsEmpty)
        {
            throw new ArgumentException("There is nothing to append.", nameof(entries));
        }

        foreach (var entry in entries)
        {
            CheckSize(entry.Key.Length, entry.Bytes.Length);
        }

        lock (gate)
        {
            ThrowUnlessUsable();
            foreach (var entry in entries[..^1])
            {
                recent.Note(KeyHash.Of(entry.Key.Span), ++lastPosition);
                open.AddUnawaited(lastPosition, entry.Key.Span, entry.Bytes.Span);
            }

            var hash = KeyHash.Of(entries[^1].Key.Span);
            recent.Note(hash, ++lastPosition);
            var durable = open.Add(lastPosition, entries[^1].Key.Span, hash, entries[^1].Bytes.Span);
            Wake();
            return new Appended(lastPosition, durable);
        }
    }

    /// <summary>Completes when the key's record at the position, and with it all before, is durable.</summary>
    /// <exception cref="KeyLostException">The key is another server's now, and the record may never have become durable.</exception>
    public ValueTask WaitFor(ReadOnlySpan<byte> key, long position)
    {
        var hash = KeyHash.Of(key);
        return position <= Committed && !IsLost(hash) ? ValueTask.CompletedTask : Enlist(static _ => { }, bytes: 0, hash);
    }

    /// <summary>Work that becomes durable with the open batch. It may run more than once, each time after all of it was undone.</summary>
    /// <param name="hash">That of the key that it is about; 0 if it is about no single one.</param>
    internal ValueTask Enlist(Action<IJournalTransaction> work, int bytes, ulong hash = 0)
    {
        lock (gate)
        {
            ThrowUnlessUsable();
            if (lost.Contains(hash))
            {
                return ValueTask.FromException(new KeyLostException());
            }

            var durable = open.Add(work, bytes, hash);
            Wake();
            return durable;
        }
    }

    private void ThrowUnlessUsable()
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (store is null)
        {
            throw NotOpen();
        }
    }

    private static void CheckSize(int key, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key, MaxKeyBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, MaxRecordBytes);
    }

    private void Wake()
    {
        if (!idle || held == this)
        {
            return;
        }

        idle = false;
        Monitor.Pulse(gate);
    }
}
