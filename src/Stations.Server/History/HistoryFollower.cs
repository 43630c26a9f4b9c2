using Stations.Journal;
using Stations.Journal.History;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.History;

/// <summary>
/// Follows the journal: one thread reads what was committed and keeps it in memory to be asked for; another moves that into the store every
/// minute or when there is much of it, together with the position that was followed, and does the upkeep there. A store that refuses is asked
/// again; the journal keeps its rows until then, and nobody who appends notices. What was in memory at a crash is read from the journal again.
/// </summary>
public sealed class HistoryFollower : BackgroundService
{
    /// <summary>Between two looks at the journal; what is committed can be asked for that much later.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>Between two looks at what there is to move and to keep up.</summary>
    public static readonly TimeSpan KeepingBeat = TimeSpan.FromMilliseconds(250);

    /// <summary>How long what was followed stays in memory alone.</summary>
    public static readonly TimeSpan LongestInMemory = TimeSpan.FromSeconds(60);

    private const int PortionBytes = 32 << 10;

    private readonly EventJournal journal;
    private readonly IHistoryStore store;
    private readonly Upkeep upkeep;
    private readonly TimeProvider clock;
    private readonly HistoryMetrics metrics;
    private readonly ILogger<HistoryFollower> log;
    private readonly RecordReader reader;
    private readonly Steady following;
    private readonly Steady keeping;
    private long movedAt;
    private long caughtUpAt;
    private bool isOpen;

    public HistoryFollower(
        EventJournal journal, IHistoryStore store, StationBoard board, Upkeep upkeep, Retention retention, TimeProvider clock, HistoryMetrics metrics, ILogger<HistoryFollower> log)
    {
        (this.journal, this.store, this.upkeep, this.clock, this.metrics, this.log) = (journal, store, upkeep, clock, metrics, log);
        reader = new RecordReader(Followed, board, retention, metrics);
        following = new Steady(Follow, Beat, clock, Complain);
        keeping = new Steady(Keep, KeepingBeat, clock, Complain);
        movedAt = caughtUpAt = clock.NowMilliseconds();
        metrics.Lag = () => (Behind == 0 ? 0 : Math.Max(0, clock.NowMilliseconds() - Volatile.Read(ref caughtUpAt)) / 1000.0, Behind);
    }

    /// <summary>Why history cannot be written or followed now; null while all is well.</summary>
    public string? Trouble => keeping.Trouble ?? following.Trouble;

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
            keeping.Complain(error);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(following.Run(stoppingToken), keeping.Run(stoppingToken));

    /// <summary>Reads what was committed until now; false also when memory is full, which only time mends.</summary>
    private bool Follow()
    {
        var (began, committed) = (clock.NowMilliseconds(), journal.Committed);
        while (IsOpen && Followed.HasRoom)
        {
            if (Followed.Position >= committed)
            {
                Volatile.Write(ref caughtUpAt, began);
                return false;
            }

            var portion = journal.ReadAfter(Followed.Position, PortionBytes);
            Followed.Add(portion, reader.Read, portion[^1].Position);
        }

        return false;
    }

    private bool Keep()
    {
        if (!IsOpen)
        {
            Open();
        }

        if (Followed.IsMoving || Followed.HasPlenty || clock.NowMilliseconds() - movedAt >= LongestInMemory.TotalMilliseconds)
        {
            Move();
        }

        return upkeep.Step();
    }

    private void Open()
    {
        store.Open(journal.Ownership);
        if (store.Position > journal.Committed)
        {
            // The journal was restored from an older backup than history: its numbers come again for other records.
            log.LogError("History has position {Position}, the journal only {Committed}; history goes on from the journal's", store.Position, journal.Committed);
        }

        Followed.Begin(Math.Min(store.Position, journal.Committed));
        journal.KeepAfter = Followed.Position;
        Volatile.Write(ref isOpen, true);
    }

    private void Move()
    {
        if (!Followed.IsMoving)
        {
            movedAt = clock.NowMilliseconds();
        }

        if (Followed.Position != store.Position)
        {
            Followed.MoveTo(store);
            journal.KeepAfter = store.Position;
        }
    }

    private void Complain(Exception error, bool isNew)
    {
        metrics.CountFailure();
        if (isNew && error is not JournalException)
        {
            log.LogError(error, "History stumbled and tries again");
        }
    }
}
