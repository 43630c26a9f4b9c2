namespace Stations.Journal.History;

/// <summary>What a block of history holds. The numbers stand in the store and never change.</summary>
public enum BlockKind
{
    /// <summary>Records of one key and one hour as they were followed, before there were bundles; slots are hours.</summary>
    Loose = 0,

    /// <summary>All records of one key and one hour that was rolled up; slots are hours.</summary>
    Merged = 1,

    /// <summary>The minutes of one hour; slots are hours.</summary>
    Minutes = 2,

    /// <summary>The hours of one day; slots are days.</summary>
    Hours = 3,

    /// <summary>Found damaged; kept for a person to look at and never served.</summary>
    SetAside = 4,

    /// <summary>A <see cref="History.Bundle"/> of one hour; slots are hours. What it holds is not rolled up yet.</summary>
    Bundle = 5,
}

/// <summary>Bytes of one key and one stretch of time.</summary>
/// <param name="Slot">Number of the stretch since 1970-01-01 UTC: of the hour or of the day, as the kind has it.</param>
public readonly record struct Block(BlockKind Kind, long Slot, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Bytes);

/// <param name="Id">What <see cref="IHistoryStore.Change"/> removes it by.</param>
/// <param name="Bytes">Null when the block does not match its checksum: to be reported and left out.</param>
public readonly record struct StoredBlock(long Id, long Slot, byte[]? Bytes);

/// <summary>Where a block belongs.</summary>
public readonly record struct Place(long Slot, ReadOnlyMemory<byte> Key);
