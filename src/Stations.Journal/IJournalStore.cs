namespace Stations.Journal;

/// <summary>
/// Where a journal's rows, snapshots and states lie. One thread at a time commits; reads come from any thread beside it. Everything that can
/// go wrong is a <see cref="JournalException"/> whose message is meant for a person.
/// </summary>
internal interface IJournalStore : IDisposable
{
    /// <summary>Whose it is; zeros where nobody else can have opened it since.</summary>
    Ownership Ownership => default;

    /// <summary>Other servers keep journals beside this one, and keys must be claimed.</summary>
    bool IsShared => false;

    /// <summary>
    /// Makes the batch durable as a whole, or throws and leaves nothing of it. The same batch may be committed again, even if it reached the
    /// disk although an error was reported: that changes nothing.
    /// </summary>
    /// <exception cref="KeysTakenException">Other servers claimed keys: the batch is to be committed again without them.</exception>
    void Commit(Batch batch);

    /// <summary>
    /// Makes the keys this journal's own, from now on refused to whoever had them, and reads what is remembered of each, whoever wrote it.
    /// From one thread at a time, beside the writer.
    /// </summary>
    List<Recovered> Claim(IReadOnlyList<ClaimedKey> keys) => throw new NotSupportedException();

    /// <summary>Removes the whole journal of a server that ended, unless one of the keys was not saved by who has it now: then false, and all is as it was.</summary>
    bool Retire(IReadOnlyCollection<ReadOnlyMemory<byte>> keys) => throw new NotSupportedException();

    /// <summary>Lets go of memory that only claims need. From any thread.</summary>
    void Tidy()
    {
    }

    /// <summary>Reads every row into the tail, verifying checksums and that no number is missing. Returns the last position. Once, at start.</summary>
    long ReadTail(Tail tail);

    /// <summary>The committed records after the position, in order, verified: about <paramref name="maxBytes"/> of them, at least one if there is one.</summary>
    List<CommittedRecord> ReadAfter(long position, int maxBytes);

    /// <summary>The key's snapshot, without records.</summary>
    Recovered ReadSnapshot(ReadOnlySpan<byte> key);

    /// <summary>Every snapshot in key order, without records, as of one point in time.</summary>
    IEnumerable<Recovered> ReadSnapshots();

    StoredState ReadState(string key, string name);

    /// <summary>Every state, also the cleared ones, in order of the bytes of key and name, verified, as of one point in time.</summary>
    /// <exception cref="JournalException">One does not match its checksum.</exception>
    IEnumerable<SavedState> ReadStates();

    /// <summary>How many snapshots, records and states there are, together.</summary>
    long CountAll();
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

    /// <summary>Writes a state with the tag that it had elsewhere.</summary>
    void RestoreState(SavedState state);

    /// <summary>
    /// The first record of a store without records will be the one after this position. With <see cref="Unfinished"/> the store is refused as
    /// damaged whenever it is opened, until another position is given.
    /// </summary>
    void StartAfter(long position);

    /// <summary>No position: the store is being filled from a backup.</summary>
    const long Unfinished = -1;
}
