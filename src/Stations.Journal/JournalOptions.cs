using Stations.Journal.Sqlite;

namespace Stations.Journal;

/// <param name="Folder">Where the journal's files live; created if missing. One running process per folder.</param>
public sealed record JournalOptions(string Folder)
{
    /// <summary>
    /// Bytes with which the open batch is full, see <see cref="EventJournal.HasRoom"/>. 1 MiB is 6,000 records of 150 bytes:
    /// measured, a record then costs no more CPU than with 4 MiB, and a commit still ends in about 5 ms.
    /// </summary>
    public int RoomBytes { get; init; } = 1 << 20;

    /// <summary>No thread commits: whoever simulates calls <see cref="EventJournal.Step"/>.</summary>
    internal bool Stepped { get; init; }

    /// <summary>Where to keep it instead of the folder.</summary>
    internal Func<IJournalStore>? StoreOverride { get; init; }

    internal IJournalStore OpenStore() => StoreOverride?.Invoke() ?? SqliteStore.Open(Folder);
}
