namespace Stations.Journal.Sqlite;

internal sealed partial class SqliteStore
{
    private Statement findState = null!;
    private Statement findOldState = null!;
    private Statement saveState = null!;

    public StoredState ReadState(string key, string name)
    {
        lock (reading)
        {
            if (!findState.Bind(1, key).Bind(2, name).Step())
            {
                return new StoredState(Data: null, ETag: null);
            }

            var state = ToState(key, name, findState, firstColumn: 0);
            findState.Reset();
            return new StoredState(state.Data, Checksums.ETagText(state.ETag));
        }
    }

    public string? WriteState(string key, string name, byte[]? data, string? expected)
    {
        var (current, _) = OldState(key, name);
        if ((current == 0 ? null : Checksums.ETagText(current)) != expected)
        {
            return null;
        }

        var next = current + 1;
        RestoreState(new SavedState(key, name, next, data));
        return Checksums.ETagText(next);
    }

    public void RestoreState(SavedState state)
    {
        var (key, name, etag, data) = state;
        var crc = Checksums.State(key, name, etag, data);
        contentChange += crc - OldState(key, name).Crc;
        saveState.Bind(1, key).Bind(2, name).Bind(3, etag).Bind(4, crc);
        (data is null ? saveState.BindNull(5) : saveState.Bind(5, data)).Step();
    }

    public IEnumerable<SavedState> ReadStates()
    {
        using var file = new SqliteFile(path);
        using var rows = file.Prepare("SELECT key, name, etag, crc, data FROM grain_state ORDER BY key, name");
        while (rows.Step())
        {
            yield return ToState(rows.Text(0), rows.Text(1), rows, firstColumn: 2);
        }
    }

    private SavedState ToState(string key, string name, Statement row, int firstColumn)
    {
        var (etag, crc) = (row.Int64(firstColumn), row.Int64(firstColumn + 1));
        var data = row.IsNull(firstColumn + 2) ? null : row.Blob(firstColumn + 2).ToArray();
        return crc == Checksums.State(key, name, etag, data)
            ? new SavedState(key, name, etag, data)
            : throw Damaged($"the state {name} of {key} does not match its checksum");
    }

    /// <summary>What the writer is about to replace; zeros if there is nothing.</summary>
    private (long ETag, long Crc) OldState(string key, string name)
    {
        var old = findOldState.Bind(1, key).Bind(2, name).Step() ? (findOldState.Int64(0), findOldState.Int64(1)) : (0, 0);
        findOldState.Reset();
        return old;
    }

    private void PrepareStateWrites()
    {
        findOldState = writer.Prepare("SELECT etag, crc FROM grain_state WHERE key = ?1 AND name = ?2");
        saveState = writer.Prepare("REPLACE INTO grain_state (key, name, etag, crc, data) VALUES (?1, ?2, ?3, ?4, ?5)");
    }

    private void PrepareStateReads() =>
        findState = reader.Prepare("SELECT etag, crc, data FROM grain_state WHERE key = ?1 AND name = ?2");
}
