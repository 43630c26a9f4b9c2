using Stations.Journal.Sqlite;

namespace Stations.Journal.History;

public sealed partial class SqliteHistory
{
    public IEnumerable<Block> ReadBlocks()
    {
        using var file = new SqliteFile(path);
        using var rows = file.Prepare("SELECT kind, slot, key, crc, bytes FROM block WHERE kind <> ?1 ORDER BY kind, slot, key, id");
        rows.Bind(1, (int)BlockKind.SetAside);
        while (rows.Step())
        {
            var block = new Block((BlockKind)rows.Int64(0), rows.Int64(1), rows.Blob(2).ToArray(), rows.Blob(4).ToArray());
            yield return rows.Int64(3) == HistoryChecksums.Block(block.Slot, block.Key.Span, block.Bytes.Span)
                ? block
                : throw Damaged($"a block of kind {block.Kind} and slot {block.Slot}");
        }
    }

    public IEnumerable<HistoryEvent> ReadEvents()
    {
        using var file = new SqliteFile(path);
        using var rows = file.Prepare("SELECT at, position, ordinal, subject, place, area, kind, detail, crc, note FROM event ORDER BY at, position, ordinal");
        while (rows.Step())
        {
            yield return ToEvent(rows) ?? throw Damaged($"the event of record {rows.Int64(1)}");
        }
    }

    public long CountAll()
    {
        lock (reading)
        {
            ThrowIfClosed();
            return reader!.Number($"SELECT (SELECT count(*) FROM block WHERE kind <> {(int)BlockKind.SetAside}) + (SELECT count(*) FROM event)");
        }
    }

    private JournalException Damaged(string what) => new(JournalFault.Damaged, $"{path} is damaged: {what} does not match its checksum.");
}
