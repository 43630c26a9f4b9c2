namespace Stations.Journal;

/// <summary>What <see cref="EventJournal.Append"/> hands back.</summary>
/// <param name="Position">The record's number: 1 for the first ever, one more for each, never reused once committed.</param>
/// <param name="Committed">
/// Completes when the record is on disk, in position order. To be awaited once. Fails with <see cref="ObjectDisposedException"/> only if the
/// journal was closed while its store was failing: whether the record is on disk is then unknown until the next start.
/// </param>
public readonly record struct Appended(long Position, ValueTask Committed);

/// <summary>Whose journal it is, in a database that several servers share, and which opening of it. A later one fences an earlier one off.</summary>
/// <param name="Server">0 for a server that is alone.</param>
/// <param name="Epoch">Counts up; 0 in a folder.</param>
public readonly record struct Ownership(int Server, long Epoch);

/// <summary>A key to be claimed.</summary>
/// <param name="Key">The key.</param>
/// <param name="Unsaved">This server's last record of it that no snapshot holds; 0 if there is none.</param>
internal readonly record struct ClaimedKey(ReadOnlyMemory<byte> Key, long Unsaved);

/// <summary>A record to be appended together with others.</summary>
public readonly record struct JournalEntry(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// A record as <see cref="EventJournal.ReadAfter"/> finds it. One without a key is none: the numbers up to it are left out, where several
/// servers share a store.
/// </summary>
public readonly record struct CommittedRecord(long Position, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Bytes);

/// <param name="Position">The record's number.</param>
/// <param name="Bytes">The record as appended.</param>
public readonly record struct JournalRecord(long Position, ReadOnlyMemory<byte> Bytes);

/// <summary>The state of one key after the record at <paramref name="Position"/>. The bytes must not change until the save completes.</summary>
public readonly record struct Snapshot(ReadOnlyMemory<byte> Key, long Position, ReadOnlyMemory<byte> State);

/// <summary>What is known of one key: its snapshot and the records after it, in order.</summary>
/// <param name="Key">The key.</param>
/// <param name="Position">The last record that the snapshot holds; 0 without a snapshot.</param>
/// <param name="State">The snapshot; empty without one.</param>
/// <param name="Records">The records after the snapshot, in order.</param>
/// <param name="Damage">Why the snapshot cannot be trusted, with its file; then nothing of it is served. Null when all is well.</param>
public readonly record struct Recovered(
    ReadOnlyMemory<byte> Key, long Position, ReadOnlyMemory<byte> State, IReadOnlyList<JournalRecord> Records, string? Damage)
{
    /// <summary>
    /// Another server wrote some of it, and may have records of its own that are read later than this server's: whoever goes on from here
    /// writes the whole state first.
    /// </summary>
    public bool IsTakenOver { get; init; }

    /// <summary>The last record of this key that is known here; 0 if none.</summary>
    public long LastPosition => Records.Count > 0 ? Records[^1].Position : Position;

    /// <summary>The same with those of the records that the snapshot does not hold; a damaged one stays as it is.</summary>
    internal Recovered With(JournalRecord[] records)
    {
        if (Damage is not null)
        {
            return this;
        }

        var position = Position;
        var covered = Array.FindLastIndex(records, record => record.Position <= position) + 1;
        return this with { Records = covered == 0 ? records : records[covered..] };
    }
}
