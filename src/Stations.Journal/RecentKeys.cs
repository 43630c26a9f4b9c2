namespace Stations.Journal;

/// <summary>
/// Remembers the last position of recently appended keys, to catch a key that is loaded before its last records were covered by a snapshot.
/// Fixed at 65,536 places (1 MiB): a newer key takes a place over, so it can miss a mistake but never reports one that is none.
/// </summary>
internal sealed class RecentKeys
{
    private const int Places = 1 << 16;

    private readonly (ulong Hash, long Position)[] places = new (ulong, long)[Places];

    public void Note(ulong hash, long position) => places[hash % Places] = (hash, position);

    /// <summary>The last position known for the key; 0 if none is.</summary>
    public long LastPosition(ulong hash)
    {
        var place = places[hash % Places];
        return place.Hash == hash ? place.Position : 0;
    }
}
