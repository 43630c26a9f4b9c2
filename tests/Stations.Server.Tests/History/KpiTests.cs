using Stations.Model;
using Stations.Protocol;
using Stations.Server.History.Kpis;

namespace Stations.Server.Tests.History;

/// <summary>Times in seconds, of a window from 1,000 to 2,000.</summary>
public sealed class KpiTests
{
    private static readonly Stretch Window = new(At(1000), At(2000));

    [Fact]
    public void A_device_of_which_nothing_is_told_was_all_the_time_as_it_is_now()
    {
        Assert.Equal((1000, 0), Times(Cabinet()));
        Assert.Equal((1000, 1000), Times(Cabinet() with { Connection = Connection.Offline }));
    }

    [Fact]
    public void Silence_and_fault_at_the_same_time_count_once()
    {
        var times = Of(Cabinet(), [(1100, FactKind.WentOffline), (1200, FactKind.FaultBegan), (1300, FactKind.WentOnline), (1400, FactKind.FaultEnded)]);

        Assert.Equal(Seconds(300), times.Down);
        Assert.Equal([Seconds(300)], times.Repairs);
    }

    [Fact]
    public void What_was_silent_before_the_window_is_down_from_its_beginning_and_no_repair_of_it()
    {
        var times = Of(Cabinet(), [(1250, FactKind.WentOnline)], before: FactKind.WentOffline);

        Assert.Equal(Seconds(250), times.Down);
        Assert.Empty(times.Repairs);
    }

    [Fact]
    public void What_was_only_stale_before_was_not_down() => Assert.Equal(0, Of(Cabinet(), [(1250, FactKind.WentOnline)], before: FactKind.WentStale).Down);

    [Fact]
    public void A_device_that_is_new_counts_from_its_birth()
    {
        var times = Of(Cabinet(), [(1600, FactKind.WentOnline)], before: null);

        Assert.Equal((Seconds(400), 0L), (times.Known.Length, times.Down));
    }

    [Fact]
    public void Maintenance_is_planned_and_neither_down_nor_a_failure()
    {
        var times = Of(Cabinet(), [(1100, FactKind.MaintenanceBegan), (1150, FactKind.WentOffline), (1250, FactKind.WentOnline), (1300, FactKind.MaintenanceEnded)]);

        Assert.Equal((Seconds(200), 0L), (times.Planned, times.Down));
        Assert.Empty(times.Repairs);
    }

    [Fact]
    public void A_silence_is_detected_from_the_last_word_on_and_a_will_tells_at_once()
    {
        var times = Of(Cabinet(), [(1100, FactKind.WentStale), (1190, FactKind.WentOffline), (1300, FactKind.WentOnline), (1500, FactKind.WentOffline)]);

        Assert.Equal([Seconds(180)], times.Detections);
    }

    [Fact]
    public void Places_are_taken_between_a_battery_and_its_removal()
    {
        var times = DeviceTimes.Of(Cabinet(), [new(At(1200), FactKind.BatteryRemoved, 1), new(At(1500), FactKind.BatteryInserted, 2)], Window, Silence.Default, () => null);

        // Slot 2 is empty now by what the device says, and its battery's end was not told: it lasts until the end of the window.
        Assert.Equal([new(At(1000), At(1200)), new(At(1500), At(2000))], times.Taken);
    }

    private static (long Known, long Down) Times(Device device)
    {
        var times = Of(device, []);
        return (times.Known.Length / 1000, times.Down / 1000);
    }

    private static DeviceTimes Of(Device device, (long At, FactKind Kind)[] happened, FactKind? before = null) =>
        DeviceTimes.Of(device, [.. happened.Select(one => new Happening(At(one.At), one.Kind, 0))], Window, Silence.Default, () => before);

    private static Device Cabinet() => new()
    {
        Info = new(new("d", "n", "cab"), DeviceKind.ChargingCabinet, new("d", "s"), "cab", 2, null),
        Boot = "B1",
        Seq = 1,
        ReportedAt = At(2000),
    };

    private static long At(long second) => 1_700_000_000_000 + second * 1000;

    private static long Seconds(long seconds) => seconds * 1000;
}
