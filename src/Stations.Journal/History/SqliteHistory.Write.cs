using Stations.Journal.Sqlite;

namespace Stations.Journal.History;

public sealed partial class SqliteHistory
{
    private Statement begin = null!;
    private Statement commit = null!;
    private Statement clearPosition = null!;
    private Statement savePosition = null!;
    private Statement addBlock = null!;
    private Statement addEvent = null!;
    private Statement removeBlock = null!;
    private Statement setAsideBlock = null!;
    private Statement forgetBlocks = null!;
    private Statement forgetEvents = null!;

    public void Follow(long position, IEnumerable<Block> blocks, IEnumerable<HistoryEvent> events)
    {
        Commit(() =>
        {
            foreach (var block in blocks)
            {
                Add(block);
            }

            foreach (var one in events)
            {
                addEvent.Bind(1, one.Key.At).Bind(2, one.Key.Position).Bind(3, one.Key.Ordinal).Bind(4, one.Subject).Bind(5, one.Place).Bind(6, one.Area)
                    .Bind(7, one.Kind).Bind(8, one.Detail).Bind(9, HistoryChecksums.Event(one)).Bind(10, one.Note).Step();
            }

            clearPosition.Step();
            savePosition.Bind(1, position).Bind(2, HistoryChecksums.Position(position)).Step();
            return 0;
        });
        Volatile.Write(ref this.position, position);
    }

    public void Change(IReadOnlyList<long> removed, IReadOnlyList<long> setAside, IReadOnlyList<Block> added) => Commit(() =>
    {
        foreach (var id in removed)
        {
            removeBlock.Bind(1, id).Step();
        }

        foreach (var id in setAside)
        {
            setAsideBlock.Bind(1, id).Bind(2, (int)BlockKind.SetAside).Step();
        }

        foreach (var block in added)
        {
            Add(block);
        }

        return 0;
    });

    public int Forget(BlockKind kind, long before, int most) => Commit(() => Count(forgetBlocks.Bind(1, (int)kind).Bind(2, before).Bind(3, most)));

    public int ForgetEvents(long before, int most) => Commit(() => Count(forgetEvents.Bind(1, before).Bind(2, most)));

    /// <summary>Runs any SQL on the writing connection.</summary>
    internal void Execute(string sql) => (writer ?? throw Closed()).Execute(sql);

    private static int Count(Statement deleting)
    {
        var count = 0;
        while (deleting.Step())
        {
            count++;
        }

        return count;
    }

    private void Add(in Block block) =>
        addBlock.Bind(1, (int)block.Kind).Bind(2, block.Slot).Bind(3, block.Key.Span).Bind(4, HistoryChecksums.Block(block.Slot, block.Key.Span, block.Bytes.Span))
            .Bind(5, block.Bytes.Span).Step();

    private int Commit(Func<int> work)
    {
        var file = writer ?? throw Closed();
        try
        {
            begin.Step();
            var result = work();
            commit.Step();
            return result;
        }
        catch
        {
            if (file.InTransaction)
            {
                file.Execute("ROLLBACK");
            }

            throw;
        }
    }

    private void PrepareWrites(SqliteFile file)
    {
        begin = file.Prepare("BEGIN IMMEDIATE");
        commit = file.Prepare("COMMIT");
        clearPosition = file.Prepare("DELETE FROM progress");
        savePosition = file.Prepare("INSERT INTO progress (position, crc) VALUES (?1, ?2)");
        addBlock = file.Prepare("INSERT INTO block (kind, slot, key, crc, bytes) VALUES (?1, ?2, ?3, ?4, ?5)");
        addEvent = file.Prepare(
            "REPLACE INTO event (at, position, ordinal, subject, place, area, kind, detail, crc, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        removeBlock = file.Prepare("DELETE FROM block WHERE id = ?1");
        setAsideBlock = file.Prepare("UPDATE block SET kind = ?2 WHERE id = ?1");
        forgetBlocks = file.Prepare(
            "DELETE FROM block WHERE id IN (SELECT id FROM block WHERE kind = ?1 AND slot < ?2 ORDER BY slot LIMIT ?3) RETURNING id");
        forgetEvents = file.Prepare(
            """
            DELETE FROM event WHERE (at, position, ordinal) IN (
                SELECT at, position, ordinal FROM event WHERE at < ?1 ORDER BY at, position, ordinal LIMIT ?2)
            RETURNING at
            """);
    }
}
