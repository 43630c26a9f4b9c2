using Stations.Journal.History;
using Stations.Journal.Postgres;
using Stations.Journal.Sqlite;

namespace Stations.Journal;

/// <param name="Folder">Where the files of the journal and its history live, unless there is a <see cref="Store"/>; created if missing. One running process per folder.</param>
public sealed record JournalOptions(string Folder)
{
    /// <summary>A database to keep both in instead of the folder. One running process per database, unless there is a <see cref="Server"/>.</summary>
    public PostgresAddress? Store { get; init; }

    /// <summary>
    /// The name of this server, for people, where several share the <see cref="Store"/>: each opening begins a journal of its own there, and keys
    /// are claimed. Null: it is alone.
    /// </summary>
    public string? Server { get; init; }

    /// <summary>Of several servers: the number of one that ended, whose journal to go on with instead.</summary>
    public int? Left { get; init; }

    /// <summary>
    /// Bytes with which the open batch is full, see <see cref="EventJournal.HasRoom"/>. 1 MiB is 6,000 records of 150 bytes:
    /// measured, a record then costs no more CPU than with 4 MiB, and a commit still ends in about 5 ms.
    /// </summary>
    public int RoomBytes { get; init; } = 1 << 20;

    /// <summary>No thread commits: whoever simulates calls <see cref="EventJournal.Step"/>.</summary>
    internal bool Stepped { get; init; }

    /// <summary>Where to keep it instead of the folder.</summary>
    internal Func<IJournalStore>? StoreOverride { get; init; }

    /// <summary>How a person calls it.</summary>
    public string Place => Store is { } address ? $"{address}" : Folder;

    /// <summary>The history that lies beside the journal. Not opened yet: the journal is to be opened first.</summary>
    public IHistoryStore NewHistory() => Store is { } address ? new PostgresHistory(address) : new SqliteHistory(Path.Combine(Folder, "history.db"));

    /// <summary>False if opening would begin an empty journal in the folder.</summary>
    internal bool IsThere => StoreOverride is not null || Store is not null || SqliteStore.IsIn(Folder);

    internal IJournalStore OpenStore() =>
        StoreOverride?.Invoke() ?? (Store is { } address ? PostgresStore.Open(address, Server, Left) : SqliteStore.Open(Folder));
}
