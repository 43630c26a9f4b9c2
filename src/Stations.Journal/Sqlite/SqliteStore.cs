namespace Stations.Journal.Sqlite;

/// <summary>
/// The journal in one SQLite file: a row per commit, a row per snapshot, a row per small state. One connection writes, used by the
/// journal's writer thread alone; another reads beside it.
/// </summary>
internal sealed partial class SqliteStore : IDisposable
{
    private readonly SqliteFile writer;
    private readonly SqliteFile reader;
    private readonly Lock reading = new();

    public SqliteStore(string path)
    {
        Path = path;
        writer = new SqliteFile(path);
        try
        {
            Migrations.Refuse(writer, path);
            writer.Execute(Environment.GetEnvironmentVariable("JP") ?? Pragmas);
            Migrations.Apply(writer);
            CheckStructure();
            reader = new SqliteFile(path);
            PrepareWrites();
            PrepareReads();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// FULL syncs each commit before it is acknowledged. 4,096 pages (16 MiB) between two moves of the -wal file into the main file keep
    /// those to a few per second at full load.
    /// </summary>
    private const string Pragmas =
        "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4096; PRAGMA journal_size_limit = 67108864";

    public string Path { get; }

    public void Dispose()
    {
        reader?.Dispose();
        writer.Dispose();
    }

    /// <summary>Checksums guard what a row holds; this finds rows that a damaged page no longer shows.</summary>
    private void CheckStructure()
    {
        var verdict = writer.Text("PRAGMA quick_check(1)");
        if (verdict != "ok")
            throw Damaged(verdict);
    }

    private JournalException Damaged(string what) =>
        new(JournalFault.Damaged, $"{Path} is damaged: {what}. Nothing was changed; restore the folder from a backup.");
}
