using Stations.Model;

namespace Stations.Server.Live;

/// <summary>What ten minutes of many devices were like.</summary>
/// <param name="At">When they began; a multiple of ten minutes.</param>
/// <param name="Devices">How many there were at the end.</param>
/// <param name="Offline">The most at a time that were silent; of several districts the sum of each one's.</param>
/// <param name="Faulty">The most at a time that were out of order or locked for safety; of several districts the sum of each one's.</param>
/// <param name="Raised">How many alarms were raised.</param>
public sealed record FleetCell(DateTimeOffset At, int Devices, int Offline, int Faulty, int Raised);

/// <summary>Looks at all devices once in a while and remembers a day of each district in memory, so that a glance tells whether the night was quiet.</summary>
public sealed class FleetWatch(StationBoard board, TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Ten minutes: the window in which ISA-18.2 counts how many alarms a person can see to, and <see cref="AlarmBoard.RaisedSince"/> looks back.</summary>
    public static readonly TimeSpan Cell = Alarm.FlappingWindow;

    /// <summary>A day: some 10 KB a district.</summary>
    public const int MaxCells = 144;

    /// <summary>No district is called so.</summary>
    private const string Everywhere = "";

    private Dictionary<string, FleetCell[]> districts = [];

    /// <summary>The oldest first, the last one still open; none before this server started.</summary>
    public IReadOnlyList<FleetCell> CellsFor(Rights rights) =>
    [
        .. from district in Volatile.Read(ref districts)
           where rights.IsEverywhere ? district.Key == Everywhere : rights.Covers(district.Key)
           from cell in district.Value
           group cell by cell.At into together
           orderby together.Key
           select new FleetCell(together.Key, together.Sum(one => one.Devices), together.Sum(one => one.Offline), together.Sum(one => one.Faulty), together.Sum(one => one.Raised)),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    internal void Look()
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now - now % (long)Cell.TotalMilliseconds);
        var found = new Dictionary<string, FleetCell>(StringComparer.Ordinal);
        foreach (var item in board.Devices)
        {
            var urgency = Urgencies.Of(item.Device.Axes, clockSuspect: false);
            var (offline, faulty) = (urgency == Urgency.Offline ? 1 : 0, urgency is Urgency.Safety or Urgency.Fault ? 1 : 0);
            foreach (var name in (ReadOnlySpan<string>)[item.Device.Info.Id.District, Everywhere])
            {
                var sum = found.GetValueOrDefault(name) ?? new(at, 0, 0, 0, 0);
                found[name] = sum with { Devices = sum.Devices + 1, Offline = sum.Offline + offline, Faulty = sum.Faulty + faulty };
            }
        }

        var raised = board.Alarms.RaisedSince(at.ToUnixTimeMilliseconds());
        raised[Everywhere] = raised.Values.Sum();
        Volatile.Write(ref districts, found.ToDictionary(
            one => one.Key,
            one => With(districts.GetValueOrDefault(one.Key, []), one.Value with { Raised = raised.GetValueOrDefault(one.Key) }),
            StringComparer.Ordinal));
    }

    private static FleetCell[] With(FleetCell[] before, FleetCell now)
    {
        if (before is [.. var closed, var open] && open.At == now.At)
        {
            return [.. closed, now with { Offline = Math.Max(open.Offline, now.Offline), Faulty = Math.Max(open.Faulty, now.Faulty) }];
        }

        return [.. before.Skip(Math.Max(0, before.Length + 1 - MaxCells)), now];
    }
}
