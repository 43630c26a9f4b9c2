using Stations.Model;

namespace Stations.Server.Live;

/// <summary>What ten minutes of the whole fleet were like.</summary>
/// <param name="At">When they began; a multiple of ten minutes.</param>
/// <param name="Devices">How many there were at the end.</param>
/// <param name="Offline">The most at a time that were silent.</param>
/// <param name="Faulty">The most at a time that were out of order or locked for safety.</param>
/// <param name="Raised">How many alarms were raised.</param>
public sealed record FleetCell(DateTimeOffset At, int Devices, int Offline, int Faulty, int Raised);

/// <summary>Looks at all devices once in a while and remembers a day of it in memory, so that a glance tells whether the night was quiet.</summary>
public sealed class FleetWatch(StationBoard board, TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Ten minutes: the window in which ISA-18.2 counts how many alarms a person can see to, and <see cref="AlarmBoard.RaisedSince"/> looks back.</summary>
    public static readonly TimeSpan Cell = Alarm.FlappingWindow;

    /// <summary>A day.</summary>
    public const int MaxCells = 144;

    private FleetCell[] cells = [];

    /// <summary>The oldest first, the last one still open; none before this server started.</summary>
    public IReadOnlyList<FleetCell> Cells => Volatile.Read(ref cells);

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

        if (devices == 0)
        {
            return;
        }

        var open = cells.Length > 0 && cells[^1].At == at ? cells[^1] : new(at, 0, 0, 0, 0);
        var next = new FleetCell(at, devices, Math.Max(open.Offline, offline), Math.Max(open.Faulty, faulty), board.Alarms.RaisedSince(at.ToUnixTimeMilliseconds()));
        FleetCell[] closed = open.Devices == 0 ? cells : cells[..^1];
        Volatile.Write(ref cells, [.. closed.Skip(Math.Max(0, closed.Length + 1 - MaxCells)), next]);
    }
}
