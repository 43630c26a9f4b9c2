namespace Stations.Journal;

/// <summary>
/// Where a journal's rows, snapshots and states lie. One thread at a time commits; reads come from any thread beside it. Everything that can
/// go wrong is a <see cref="JournalException"/> whose message is meant for a person.
/// </summary>
internal interface IJournalStore : IDisposable
{
    /// <summary>
    /// Makes the batch durable as a whole, or throws and leaves nothing of it. The same batch may be committed again, even if it reached the
    /// disk although an error was reported: that changes nothing.
    /// </summary>
    void Commit(Batch batch);

    /// <summary>Reads every row into the tail, verifying checksums and that no number is missing. Returns the last position. Once, at start.</summary>
    long ReadTail(Tail tail);

    /// <summary>The committed records after the position, in order, verified: about <paramref name="maxBytes"/> of them, at least one if there is one.</summary>
    List<CommittedRecord> ReadAfter(long position, int maxBytes);

    /// <summary>The key's snapshot, without records.</summary>
    Recovered ReadSnapshot(ReadOnlySpan<byte> key);

    /// <summary>Every snapshot in key order, without records, as of one point in time.</summary>
    IEnumerable<Recovered> ReadSnapshots();

    StoredState ReadState(string key, string name);
}

/// <summary>What a batch may do beside adding records; valid inside its commit only.</summary>
internal interface IJournalTransaction
{
    /// <summary>Keeps the newer one where a key has a snapshot already.</summary>
    void Save(IReadOnlyCollection<Snapshot> snapshots);

    /// <summary>
    /// Deletes a bounded part of the oldest records that end at or before the position, and of the empty snapshots there: their keys are
    /// forgotten. Never the last record, which holds the number to go on from. True if more is left to delete.
    /// </summary>
    bool Trim(long position);

    /// <summary>Writes, or clears when <paramref name="data"/> is null, if the tag is still the expected one. Returns the new tag, or null if it is not.</summary>
    string? WriteState(string key, string name, byte[]? data, string? expected);
}
