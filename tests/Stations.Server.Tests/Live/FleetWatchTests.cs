using Microsoft.Extensions.Logging.Abstractions;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

public sealed class FleetWatchTests
{
    private readonly ManualClock clock = new();
    private readonly StationBoard board = new();

    [Fact]
    public void Ten_minutes_keep_the_worst_of_them_and_the_next_begin_anew()
    {
        var watch = new FleetWatch(board, null!, clock, NullLogger<FleetWatch>.Instance);
        Show("here", FactKind.WentOffline);
        watch.Look();
        Show("here", FactKind.WentOnline);
        watch.Look();
        clock.Advance(FleetWatch.Cell);
        watch.Look();

        Assert.Equal([(1, 1), (1, 0)], watch.CellsFor(new(Role.Viewer)).Select(cell => (cell.Devices, cell.Offline)));
    }

    [Fact]
    public void Whoever_is_for_some_districts_sees_those()
    {
        var watch = new FleetWatch(board, null!, clock, NullLogger<FleetWatch>.Instance);
        Show("here", FactKind.WentOffline);
        Show("there", FactKind.LeakDetected);
        Show("elsewhere", FactKind.LeakDetected);
        watch.Look();

        Assert.Equal((3, 1, 2, 2), Seen(null));
        Assert.Equal((1, 1, 0, 0), Seen(["here"]));
        Assert.Equal((2, 1, 1, 1), Seen(["here", "there"]));
        Assert.Empty(watch.CellsFor(new(Role.Viewer, ["nowhere"])));

        (int Devices, int Offline, int Faulty, int Raised) Seen(string[]? districts)
        {
            var cell = Assert.Single(watch.CellsFor(new(Role.Viewer, districts)));
            return (cell.Devices, cell.Offline, cell.Faulty, cell.Raised);
        }
    }

    [Fact]
    public async Task Looks_that_take_long_come_seldom()
    {
        using var stop = new CancellationTokenSource();
        var looking = FleetLook.Repeat(() => clock.Advance(TimeSpan.FromSeconds(10)), FleetWatch.Beat, clock, stop.Token);
        await clock.Armed(FleetWatch.Beat).Within("the pause before the first look");

        clock.Advance(FleetWatch.Beat);

        await clock.Armed(TimeSpan.FromSeconds(190)).Within("the pause after a look of ten seconds");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => looking);
    }

    private void Show(string district, FactKind fact)
    {
        var now = clock.NowMilliseconds();
        var known = board.Find(new DeviceId(district, "n", "c"))?.Device;
        var device = known ?? Samples.Cooler($"{district}:n:c", now, new(district, "s"));
        board.Show(device.Apply(new Fact(fact, 0, now)) with { JournalPosition = device.JournalPosition + 1 });
    }
}
