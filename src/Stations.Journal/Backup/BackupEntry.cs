namespace Stations.Journal.Backup;

/// <summary>What an entry of a backup is. The numbers are part of the file's format.</summary>
internal enum EntryKind : byte
{
    Snapshot = 1,
    Record = 2,
    State = 3,

    /// <summary>A state without bytes, kept for its tag.</summary>
    ClearedState = 4,

    /// <summary>A block of history; these four follow each other as <see cref="History.BlockKind"/> does.</summary>
    LooseBlock = 5,
    MergedBlock = 6,
    MinutesBlock = 7,
    HoursBlock = 8,
    Event = 9,

    /// <summary>How far history followed the journal.</summary>
    Followed = 10,
    BundleBlock = 11,

    /// <summary>The last: how many there were before it, and their digest.</summary>
    End = 255,
}

/// <summary>
/// One entry of a backup: <c>length of what follows but the checksum (4) · kind (1) · number (8) · length of the key (4) · key · bytes ·
/// CRC-32C (4)</c>, little-endian. The checksum begins with the entry's place in the file, so that none can be moved, left out or doubled.
/// </summary>
/// <param name="Number">The position of a snapshot or record, the tag of a state, the slot of a block, the time of an event.</param>
/// <param name="Key">The key; of a state its key, a zero byte and its name; of an event subject, place and area with zero bytes between.</param>
/// <param name="Bytes">Of an event <c>position (8) · ordinal (4) · kind (4) · detail (4)</c>; otherwise as they lie in the store.</param>
internal readonly record struct BackupEntry(EntryKind Kind, long Number, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Bytes)
{
    public const int LengthBytes = 4;
    public const int HeadBytes = 13;
    public const int ChecksumBytes = 4;

    /// <summary>More than any store takes as one value: whatever says to be longer is damaged.</summary>
    public const int MaxLength = 1 << 30;
}
