namespace Stations.Journal.Sqlite;

internal sealed partial class SqliteStore
{
    private Statement findState = null!;
    private Statement stateETag = null!;
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
            return state;
        }
    }

    public string? WriteState(string key, string name, byte[]? data, string? expected)
    {
        var known = stateETag.Bind(1, key).Bind(2, name).Step();
        var current = known ? stateETag.Int64(0) : 0;
        stateETag.Reset();
        if ((known ? Checksums.ETagText(current) : null) != expected)
        {
            return null;
        }

        var next = current + 1;
        saveState.Bind(1, key).Bind(2, name).Bind(3, next).Bind(4, Checksums.State(key, name, next, data));
        (data is null ? saveState.BindNull(5) : saveState.Bind(5, data)).Step();
        return Checksums.ETagText(next);
    }

    private StoredState ToState(string key, string name, Statement row, int firstColumn)
    {
        var (etag, crc) = (row.Int64(firstColumn), row.Int64(firstColumn + 1));
        var data = row.IsNull(firstColumn + 2) ? null : row.Blob(firstColumn + 2).ToArray();
        return crc == Checksums.State(key, name, etag, data)
            ? new StoredState(data, Checksums.ETagText(etag))
            : throw Damaged($"the state {name} of {key} does not match its checksum");
    }

    private void PrepareStateWrites()
    {
        stateETag = writer.Prepare("SELECT etag FROM grain_state WHERE key = ?1 AND name = ?2");
        saveState = writer.Prepare("REPLACE INTO grain_state (key, name, etag, crc, data) VALUES (?1, ?2, ?3, ?4, ?5)");
    }

    private void PrepareStateReads() =>
        findState = reader.Prepare("SELECT etag, crc, data FROM grain_state WHERE key = ?1 AND name = ?2");
}
