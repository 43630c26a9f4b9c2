using Stations.Grains;
using Stations.Model;

namespace Stations.Server.Live;

/// <summary>
/// Looks at all devices once in a while, so that a glance tells whether the night was quiet. What it has seen of ten minutes is kept when they are over, and
/// what was kept before is asked for, so that a server that begins anew, or beside others, knows of the day before it.
/// </summary>
public sealed class FleetWatch(StationBoard board, IGrainFactory grains, TimeProvider clock, ILogger<FleetWatch> log) : BackgroundService
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Ten minutes: the window in which ISA-18.2 counts how many alarms a person can see to, and <see cref="AlarmBoard.RaisedSince"/> looks back.</summary>
    public static readonly TimeSpan Cell = Alarm.FlappingWindow;

    private readonly Lock gate = new();
    private FleetCell[] cells = [];
    private DateTimeOffset? keptAt;
    private Task keeping = Task.CompletedTask;

    /// <summary>The oldest first, the last one still open; none of when no server ran.</summary>
    public IReadOnlyList<FleetCell> Cells => Volatile.Read(ref cells);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();

            // Not waited for: a store that is away must not keep anybody from looking.
            if (keeping.IsCompleted && Cells is [.., var open] && open.At != keptAt)
            {
                keeping = Keep(open.At);
            }
        }
    }

    internal void Look()
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var cell = (long)Cell.TotalMilliseconds;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now - now % cell);
        var (devices, offline, faulty) = (0, 0, 0);
        foreach (var item in board.Devices)
        {
            var urgency = Urgencies.Of(item.Device.Axes, clockSuspect: false);
            devices++;
            offline += urgency == Urgency.Offline ? 1 : 0;
            faulty += urgency is Urgency.Safety or Urgency.Fault ? 1 : 0;
        }

        if (devices > 0)
        {
            Add([new(at, devices, offline, faulty, board.Alarms.RaisedSince(at.ToUnixTimeMilliseconds()))]);
        }
    }

    private void Add(FleetCell[] seen)
    {
        lock (gate)
        {
            Volatile.Write(ref cells, FleetGrain.Merged(cells, seen));
        }
    }

    /// <summary>Once for each stretch, when the next has begun; what cannot be kept now is kept with the next look.</summary>
    /// <param name="open">When the stretch began that is not over.</param>
    internal async Task Keep(DateTimeOffset open)
    {
        try
        {
            Add(await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).Keep([.. Cells.Where(cell => cell.At < open)]));
            keptAt = open;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            log.LogDebug(error, "How the fleet did could not be kept; again in {Beat}", Beat);
        }
    }
}
