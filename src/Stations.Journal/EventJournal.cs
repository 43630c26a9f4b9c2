namespace Stations.Journal;

/// <summary>
/// An append-only journal of (key, bytes) with snapshots. What is acknowledged is on disk. Appends from any number of threads gather in the
/// open batch; one writer thread commits it as soon as the commit before has ended and nobody holds it (<see cref="HoldBatch"/>), then completes its
/// waiters, in order, on that thread.
/// Waiters without a scheduler of their own continue inline there: they, and the two hooks, must not block or throw.
/// Commits never fail: a store that refuses is asked again until it accepts, see <see cref="Trouble"/>.
/// </summary>
public sealed partial class EventJournal : IAsyncDisposable
{
    /// <summary>Longest key, in bytes.</summary>
    public const int MaxKeyBytes = 1024;

    /// <summary>Longest record or snapshot, in bytes.</summary>
    public const int MaxRecordBytes = 1 << 20;

    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(10);

    private readonly object gate = new();
    private readonly JournalOptions options;
    private readonly TimeProvider clock;
    private readonly RecentKeys recent = new();
    private readonly RecentRecords latest = new();
    private readonly JournalMetrics metrics;
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IJournalStore? store;
    private Tail tail = new();
    private long start;

    /// <summary>Touches nothing yet; see <see cref="Open"/>.</summary>
    public EventJournal(JournalOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options, clock);
        States = new StateTable(this);
        metrics = new JournalMetrics(() => open.Bytes, () => Trouble is not null);
    }

    /// <summary>The last durable position; 0 in an empty journal.</summary>
    public long Committed => Volatile.Read(ref committed);

    /// <summary>Whose journal of its database this is, and which opening of it, counted there; zeros in a folder, which its lock keeps to one process.</summary>
    public Ownership Ownership => Store.Ownership;

    /// <summary>Small states that share this journal's store and commits.</summary>
    public StateTable States { get; }

    /// <summary>Several servers keep journals in its store, and a key may become another's.</summary>
    public bool IsShared => Store.IsShared;

    /// <summary>What it remembers can be read, and it takes records.</summary>
    public bool IsOpen => store is not null;

    internal IJournalStore Store => store ?? throw NotOpen();

    /// <summary>Opens the store, creating it if there is none, and reads its tail. May be called again after it failed.</summary>
    /// <exception cref="JournalException">In use, newer than this program, not a journal, damaged, or not accessible.</exception>
    public void Open()
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (store is not null)
        {
            throw new InvalidOperationException("The journal is open already.");
        }

        var opened = options.OpenStore();
        try
        {
            var found = new Tail();
            start = lastPosition = committed = opened.ReadTail(found);
            (tail, unsaved) = (found, opened.IsShared ? [] : null);
            store = opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        if (!options.Stepped)
        {
            new Thread(WriteBatches) { IsBackground = true, Name = "journal" }.Start();
        }
    }

    /// <summary>
    /// Takes no more, commits what was taken and ends within 10 s. If the store fails at its last try, everyone still waiting gets an
    /// <see cref="ObjectDisposedException"/> instead of an acknowledgement.
    /// </summary>
    /// <exception cref="TimeoutException">The store hangs; it stays locked until the process ends.</exception>
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
        if (options.Stepped && store is not null)
        {
            Finish(spare);
            WriteBatches();
        }

        if (store is not null)
        {
            await written.Task.WaitAsync(LongestClose, clock);
        }

        metrics.Dispose();
        store?.Dispose();
        closing.Dispose();
    }

    private static InvalidOperationException NotOpen() => new("The journal is not open yet.");
}
