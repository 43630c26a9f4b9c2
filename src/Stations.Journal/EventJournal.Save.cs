namespace Stations.Journal;

public sealed partial class EventJournal
{
    private const int SliceCount = 512;
    private const int SliceBytes = 256 * 1024;

    private long trimmed;
    private long keepAfter = long.MaxValue;

    /// <summary>
    /// Rows with records after this position stay, whatever snapshots cover: somebody who follows the journal (<see cref="ReadAfter"/>) has
    /// still to read them. To be set before the first checkpoint; <see cref="long.MaxValue"/>: nobody follows.
    /// </summary>
    public long KeepAfter
    {
        get => Volatile.Read(ref keepAfter);
        set => Volatile.Write(ref keepAfter, value);
    }

    /// <summary>
    /// Completes when the snapshot is durable; one of a key that is another server's now is left out. An older one than the stored one changes nothing. An empty one says that the key is gone: it is
    /// forgotten once the records that it covers are.
    /// </summary>
    public ValueTask Save(Snapshot snapshot) => Save([snapshot]);

    /// <summary>
    /// Saves the snapshots, a slice per commit so that appends go on between, then deletes the journal rows that are covered.
    /// Snapshots in key order cost the least.
    /// </summary>
    /// <param name="covered">
    /// The caller's word that each key with a record at or before this position has a snapshot at or after its last one, here or saved before.
    /// Read <see cref="Committed"/> first, then ask the keys. Keys from before the start that nobody loaded or saved are kept in any case.
    /// </param>
    /// <param name="snapshots">Read lazily; at least those of the keys appended to since the last checkpoint.</param>
    /// <param name="cancellation">Ends between two slices; what was saved stays saved.</param>
    public async ValueTask Checkpoint(long covered, IEnumerable<Snapshot> snapshots, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(covered, Committed);
        foreach (var slice in Slices(snapshots))
        {
            cancellation.ThrowIfCancellationRequested();
            await Save(slice);
        }

        var end = Math.Min(Math.Min(covered, KeepAfter), tail.FirstUncovered() - 1);
        for (var more = true; more;)
        {
            cancellation.ThrowIfCancellationRequested();
            await Enlist(transaction => more = transaction.Trim(end), bytes: 0);
        }

        Volatile.Write(ref trimmed, Math.Max(trimmed, end));
        Store.Tidy();
    }

    private async ValueTask Save(IReadOnlyCollection<Snapshot> snapshots)
    {
        var last = Volatile.Read(ref lastPosition);
        var bytes = 0;
        foreach (var snapshot in snapshots)
        {
            if (snapshot.Position > last)
            {
                throw new ArgumentException($"A snapshot at {snapshot.Position} is ahead of the last record {last}.", nameof(snapshots));
            }

            CheckSize(snapshot.Key.Length, snapshot.State.Length);
            bytes += snapshot.Key.Length + snapshot.State.Length;
        }

        await Enlist(transaction => transaction.Save(StillHeld(snapshots)), bytes);

        foreach (var snapshot in snapshots)
        {
            tail.Cover(snapshot.Key.Span, snapshot.Position);
        }

        NoteSaved(snapshots);
    }

    private static IEnumerable<List<Snapshot>> Slices(IEnumerable<Snapshot> snapshots)
    {
        var slice = new List<Snapshot>(SliceCount);
        var bytes = 0;
        foreach (var snapshot in snapshots)
        {
            slice.Add(snapshot);
            bytes += snapshot.Key.Length + snapshot.State.Length;
            if (slice.Count < SliceCount && bytes < SliceBytes)
            {
                continue;
            }

            yield return slice;
            (slice, bytes) = (new List<Snapshot>(SliceCount), 0);
        }
        if (slice.Count > 0)
        {
            yield return slice;
        }
    }
}
