using System.Text;
using System.Text.Json;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.History;

namespace Stations.Server.Live;

/// <summary>
/// Shows what the devices of all other servers report, as it becomes durable: fills the board with what their journals remember and goes on
/// following them. A database that is away leaves the last picture, which riders see age; once it is back nothing is missing.
/// </summary>
public sealed class BoardFollower : BackgroundService
{
    /// <summary>
    /// Between two looks at the journals while there is no more to read: less than a person notices, and 40 queries a second of 20 µs each.
    /// </summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(25);

    /// <summary>How much later than its own server another one learns what is said of a station. It changes a few times a year.</summary>
    public static readonly TimeSpan DescriptionsPeriod = TimeSpan.FromSeconds(10);

    /// <summary>Commits of one server that are read before another one's turn: at their largest some 30 MB, a tenth of a second.</summary>
    private const int CommitsAtOnce = 32;

    private readonly Lazy<JournalReader> reader;
    private readonly Action<Func<string>> loading;
    private readonly StationBoard board;
    private readonly SharedBoard shared;
    private readonly TimeProvider clock;
    private readonly ILogger<BoardFollower> log;
    private readonly Steady following;
    private readonly ReadingParser parser = new();
    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, string?> described = new(StringComparer.Ordinal);
    private long? describedAt;
    private bool isBehind = true;
    private long caughtUpAt;

    /// <param name="reader">Of every journal but this server's own, whose devices show themselves. Made at the first look.</param>
    /// <param name="loading">Is told what to answer while the board is being filled.</param>
    public BoardFollower(
        Lazy<JournalReader> reader, Action<Func<string>> loading, StationBoard board, SharedBoard shared, TimeProvider clock, ILogger<BoardFollower> log)
    {
        (this.reader, this.loading, this.board, this.shared, this.clock, this.log) = (reader, loading, board, shared, clock, log);
        following = new Steady(Step, Beat, clock, Complain);
        caughtUpAt = clock.GetTimestamp();
    }

    /// <summary>Since everything that the other servers had written was last shown here. While all is well, less than twice <see cref="Beat"/>.</summary>
    public TimeSpan Behind => clock.GetElapsedTime(Volatile.Read(ref caughtUpAt));

    /// <summary>Why the other servers' devices are not shown as they are now; null while all is well.</summary>
    public string? Trouble => following.Trouble;

    /// <summary>Completes when the board is filled. Waits for a database that is away.</summary>
    /// <exception cref="JournalException">The database is no journal, or damaged.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        loading(() => Trouble is { } why ? $"The journal's store is away: {why}" : $"The servers' journals are being read: {board.DeviceCount} devices so far.");
        await base.StartAsync(CancellationToken.None);
        await loaded.Task.WaitAsync(cancellationToken);
    }

    public override void Dispose()
    {
        if (reader.IsValueCreated)
        {
            reader.Value.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => following.Run(stoppingToken);

    /// <summary>One look at all journals. True when there is more to be had at once.</summary>
    /// <exception cref="JournalException">The database cannot be read now; the next look goes on.</exception>
    internal bool Follow()
    {
        if (isBehind)
        {
            reader.Value.Load(Take, Take);
            isBehind = false;
            log.LogInformation("Read the journals of all servers: {Devices} devices of {Stations} stations", board.DeviceCount, board.StationCount);
        }

        if (describedAt is not { } last || clock.GetElapsedTime(last) >= DescriptionsPeriod)
        {
            Describe();
            Await();
            describedAt = clock.GetTimestamp();
        }

        var asked = clock.GetTimestamp();
        var found = reader.Value.Next(CommitsAtOnce, Take);
        isBehind = found is Following.Trimmed;
        if (found is not Following.CaughtUp)
        {
            return true;
        }

        Volatile.Write(ref caughtUpAt, asked);
        return false;
    }

    private bool Step()
    {
        var more = Follow();
        loaded.TrySetResult();
        return more;
    }

    /// <summary>What is said of a station and was not when this was asked last. One query, some 400 bytes a station.</summary>
    private void Describe()
    {
        foreach (var (grain, state) in reader.Value.States(StationState.Name))
        {
            if (described.GetValueOrDefault(grain) == state.ETag)
            {
                continue;
            }

            described[grain] = state.ETag;
            var kept = JsonSerializer.Deserialize(state.Data, GrainsJson.Default.StationState);
            if (kept?.Info is { } station)
            {
                shared.Describe(station);
            }

            if (kept is { Tickets.Length: > 0 } && StationId.TryParse(grain[(grain.IndexOf('/') + 1)..], out var id))
            {
                shared.Show(id, kept.Tickets);
            }
        }
    }

    /// <summary>Which nodes were let in and have never come. One query, some 300 bytes a node.</summary>
    private void Await()
    {
        foreach (var (grain, state) in reader.Value.States(NodeState.Name))
        {
            if (described.GetValueOrDefault(grain) != state.ETag && NodeId.TryParse(grain[(grain.IndexOf('/') + 1)..], out var node))
            {
                described[grain] = state.ETag;
                board.Await(node, JsonSerializer.Deserialize(state.Data, GrainsJson.Default.NodeState) is { IsAwaited: true });
            }
        }
    }

    /// <summary>An empty one is of a device that was never born.</summary>
    private void Take(Recovered snapshot) =>
        Take(snapshot.Key, snapshot.Position, snapshot, static (before, snapshot, _) => DeviceSnapshot.Restore(snapshot) ?? before);

    /// <summary>What is kept for history alone changes nothing that is shown; neither does what a device says that was never born.</summary>
    private void Take(CommittedRecord record) => Take(record.Key, record.Position, record, static (before, committed, parser) =>
    {
        var record = DeviceRecord.Read(committed.Bytes.Span);
        return record.Kind is DeviceRecord.RecordKind.Historic or DeviceRecord.RecordKind.Aside ? before : record.Apply(before, parser, committed.Position);
    });

    /// <summary>
    /// A later picture replaces an earlier one, whoever showed it; between two servers' records of one device there is always the whole of it.
    /// Keys of others than devices cannot be read as one's. Once something of a device cannot be read (a newer version wrote it), nobody here knows what it
    /// is: it is shown as offline until its server writes that it is back.
    /// </summary>
    private void Take<T>(ReadOnlyMemory<byte> key, long position, T what, Func<Device?, T, ReadingParser, Device?> after)
    {
        if (!DeviceId.TryParse(Encoding.UTF8.GetString(key.Span), out var id))
        {
            return;
        }

        var before = board.Find(id)?.Device;
        if (position <= before?.JournalPosition)
        {
            return;
        }

        try
        {
            if (after(before, what, parser) is { } device && !ReferenceEquals(device, before))
            {
                shared.Follow(device);
            }
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            log.LogError("{Device} is unknown here from {Position} on; start the version that wrote it: {Reason}", id, position, error.Message);
            if (before is not null)
            {
                shared.Follow(before with { Connection = Connection.Offline, JournalPosition = position });
            }
        }
    }

    private void Complain(Exception error, bool isNew)
    {
        if (error is not JournalException { Fault: JournalFault.Unavailable })
        {
            loaded.TrySetException(error);
        }

        if (isNew && error is not JournalException)
        {
            log.LogError(error, "Following the other servers stumbled and is tried again");
        }
    }
}
