namespace Stations.Journal.Sqlite;

internal sealed partial class SqliteStore
{
    private Statement findSnapshot = null!;
    private Statement findRows = null!;

    /// <exception cref="JournalException">Damaged; also when the journal ends before what was acknowledged.</exception>
    public long ReadTail(Tail tail)
    {
        var last = reader.Number("SELECT trimmed FROM progress");
        if (last == IJournalTransaction.Unfinished)
        {
            throw new JournalException(JournalFault.Damaged, $"{folder} was being filled from a backup when that broke off. Delete what is in it and import again.");
        }

        using var rows = reader.Prepare("SELECT first, count, crc, records, length FROM journal ORDER BY first");
        while (rows.Step())
        {
            var (first, count, crc) = (rows.Int64(0), rows.Int64(1), rows.Int64(2));
            var records = ToldRow.Read(rows.Blob(3), rows.Int64(4));
            if (first != last + 1)
            {
                throw Damaged($"records {last + 1} to {first - 1} are missing");
            }

            if (records is null || crc != Checksums.Row(first, count, records) || !tail.Add(first, count, records))
            {
                throw Damaged($"the row of records {first} to {first + count - 1} does not match its checksum");
            }

            last = first + count - 1;
        }

        progress = new Progress(last, reader.Number("SELECT saves FROM progress"));
        mark = HighWaterMark.Open(folder, progress);

        // After a kill, commits may be here that never reached the disk. Moving the log syncs them, before they are served or marked.
        writer.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        writer.LeaveLog(false);
        mark.Move(progress);
        return last;
    }

    public List<CommittedRecord> ReadAfter(long position, int maxBytes)
    {
        var found = new List<CommittedRecord>();
        lock (reading)
        {
            findRows.Bind(1, position + 1);
            try
            {
                for (var bytes = 0; bytes < maxBytes && findRows.Step();)
                {
                    var (first, count, records) = (findRows.Int64(0), findRows.Int64(1), ToldRow.Read(findRows.Blob(3), findRows.Int64(4)));
                    bytes += records?.Length ?? 0;
                    if (records is null || !Checksums.Unpack(first, count, findRows.Int64(2), records, position, found))
                    {
                        throw Damaged($"the row of records {first} to {first + count - 1} does not match its checksum");
                    }
                }
            }
            finally
            {
                findRows.Reset();
            }
        }

        return found;
    }

    public Recovered ReadSnapshot(ReadOnlySpan<byte> key)
    {
        lock (reading)
        {
            try
            {
                if (!findSnapshot.Bind(1, key).Step())
                {
                    return new Recovered(key.ToArray(), 0, default, [], Damage: null);
                }

                var recovered = Checksums.Verified(path, key, findSnapshot.Int64(0), findSnapshot.Int64(1), findSnapshot.Blob(2));
                findSnapshot.Reset();
                return recovered;
            }
            catch (JournalException e) when (e.Fault is JournalFault.Damaged)
            {
                return new Recovered(key.ToArray(), 0, default, [], e.Message);
            }
        }
    }

    public IEnumerable<Recovered> ReadSnapshots()
    {
        using var file = new SqliteFile(path);
        using var rows = file.Prepare("SELECT key, position, crc, state FROM snapshot ORDER BY key");
        while (rows.Step())
        {
            yield return Checksums.Verified(path, rows.Blob(0), rows.Int64(1), rows.Int64(2), rows.Blob(3));
        }
    }

    public long CountAll()
    {
        lock (reading)
        {
            return reader.Number(
                "SELECT (SELECT count(*) FROM snapshot) + (SELECT coalesce(sum(count), 0) FROM journal) + (SELECT count(*) FROM grain_state)");
        }
    }

    private void PrepareReads()
    {
        findSnapshot = reader.Prepare("SELECT position, crc, state FROM snapshot WHERE key = ?1");
        findRows = reader.Prepare(
            """
            SELECT first, count, crc, records, length FROM journal
            WHERE first >= coalesce((SELECT max(first) FROM journal WHERE first <= ?1), 0) AND first + count > ?1 ORDER BY first
            """);
        PrepareStateReads();
    }
}
