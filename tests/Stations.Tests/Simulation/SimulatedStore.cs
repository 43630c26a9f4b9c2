using System.Globalization;
using Stations.Journal;
using Stations.Tests.Journal;

namespace Stations.Tests.Simulation;

/// <summary>What becomes of the next try to commit.</summary>
internal enum Fate
{
    Lands,

    /// <summary>Nothing is done.</summary>
    Refused,

    /// <summary>All of it is done, and then undone.</summary>
    Undone,

    /// <summary>It reaches the disk and an error is reported all the same.</summary>
    LandsUnreported,
}

/// <summary>A journal's store in memory, as one process sees it: it can fail in every way that a store may, and ends with its process.</summary>
internal sealed class SimulatedStore(StoreImage image, Witness witness) : IJournalStore, IJournalTransaction
{
    private const int TrimRows = 3;

    private StoreImage image = image;
    private StoreImage durable = image;
    private (Batch Batch, StoreImage Before)? unreported;

    public Fate Next { get; set; }

    /// <summary>The planted bug: a commit is reported before it is on the disk, where it arrives with the one after it.</summary>
    public bool AcknowledgesEarly { get; set; }

    public bool IsDead { get; private set; }

    /// <summary>What the next process finds when this one is gone.</summary>
    public StoreImage Die()
    {
        IsDead = true;
        return durable;
    }

    public void Commit(Batch batch)
    {
        var fate = IsDead ? Fate.Refused : Next;
        if (fate == Fate.Refused)
        {
            throw Refusal();
        }

        var before = unreported is { } same && same.Batch == batch ? same.Before : image;
        image = before.Copy();
        Run(batch);
        unreported = fate == Fate.LandsUnreported ? (batch, before) : null;
        if (fate == Fate.Undone)
        {
            image = before;
            throw Refusal();
        }

        durable = AcknowledgesEarly ? before : image;
        witness.Landed(durable);
        if (fate == Fate.LandsUnreported)
        {
            throw Refusal();
        }
    }

    public long ReadTail(Tail tail)
    {
        foreach (var row in image.Rows)
        {
            Assert.True(tail.Add(row.First, row.Count, row.Records));
        }

        return image.Last;
    }

    public List<CommittedRecord> ReadAfter(long position, int maxBytes) =>
        [.. image.Rows.SelectMany(StoreImage.Unpack).Where(record => record.Position > position)];

    public Recovered ReadSnapshot(ReadOnlySpan<byte> key) => image.Snapshot(key);

    public IEnumerable<Recovered> ReadSnapshots() => image.Copy().Snapshots.Select(one => image.Snapshot(one.Key.Bytes()));

    public StoredState ReadState(string key, string name) =>
        image.States.TryGetValue((key, name), out var state) ? new StoredState(state.Data, Text(state.ETag)) : default;

    public IEnumerable<SavedState> ReadStates() => image.States.Select(one => new SavedState(one.Key.Key, one.Key.Name, one.Value.ETag, one.Value.Data));

    public long CountAll() => image.Rows.Sum(row => row.Count) + image.Snapshots.Count + image.States.Count;

    public void Save(IReadOnlyCollection<Snapshot> snapshots)
    {
        foreach (var (key, position, state) in snapshots)
        {
            if (!image.Snapshots.TryGetValue(key.Text(), out var known) || known.Position <= position)
            {
                image.Snapshots[key.Text()] = (position, state.ToArray());
            }
        }
    }

    public bool Trim(long position)
    {
        var count = Math.Min(TrimRows, image.Rows.TakeWhile(row => row.Last <= position && row.Last < image.Last).Count());
        if (count > 0)
        {
            image.Trimmed = image.Rows[count - 1].Last;
            image.Rows.RemoveRange(0, count);
        }

        foreach (var (key, _) in image.Snapshots.Where(one => one.Value.State.Length == 0 && one.Value.Position <= image.Trimmed).ToArray())
        {
            image.Snapshots.Remove(key);
        }

        return count == TrimRows;
    }

    public string? WriteState(string key, string name, byte[]? data, string? expected)
    {
        var known = image.States.TryGetValue((key, name), out var current);
        if ((known ? Text(current.ETag) : null) != expected)
        {
            return null;
        }

        image.States[(key, name)] = (current.ETag + 1, data);
        return Text(current.ETag + 1);
    }

    public void RestoreState(SavedState state) => image.States[(state.Key, state.Name)] = (state.ETag, state.Data);

    public void StartAfter(long position) => image.Trimmed = position;

    public void Dispose()
    {
    }

    private void Run(Batch batch)
    {
        if (batch.Count > 0)
        {
            Assert.Equal(image.Last + 1, batch.First);
            image.Rows.Add(new StoreImage.Row(batch.First, (int)batch.Count, batch.Records.ToArray()));
        }

        foreach (var work in batch.Work)
        {
            work(this);
        }
    }

    private static JournalException Refusal() => new(JournalFault.Unavailable, "The simulated store refuses.");

    private static string Text(long etag) => etag.ToString(CultureInfo.InvariantCulture);
}
