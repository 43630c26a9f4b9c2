namespace Stations.Journal.Sqlite;

internal sealed partial class SqliteStore
{
    private Statement findSnapshot = null!;

    /// <summary>Reads every journal row into the tail, verifying checksums and that no number is missing. Returns the last position.</summary>
    public long ReadTail(Tail tail)
    {
        var last = reader.Number("SELECT trimmed FROM progress");
        using var rows = reader.Prepare("SELECT first, count, crc, records FROM journal ORDER BY first");
        while (rows.Step())
        {
            var (first, count, crc) = (rows.Int64(0), rows.Int64(1), rows.Int64(2));
            var records = rows.Blob(3).ToArray();
            if (first != last + 1)
            {
                throw Damaged($"records {last + 1} to {first - 1} are missing");
            }

            if (crc != RowChecksum(first, count, records) || !tail.Add(first, count, records))
            {
                throw Damaged($"the row of records {first} to {first + count - 1} does not match its checksum");
            }

            last = first + count - 1;
        }
        return last;
    }

    /// <summary>How many commits held more than records.</summary>
    public long ReadSaves() => reader.Number("SELECT saves FROM progress");

    /// <summary>The key's snapshot, without records.</summary>
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

                var recovered = ToRecovered(key, findSnapshot.Int64(0), findSnapshot.Int64(1), findSnapshot.Blob(2));
                findSnapshot.Reset();
                return recovered;
            }
            catch (JournalException e) when (e.Fault is JournalFault.Damaged)
            {
                return new Recovered(key.ToArray(), 0, default, [], e.Message);
            }
        }
    }

    /// <summary>Every snapshot in key order, without records. Reads one point in time, on a connection of its own.</summary>
    public IEnumerable<Recovered> ReadSnapshots()
    {
        using var file = new SqliteFile(Path);
        using var rows = file.Prepare("SELECT key, position, crc, state FROM snapshot ORDER BY key");
        while (rows.Step())
        {
            yield return ToRecovered(rows.Blob(0), rows.Int64(1), rows.Int64(2), rows.Blob(3));
        }
    }

    private Recovered ToRecovered(ReadOnlySpan<byte> key, long position, long crc, ReadOnlySpan<byte> state)
    {
        var bytes = new byte[key.Length + state.Length];
        key.CopyTo(bytes);
        state.CopyTo(bytes.AsSpan(key.Length));
        var ownKey = bytes.AsMemory(0, key.Length);
        return crc == SnapshotChecksum(key, position, state)
            ? new Recovered(ownKey, position, bytes.AsMemory(key.Length), [], Damage: null)
            : new Recovered(ownKey, 0, default, [], $"{Path}: the snapshot at {position} does not match its checksum");
    }

    private void PrepareReads()
    {
        findSnapshot = reader.Prepare("SELECT position, crc, state FROM snapshot WHERE key = ?1");
        PrepareStateReads();
    }
}
