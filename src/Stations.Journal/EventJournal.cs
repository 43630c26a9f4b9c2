using Stations.Journal.Sqlite;

namespace Stations.Journal;

/// <summary>
/// An append-only journal of (key, bytes) with snapshots. What is acknowledged is on disk. Appends from any number of threads gather in the
/// open batch; one writer thread commits it as soon as the commit before has ended, then completes its waiters, in order, on that thread.
/// Waiters without a scheduler of their own continue inline there: they, and the two hooks, must not block or throw.
/// Commits never fail: a store that refuses is asked again until it accepts, see <see cref="Trouble"/>.
/// </summary>
public sealed partial class EventJournal : IAsyncDisposable
{
    /// <summary>Longest key, in bytes.</summary>
    public const int MaxKeyBytes = 256;

    /// <summary>Longest record or snapshot, in bytes.</summary>
    public const int MaxRecordBytes = 1 << 20;

    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(10);

    private readonly object gate = new();
    private readonly JournalOptions options;
    private readonly TimeProvider clock;
    private readonly IDisposable folderLock;
    private readonly HighWaterMark mark;
    private readonly Tail tail;
    private readonly RecentKeys recent = new();
    private readonly JournalMetrics metrics;
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long start;

    private EventJournal(JournalOptions options, TimeProvider clock, IDisposable folderLock, SqliteStore store, HighWaterMark mark, Tail tail, Progress found)
    {
        (this.options, this.clock, this.folderLock, Store, this.mark, this.tail) = (options, clock, folderLock, store, mark, tail);
        (start, lastPosition, committed, saves) = (found.Position, found.Position, found.Position, found.Saves);
        States = new StateTable(this);
        metrics = new JournalMetrics(() => open.Bytes, () => Trouble is not null);
        new Thread(WriteBatches) { IsBackground = true, Name = "journal" }.Start();
    }

    /// <summary>The last durable position; 0 in an empty journal.</summary>
    public long Committed => Volatile.Read(ref committed);

    /// <summary>Small states that share this journal's file and commits.</summary>
    public StateTable States { get; }

    internal SqliteStore Store { get; }

    /// <summary>Opens the journal in the folder, creating it if there is none, and reads its tail.</summary>
    /// <exception cref="JournalException">In use, newer than this program, not a journal, damaged, or not accessible.</exception>
    public static EventJournal Open(JournalOptions options, TimeProvider clock)
    {
        Directory.CreateDirectory(options.Folder);
        var owned = new Stack<IDisposable>();
        try
        {
            var hold = FolderLock.Take(options.Folder);
            owned.Push(hold);
            var store = new SqliteStore(Path.Combine(options.Folder, "journal.db"));
            owned.Push(store);
            var found = new Tail();
            var progress = new Progress(store.ReadTail(found), store.ReadSaves());
            var acknowledged = HighWaterMark.Open(options.Folder, progress);
            owned.Push(acknowledged);
            return new EventJournal(options, clock, hold, store, acknowledged, found, progress);
        }
        catch
        {
            while (owned.TryPop(out var one))
            {
                one.Dispose();
            }

            throw;
        }
    }

    /// <summary>
    /// Takes no more, commits what was taken and ends within 10 s. If the store fails at its last try, everyone still waiting gets an
    /// <see cref="ObjectDisposedException"/> instead of an acknowledgement.
    /// </summary>
    /// <exception cref="TimeoutException">The store hangs; the files stay locked until the process ends.</exception>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (closed)
            {
                return;
            }

            closed = true;
            Monitor.PulseAll(gate);
        }
        await closing.CancelAsync();
        await written.Task.WaitAsync(LongestClose, clock);
        metrics.Dispose();
        Store.Dispose();
        mark.Dispose();
        folderLock.Dispose();
        closing.Dispose();
    }
}
