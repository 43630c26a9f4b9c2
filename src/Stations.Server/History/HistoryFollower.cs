using Stations.Journal;
using Stations.Journal.History;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.History;

/// <summary>
/// Follows the journal: reads what was committed, keeps it in memory to be asked for, and moves it into the store every minute or when there
/// is much of it, together with the position that was followed. A store that refuses is asked again; the journal keeps its rows until then,
/// and nobody who appends notices. What was in memory at a crash is read from the journal again.
/// </summary>
public sealed class HistoryFollower : BackgroundService
{
    /// <summary>Between two looks at the journal; what is committed can be asked for that much later.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>How long what was followed stays in memory alone.</summary>
    public static readonly TimeSpan LongestInMemory = TimeSpan.FromSeconds(60);

    /// <summary>Between two tries when the store refuses, at most.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>What memory takes: some 150,000 messages.</summary>
    private const long MaxBytes = 32 << 20;

    private const int PortionBytes = 1 << 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly EventJournal journal;
    private readonly IHistoryStore store;
    private readonly Upkeep upkeep;
    private readonly TimeProvider clock;
    private readonly HistoryMetrics metrics;
    private readonly ILogger<HistoryFollower> log;
    private readonly RecordReader reader;
    private long movedAt;
    private long caughtUpAt;
    private bool isOpen;
    private volatile string? trouble;

    public HistoryFollower(
        EventJournal journal, IHistoryStore store, StationBoard board, Upkeep upkeep, Retention retention, TimeProvider clock, HistoryMetrics metrics, ILogger<HistoryFollower> log)
    {
        (this.journal, this.store, this.upkeep, this.clock, this.metrics, this.log) = (journal, store, upkeep, clock, metrics, log);
        reader = new RecordReader(Followed, board, retention, metrics);
        movedAt = caughtUpAt = clock.NowMilliseconds();
        metrics.Lag = () => (Behind == 0 ? 0 : Math.Max(0, clock.NowMilliseconds() - Volatile.Read(ref caughtUpAt)) / 1000.0, Behind);
    }

    /// <summary>Why history cannot be written now; null while all is well.</summary>
    public string? Trouble => trouble;

    /// <summary>Server time up to which everything that was committed can be asked for, epoch milliseconds.</summary>
    public long AsOf => Behind == 0 ? clock.NowMilliseconds() : Volatile.Read(ref caughtUpAt);

    /// <summary>False until the store was opened for the first time.</summary>
    public bool IsOpen => Volatile.Read(ref isOpen);

    internal Followed Followed { get; } = new();

    private long Behind => Math.Max(0, journal.Committed - Followed.Position);

    /// <summary>Says what must be kept before anybody trims, and refuses a store that no waiting makes fit.</summary>
    /// <exception cref="JournalException">The store is newer than this program or something else.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        journal.KeepAfter = 0;
        try
        {
            Open();
        }
        catch (JournalException error) when (error.Fault is JournalFault.Unavailable or JournalFault.Damaged or JournalFault.Refused)
        {
            Complain(error);
        }

        return base.StartAsync(cancellationToken);
    }

    /// <summary>On a thread of its own: it waits for the disk, and whoever serves devices must not wait for it.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Run(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var more = Step();
                (trouble, pause) = (null, FirstPause);
                if (!more)
                {
                    Rest(Beat, stoppingToken);
                }
            }
            catch (Exception error)
            {
                // Whatever it is: it is no reason to take nothing in.
                Complain(error);
                Rest(pause, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Ends early when the server stops.</summary>
    private void Rest(TimeSpan pause, CancellationToken stoppingToken) =>
        Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();

    /// <summary>A bounded piece of work; true when there is more to do at once.</summary>
    private bool Step()
    {
        if (!isOpen)
        {
            Open();
        }

        var more = Follow();
        if (Followed.Bytes >= MaxBytes || clock.NowMilliseconds() - movedAt >= LongestInMemory.TotalMilliseconds)
        {
            Move();
        }

        return upkeep.Step() || more;
    }

    private void Open()
    {
        store.Open(journal.Epoch);
        if (store.Position > journal.Committed)
        {
            // The journal was restored from an older backup than history: its numbers come again for other records.
            log.LogError("History has position {Position}, the journal only {Committed}; history goes on from the journal's", store.Position, journal.Committed);
        }

        Followed.Begin(Math.Min(store.Position, journal.Committed));
        journal.KeepAfter = Followed.Position;
        Volatile.Write(ref isOpen, true);
    }

    /// <summary>Reads until it has caught up or memory is full.</summary>
    private bool Follow()
    {
        while (Followed.Bytes < MaxBytes)
        {
            var began = clock.NowMilliseconds();
            var portion = journal.ReadAfter(Followed.Position, PortionBytes);
            if (portion.Count == 0)
            {
                Volatile.Write(ref caughtUpAt, began);
                return false;
            }

            Followed.Add(portion, reader.Read, portion[^1].Position);
        }

        return true;
    }

    private void Move()
    {
        if (Followed.Position != store.Position)
        {
            Followed.MoveTo(store);
            journal.KeepAfter = store.Position;
        }

        movedAt = clock.NowMilliseconds();
    }

    private void Complain(Exception error)
    {
        metrics.CountFailure();
        if (trouble is null && error is not JournalException)
        {
            log.LogError(error, "History stumbled and tries again");
        }

        trouble = error.Message;
    }
}
