using System.Text;
using Stations.Journal.History;

namespace Stations.Journal.Backup;

/// <summary>Fills an empty store and an empty history, some MiB per commit. A store that was not filled to the end cannot be opened.</summary>
internal sealed class StoreFiller
{
    private const int EnoughBytes = 4 << 20;

    private readonly IJournalStore store;
    private readonly IHistoryStore history;
    private readonly int commitBytes;
    private readonly Batch batch = new();
    private readonly List<Snapshot> snapshots = [];
    private readonly List<SavedState> states = [];
    private readonly List<Block> blocks = [];
    private readonly List<HistoryEvent> events = [];
    private long followed;
    private long? first;
    private int bytes;

    public StoreFiller(IJournalStore store, IHistoryStore history, int commitBytes = EnoughBytes)
    {
        (this.store, this.history, this.commitBytes) = (store, history, commitBytes);
        StartAfter(IJournalTransaction.Unfinished);
    }

    public void Add(BackupEntry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Snapshot:
                snapshots.Add(new Snapshot(entry.Key, entry.Number, entry.Bytes));
                break;
            case EntryKind.Record:
                first ??= entry.Number;
                batch.AddUnawaited(entry.Number, entry.Key.Span, entry.Bytes.Span);
                break;
            case EntryKind.State or EntryKind.ClearedState:
                states.Add(ToState(entry));
                break;
            case EntryKind.Event:
                events.Add(HistoryContent.ToEvent(entry));
                break;
            case EntryKind.Followed:
                followed = entry.Number;
                break;
            default:
                blocks.Add(HistoryContent.ToBlock(entry));
                break;
        }

        bytes += entry.Key.Length + entry.Bytes.Length;
        if (bytes >= commitBytes)
        {
            Commit();
        }
    }

    /// <summary>From here on the store may be opened.</summary>
    public void Finish()
    {
        Commit();
        StartAfter((first ?? 1) - 1);
    }

    private void StartAfter(long position)
    {
        batch.Work.Add(transaction => transaction.StartAfter(position));
        store.Commit(batch);
        batch.Clear();
    }

    private void Commit()
    {
        batch.Work.Add(transaction =>
        {
            transaction.Save(snapshots);
            states.ForEach(transaction.RestoreState);
        });
        store.Commit(batch);
        history.Follow(followed, blocks, events);
        batch.Clear();
        snapshots.Clear();
        states.Clear();
        blocks.Clear();
        events.Clear();
        bytes = 0;
    }

    private static SavedState ToState(BackupEntry entry)
    {
        var key = entry.Key.Span;
        var end = key.LastIndexOf((byte)0);
        return new SavedState(
            Encoding.UTF8.GetString(key[..end]),
            Encoding.UTF8.GetString(key[(end + 1)..]),
            entry.Number,
            entry.Kind is EntryKind.ClearedState ? null : entry.Bytes.ToArray());
    }
}
