namespace Stations.Journal.Sqlite;

internal sealed partial class SqliteStore
{
    private const int TrimRows = 64;

    private readonly ToldRow row = new();
    private Statement begin = null!;
    private Statement commit = null!;
    private Statement insertRow = null!;
    private Statement findOldSnapshot = null!;
    private Statement saveSnapshot = null!;
    private Statement trim = null!;
    private Statement noteTrimmed = null!;
    private Statement forget = null!;
    private Statement countSave = null!;

    /// <summary>By how much the transaction under way changes the sum of the checksums of all snapshots and states.</summary>
    private long contentChange;

    public void Commit(Batch batch)
    {
        mover.BeforeCommit(writer);
        try
        {
            begin.Step();
            if (batch.Count > 0)
            {
                var told = row.Write(batch.Records, out var length);
                insertRow.Bind(1, batch.First).Bind(2, batch.Count)
                    .Bind(3, Checksums.Row(batch.First, batch.Count, batch.Records.Span)).Bind(4, told).Bind(5, length).Step();
            }

            contentChange = 0;
            foreach (var work in batch.Work)
            {
                work(this);
            }

            if (batch.Work.Count > 0)
            {
                countSave.Bind(1, contentChange).Step();
            }

            commit.Step();
        }
        catch (JournalException)
        {
            if (writer.InTransaction)
            {
                writer.Execute("ROLLBACK");
            }

            throw;
        }

        mover.Committed(batch.Bytes);
        progress = new Progress(
            batch.Count > 0 ? batch.First + batch.Count - 1 : progress.Position,
            batch.Work.Count > 0 ? progress.Saves + 1 : progress.Saves);
        mark?.Move(progress);
    }

    public void Save(IReadOnlyCollection<Snapshot> snapshots)
    {
        foreach (var snapshot in snapshots)
        {
            var key = snapshot.Key.Span;
            var old = findOldSnapshot.Bind(1, key).Step() ? (Position: findOldSnapshot.Int64(0), Crc: findOldSnapshot.Int64(1)) : default;
            findOldSnapshot.Reset();
            if (old.Position > snapshot.Position)
            {
                continue;
            }

            var crc = Checksums.Snapshot(key, snapshot.Position, snapshot.State.Span);
            contentChange += crc - old.Crc;
            saveSnapshot.Bind(1, key).Bind(2, Checksums.Key(key)).Bind(3, snapshot.Position).Bind(4, crc).Bind(5, snapshot.State.Span).Step();
        }
    }

    public bool Trim(long position)
    {
        var deleted = 0;
        var end = 0L;
        trim.Bind(1, position).Bind(2, TrimRows);
        while (trim.Step())
        {
            deleted++;
            end = Math.Max(end, trim.Int64(0));
        }
        if (deleted > 0)
        {
            noteTrimmed.Bind(1, end).Step();
        }

        forget.Bind(1, TrimRows);
        var forgotten = 0;
        while (forget.Step())
        {
            forgotten++;
            contentChange -= forget.Int64(0);
        }

        return deleted == TrimRows || forgotten == TrimRows;
    }

    public void StartAfter(long position) => noteTrimmed.Bind(1, position).Step();

    /// <summary>Runs any SQL on the writing connection.</summary>
    internal void Execute(string sql) => writer.Execute(sql);

    private void PrepareWrites()
    {
        begin = writer.Prepare("BEGIN IMMEDIATE");
        commit = writer.Prepare("COMMIT");
        // REPLACE: should a commit that reported an error have reached the disk after all, doing it again changes nothing.
        insertRow = writer.Prepare("REPLACE INTO journal (first, count, crc, records, length) VALUES (?1, ?2, ?3, ?4, ?5)");
        findOldSnapshot = writer.Prepare("SELECT position, crc FROM snapshot WHERE key = ?1");
        saveSnapshot = writer.Prepare(
            """
            INSERT INTO snapshot (key, key_crc, position, crc, state) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (key) DO UPDATE SET position = excluded.position, crc = excluded.crc, state = excluded.state
            """);
        trim = writer.Prepare(
            """
            DELETE FROM journal WHERE first IN (
                SELECT first FROM journal WHERE first + count - 1 <= ?1 AND first < (SELECT max(first) FROM journal) ORDER BY first LIMIT ?2)
            RETURNING first + count - 1
            """);
        // Only what was trimmed: a record in a row that stayed would otherwise bring its key back at the next start.
        forget = writer.Prepare(
            """
            DELETE FROM snapshot WHERE key IN (
                SELECT key FROM snapshot WHERE length(state) = 0 AND position <= (SELECT trimmed FROM progress) LIMIT ?1) RETURNING crc
            """);
        noteTrimmed = writer.Prepare("UPDATE progress SET trimmed = ?1");
        countSave = writer.Prepare("UPDATE progress SET saves = saves + 1, content = content + ?1");
        PrepareStateWrites();
    }
}
