namespace Stations.Journal.History;

/// <summary>
/// Tables that follow a journal: blocks by (kind, slot, key), events, and the position up to which the journal was followed. Knows nothing of
/// what is in them.
/// <para>
/// One caller writes; any number read beside it, and a read never waits for a write. Each writing call is one transaction, durable when it
/// returns and without a trace when it throws. Should a call that threw have reached the disk after all, doing it again does no harm:
/// readers count a record once, and an event replaces itself.
/// </para>
/// <para>Every method throws <see cref="JournalException"/> when the store refuses or is away; the same call may then be tried again.</para>
/// </summary>
public interface IHistoryStore : IDisposable
{
    /// <summary>Opens the store, creating it if there is none. Touches nothing before. To be called again after it failed.</summary>
    /// <param name="ownership">
    /// That of the open journal that is followed. Once one of a later epoch came here, an earlier one is refused for ever.
    /// </param>
    /// <exception cref="JournalException">Newer than this program or not a history: then nothing was changed and trying again is in vain.</exception>
    void Open(Ownership ownership);

    /// <summary>
    /// True if this caller is the one that rolls up and forgets: of several servers that share a database one at a time is, for as long as it
    /// lives.
    /// </summary>
    bool KeepsHouse();

    /// <summary>The last journal position that is in here; 0 in a new store.</summary>
    long Position { get; }

    /// <summary>Servers of the version before may read it too: chunks are not told as <see cref="Alike"/> yet, which they do not know.</summary>
    bool IsShared => true;

    /// <summary>True if everything is in here, or was never committed, that the journals of other servers on this store hold.</summary>
    bool HoldsOthers() => true;

    /// <summary>Adds blocks and events and moves <see cref="Position"/>, all or nothing. Both are read once.</summary>
    void Follow(long position, IEnumerable<Block> blocks, IEnumerable<HistoryEvent> events);

    /// <summary>Removes blocks by id, turns others into <see cref="BlockKind.SetAside"/> and adds new ones, all or nothing.</summary>
    void Change(IReadOnlyList<long> removed, IReadOnlyList<long> setAside, IReadOnlyList<Block> added);

    /// <summary>The key's blocks of the slots from <paramref name="first"/> to <paramref name="last"/>, in order of slot, then of arrival.</summary>
    List<StoredBlock> Read(BlockKind kind, ReadOnlySpan<byte> key, long first, long last);

    /// <summary>Every block but those set aside, in order of kind, slot and the bytes of the key, then of arrival, as of one point in time.</summary>
    /// <exception cref="JournalException">One does not match its checksum.</exception>
    IEnumerable<Block> ReadBlocks();

    /// <summary>Every event in order of its key, as of one point in time.</summary>
    /// <exception cref="JournalException">One does not match its checksum.</exception>
    IEnumerable<HistoryEvent> ReadEvents();

    /// <summary>How many blocks and events there are, without those set aside.</summary>
    long CountAll();

    /// <summary>The slots from <paramref name="first"/> to <paramref name="last"/> in which the key has blocks, ascending.</summary>
    List<long> Slots(BlockKind kind, ReadOnlySpan<byte> key, long first, long last);

    /// <summary>The places of any key with blocks before the slot, oldest first, each once; at most <paramref name="most"/>.</summary>
    List<Place> Places(BlockKind kind, long before, int most);

    /// <summary>The oldest slot of the kind; null when there is no block.</summary>
    long? Oldest(BlockKind kind);

    /// <summary>Deletes blocks before the slot, the oldest first, at most <paramref name="most"/> of them. Returns how many.</summary>
    int Forget(BlockKind kind, long before, int most);

    /// <summary>Events in the range, the newest first; at most <paramref name="most"/>. Damaged ones are left out.</summary>
    List<HistoryEvent> ReadEvents(in EventRange range, int most);

    /// <summary>Deletes events before the time, the oldest first, at most <paramref name="most"/> of them. Returns how many.</summary>
    int ForgetEvents(long before, int most);
}
