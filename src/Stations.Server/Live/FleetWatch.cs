using System.Runtime.InteropServices;
using Stations.Grains;
using Stations.Model;

namespace Stations.Server.Live;

/// <summary>
/// Looks at all devices once in a while, so that a glance tells whether the night was quiet. What it has seen of ten minutes is kept for each district when they
/// are over, and what was kept before is asked for, so that a server that begins anew, or beside others, knows of the day before it.
/// </summary>
public sealed class FleetWatch(StationBoard board, IGrainFactory grains, TimeProvider clock, ILogger<FleetWatch> log) : BackgroundService
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Ten minutes: the window in which ISA-18.2 counts how many alarms a person can see to, and <see cref="AlarmBoard.RaisedSince"/> looks back.</summary>
    public static readonly TimeSpan Cell = Alarm.FlappingWindow;

    private readonly Lock gate = new();
    private Dictionary<string, FleetCell[]> districts = [];
    private DateTimeOffset? keptAt;
    private Task keeping = Task.CompletedTask;

    /// <summary>The oldest first, the last one still open; none of when no server ran.</summary>
    public IReadOnlyList<FleetCell> CellsFor(Rights rights) =>
    [
        .. from district in Volatile.Read(ref districts)
           where rights.IsEverywhere ? district.Key == IFleetGrain.Everywhere : rights.Covers(district.Key)
           from cell in district.Value
           group cell by cell.At into together
           orderby together.Key
           select new FleetCell(together.Key, together.Sum(one => one.Devices), together.Sum(one => one.Offline), together.Sum(one => one.Faulty), together.Sum(one => one.Raised)),
    ];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => FleetLook.Repeat(
        () =>
        {
            Look();

            // Not waited for: a store that is away must not keep anybody from looking.
            if (keeping.IsCompleted && districts.Count > 0 && Open is var open && open != keptAt)
            {
                keeping = Keep(open);
            }
        },
        Beat,
        clock,
        stoppingToken);

    /// <summary>When the stretch began that is not over.</summary>
    private DateTimeOffset Open
    {
        get
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            return DateTimeOffset.FromUnixTimeMilliseconds(now - now % (long)Cell.TotalMilliseconds);
        }
    }

    internal void Look()
    {
        var at = Open;
        var found = new Dictionary<string, (int Devices, int Offline, int Faulty)>(StringComparer.Ordinal);
        foreach (var item in board.Devices)
        {
            var urgency = Urgencies.Of(item.Device.Axes, clockSuspect: false);
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(found, item.Device.Info.Id.District, out _);
            sum = (sum.Devices + 1, sum.Offline + (urgency == Urgency.Offline ? 1 : 0), sum.Faulty + (urgency is Urgency.Safety or Urgency.Fault ? 1 : 0));
        }

        var raised = board.Alarms.RaisedSince(at.ToUnixTimeMilliseconds());
        var all = new FleetCell(at, 0, 0, 0, raised.Values.Sum());
        foreach (var (district, (devices, offline, faulty)) in found)
        {
            all = all with { Devices = all.Devices + devices, Offline = all.Offline + offline, Faulty = all.Faulty + faulty };
            Add(district, [new(at, devices, offline, faulty, raised.GetValueOrDefault(district))]);
        }

        if (found.Count > 0)
        {
            Add(IFleetGrain.Everywhere, [all]);
        }
    }

    /// <summary>Once for each stretch, when the next has begun; what cannot be kept now is kept with the next look.</summary>
    /// <param name="open">When the stretch began that is not over.</param>
    internal async Task Keep(DateTimeOffset open)
    {
        try
        {
            foreach (var (name, cells) in Volatile.Read(ref districts))
            {
                Add(name, await grains.GetGrain<IFleetGrain>(name).Keep([.. cells.Where(cell => cell.At < open)]));
            }

            keptAt = open;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            log.LogDebug(error, "How the fleet did could not be kept; again in {Beat}", Beat);
        }
    }

    private void Add(string district, FleetCell[] seen)
    {
        lock (gate)
        {
            Volatile.Write(ref districts, new Dictionary<string, FleetCell[]>(districts, StringComparer.Ordinal) { [district] = FleetGrain.Merged(districts.GetValueOrDefault(district, []), seen) });
        }
    }
}
