using Stations.Journal.Sqlite;

namespace Stations.Journal.History;

/// <summary>History in one SQLite file beside the journal's. One connection writes, another reads beside it. The lock on the folder keeps other servers out.</summary>
public sealed partial class SqliteHistory(string path) : IHistoryStore
{
    /// <summary>
    /// FULL, because the journal forgets what this file says it has. Pages of 8 KiB as in the journal; the cache holds the upper levels of the
    /// index of a busy hour.
    /// </summary>
    private const string Pragmas =
        """
        PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 2048; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384
        """;

    private readonly Lock reading = new();
    private SqliteFile? writer;
    private SqliteFile? reader;
    private long position;

    public long Position => Volatile.Read(ref position);

    /// <summary>Its journal lies beside it and is refused by an older program.</summary>
    public bool IsShared => false;

    public bool KeepsHouse() => true;

    public void Open(Ownership ownership)
    {
        lock (reading)
        {
            Dispose();
            try
            {
                writer = new SqliteFile(path);
                HistorySchema.Schema.Refuse(writer, path);
                writer.Execute(Pragmas);
                HistorySchema.Schema.Apply(writer);
                reader = new SqliteFile(path);
                PrepareWrites(writer);
                PrepareReads(reader);
                Volatile.Write(ref position, ReadPosition(writer));
            }
            catch
            {
                Dispose();
                throw;
            }
        }
    }

    public void Dispose()
    {
        lock (reading)
        {
            reader?.Dispose();
            writer?.Dispose();
            (reader, writer) = (null, null);
        }
    }

    private long ReadPosition(SqliteFile file)
    {
        using var row = file.Prepare("SELECT position, crc FROM progress");
        if (!row.Step())
        {
            return 0;
        }

        var found = row.Int64(0);
        return row.Int64(1) == HistoryChecksums.Position(found)
            ? found
            : throw new JournalException(JournalFault.Damaged, $"{path} is damaged: its position does not match its checksum. Restore it from a backup, or move it away to begin a new history.");
    }

    private JournalException Closed() => new(JournalFault.Unavailable, $"{path} is not open.");
}
