namespace Stations.Journal.Sqlite;

/// <summary>
/// Moves the -wal file into the main file (SQLite calls it a checkpoint) beside the writer, so that a commit does not wait for it. What was
/// written meanwhile the writer moves itself, in a moment: only then does the -wal file begin anew instead of growing.
/// </summary>
internal sealed class WalMover : IDisposable
{
    private const int Page = 8192;
    private const int MoveBytes = 16 << 20;
    private const string Move = "PRAGMA wal_checkpoint(PASSIVE)";

    private readonly SqliteFile file;
    private readonly AutoResetEvent wake = new(initialState: false);
    private readonly Thread thread;
    private volatile State state = State.Idle;
    private bool disposed;
    private long written;

    public WalMover(string path)
    {
        file = new SqliteFile(path);
        thread = new Thread(Run) { IsBackground = true, Name = "journal-wal" };
        thread.Start();
    }

    private enum State
    {
        Idle,
        Moving,
        Moved,
    }

    /// <summary>To be called by the writer between two commits.</summary>
    public void BeforeCommit(SqliteFile writer)
    {
        if (state == State.Moved)
        {
            Try(writer);
            (written, state) = (0, State.Idle);
        }
        else if (written > MoveBytes && state == State.Idle)
        {
            state = State.Moving;
            wake.Set();
        }
    }

    /// <summary>What the writer committed, in bytes; a page for each of the trees that it touched is added.</summary>
    public void Committed(int bytes) => written += bytes + 4 * Page;

    public void Dispose()
    {
        disposed = true;
        wake.Set();
        thread.Join();
        file.Dispose();
        wake.Dispose();
    }

    private void Run()
    {
        while (wake.WaitOne() && !disposed)
        {
            Try(file);
            state = State.Moved;
        }
    }

    /// <summary>What cannot be moved now (a full disk) stays in the -wal file, as durable as before, until the next time.</summary>
    private static void Try(SqliteFile with)
    {
        try
        {
            with.Execute(Move);
        }
        catch (JournalException)
        {
        }
    }
}
