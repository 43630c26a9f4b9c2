using System.Text;

namespace Stations.Journal.Backup;

/// <summary>All that a store holds, in an order that is the same for every kind of store.</summary>
internal static class StoreContent
{
    private const int PortionBytes = 1 << 20;

    /// <exception cref="JournalException">Something does not match its checksum, or the store cannot be read.</exception>
    public static IEnumerable<BackupEntry> Read(IJournalStore store)
    {
        foreach (var snapshot in store.ReadSnapshots())
        {
            yield return snapshot.Damage is null
                ? new BackupEntry(EntryKind.Snapshot, snapshot.Position, snapshot.Key, snapshot.State)
                : throw new JournalException(JournalFault.Damaged, $"{snapshot.Damage} (key {Encoding.UTF8.GetString(snapshot.Key.Span)}).");
        }

        for (var portion = store.ReadAfter(0, PortionBytes); portion.Count > 0; portion = store.ReadAfter(portion[^1].Position, PortionBytes))
        {
            foreach (var record in portion)
            {
                yield return new BackupEntry(EntryKind.Record, record.Position, record.Key, record.Bytes);
            }
        }

        foreach (var state in store.ReadStates())
        {
            yield return Of(state);
        }
    }

    private static BackupEntry Of(SavedState state) => new(
        state.Data is null ? EntryKind.ClearedState : EntryKind.State,
        state.ETag,
        Encoding.UTF8.GetBytes($"{state.Key}\0{state.Name}"),
        state.Data);
}
