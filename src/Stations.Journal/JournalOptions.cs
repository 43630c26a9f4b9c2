namespace Stations.Journal;

/// <param name="Folder">Where the journal's files live; created if missing. One running process per folder.</param>
public sealed record JournalOptions(string Folder)
{
    /// <summary>
    /// Bytes the open batch takes before <see cref="EventJournal.WaitForRoom"/> holds callers back. 1 MiB is 6,000 records of 150 bytes:
    /// measured, a commit of that size costs no more per byte than one of 4 MiB and still ends within a few milliseconds.
    /// </summary>
    public int RoomBytes { get; init; } = 1 << 20;

    /// <summary>Records and saves the open batch takes before <see cref="EventJournal.WaitForRoom"/> holds callers back.</summary>
    public int RoomCount { get; init; } = 16_384;
}
