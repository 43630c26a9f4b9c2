namespace Stations.Journal;

public sealed partial class EventJournal
{
    /// <summary>
    /// The key's snapshot and the records after it. A key that was appended to in this run may be loaded again only after its snapshot at
    /// its last position was saved: records of this run are not indexed.
    /// </summary>
    /// <exception cref="InvalidOperationException">The rule above was broken. Noticed for the keys appended most recently, not for all.</exception>
    public Recovered Load(ReadOnlySpan<byte> key)
    {
        // The tail first: a save that comes between makes the snapshot newer, and the records it covers are left out again.
        var records = tail.Records(key) ?? [];
        var recovered = Store.ReadSnapshot(key).With(records);
        if (recovered.Damage is null)
        {
            ThrowIfAppendedAfter(key, recovered.LastPosition);
            tail.Cover(key, recovered.Position);
        }
        return recovered;
    }

    /// <summary>Every key, those with a snapshot first and in key order, then the others. For start-up, before the first append.</summary>
    /// <exception cref="InvalidOperationException">Records were appended already.</exception>
    /// <exception cref="JournalException">The file is damaged so that snapshots cannot be listed.</exception>
    public IEnumerable<Recovered> LoadAll()
    {
        if (Volatile.Read(ref lastPosition) != start)
        {
            throw new InvalidOperationException("Load all keys before the first append.");
        }

        var tailed = new HashSet<ReadOnlyMemory<byte>>(tail.Keys(), new KeyComparer());
        foreach (var snapshot in Store.ReadSnapshots())
        {
            var records = tail.Records(snapshot.Key.Span);
            var savedMeanwhile = tailed.Remove(snapshot.Key) && records is null;
            if (snapshot.Damage is null)
            {
                tail.Cover(snapshot.Key.Span, snapshot.Position);
            }

            yield return savedMeanwhile ? Load(snapshot.Key.Span) : snapshot.With(records ?? []);
        }
        foreach (var key in tailed)
        {
            yield return Load(key.Span);
        }
    }

    /// <summary>
    /// The committed records after the position, in order and verified: about <paramref name="maxBytes"/> of them, at least one if there is
    /// one. Beside the writer, from any thread. What was trimmed is left out: set <see cref="KeepAfter"/>.
    /// </summary>
    /// <exception cref="JournalException">The store cannot be read now, or a row is damaged.</exception>
    public List<CommittedRecord> ReadAfter(long position, int maxBytes) => latest.ReadAfter(position, maxBytes) ?? Store.ReadAfter(position, maxBytes);

    private void ThrowIfAppendedAfter(ReadOnlySpan<byte> key, long position)
    {
        var hash = KeyHash.Of(key);
        long last;
        lock (gate)
        {
            last = recent.LastPosition(hash);
        }

        if (last > Math.Max(position, Volatile.Read(ref trimmed)))
        {
            throw new InvalidOperationException($"Loaded at {position}, but record {last} was appended to the same key and no snapshot of it was saved.");
        }
    }
}
