namespace Stations.Journal.Sqlite;

/// <summary>
/// The journal in one SQLite file: a row per commit, a row per snapshot, a row per small state. One connection writes, used by the
/// journal's writer thread alone; another reads beside it.
/// </summary>
internal sealed partial class SqliteStore : IJournalStore, IJournalTransaction
{
    /// <summary>
    /// FULL: each commit is synced before it is acknowledged. Pages of 8 KiB: measured once, a commit of 1,000 records cost a fifth less CPU
    /// than with 4 KiB; 16 KiB saved another sixth and doubled what a commit of few records wrote. Moving the -wal file into the main file is
    /// <see cref="WalMover"/>'s work. The cache holds a full batch, so that none is written twice.
    /// </summary>
    private const string Pragmas =
        """
        PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
        PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384
        """;

    private readonly string folder;
    private readonly string path;
    private readonly IDisposable folderLock;
    private readonly SqliteFile writer;
    private readonly SqliteFile reader;
    private readonly Lock reading = new();
    private readonly WalMover mover;
    private HighWaterMark? mark;
    private Progress progress;

    private SqliteStore(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        folderLock = FolderLock.Take(folder);
        path = PathIn(folder);
        try
        {
            writer = new SqliteFile(path);
            writer.LeaveLog(true);
            Migrations.Schema.Refuse(writer, path);
            writer.Execute(Pragmas);
            Migrations.Schema.Apply(writer);
            CheckContent();
            reader = new SqliteFile(path);
            mover = new WalMover(path);
            PrepareWrites();
            PrepareReads();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public static SqliteStore Open(string folder) => new(folder);

    public static bool IsIn(string folder) => File.Exists(PathIn(folder));

    public void Dispose()
    {
        mark?.Dispose();
        mover?.Dispose();
        reader?.Dispose();
        writer?.Dispose();
        folderLock.Dispose();
    }

    /// <summary>
    /// The checksum of a row guards what it holds, once it is found. This finds what could no longer be found: rows that a damaged page does
    /// not show, rows under a damaged key, and rows of another commit than the last: a kill while the -wal file is moved leaves pages of
    /// different commits in the main file, which show if the -wal file is damaged then.
    /// </summary>
    private void CheckContent()
    {
        var verdict = writer.Text("PRAGMA integrity_check(1)");
        if (verdict != "ok")
        {
            throw Damaged(verdict[(verdict.LastIndexOf('\n') + 1)..]);
        }

        var content = 0L;
        using var keys = writer.Prepare("SELECT key, key_crc, crc FROM snapshot");
        while (keys.Step())
        {
            if (keys.Int64(1) != Checksums.Key(keys.Blob(0)))
            {
                throw Damaged("the key of a snapshot does not match its checksum");
            }

            content += keys.Int64(2);
        }
        using var states = writer.Prepare("SELECT key, name, etag, crc, data FROM grain_state");
        while (states.Step())
        {
            ToState(states.Text(0), states.Text(1), states, firstColumn: 2);
            content += states.Int64(3);
        }

        if (content != writer.Number("SELECT content FROM progress"))
        {
            throw Damaged("its snapshots and states are not those of its last commit");
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, "journal.db");

    private JournalException Damaged(string what) =>
        new(JournalFault.Damaged, $"{path} is damaged: {what}. Nothing was changed; restore the folder from a backup.");
}
