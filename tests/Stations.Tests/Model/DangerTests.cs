using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class DangerTests
{
    private static readonly Device Cabinet = Device.Born(
        new DeviceInfo(new DeviceId("d", "n", "cab"), DeviceKind.ChargingCabinet, new StationId("d", "s"), "1", 2, null), before: null, "boot-1");

    [Fact]
    public void A_danger_is_what_is_critical() => Assert.Equal(
        [FactKind.SlotBecameCritical, FactKind.SmokeDetected, FactKind.ExtinguisherFired, FactKind.FloodDetected, FactKind.LeakageTripped, FactKind.CutFailed],
        Enum.GetValues<FactKind>().Where(fact => Cabinet.Kind.IsDanger(new Fact(fact, 0, 1))));

    [Fact]
    public void A_warned_picture_has_the_later_dangers_and_nothing_else_of_what_came_later()
    {
        var later = Cabinet.Apply(new Fact(FactKind.WentOnline, 0, 1)).Apply(new Fact(FactKind.DoorOpened, 1, 2)).Apply(new Fact(FactKind.SmokeDetected, 0, 3)) with { JournalPosition = 9 };

        var warned = Cabinet.WarnedBy(later);

        Assert.Equal([new Holding(Condition.Smoke, 0, 3)], warned.Holding);
        Assert.Equal((Connection.Offline, 0L), (warned.Connection, warned.JournalPosition));
        Assert.True(warned.Safety);
        Assert.Same(later.Watch.AlarmOf(Condition.Smoke, 0), Assert.Single(warned.Watch.Alarms));
        Assert.Same(warned, warned.WarnedBy(later));
        Assert.Same(Cabinet, Cabinet.WarnedBy(Cabinet.Apply(new Fact(FactKind.DoorOpened, 1, 2))));
    }

    [Fact]
    public void What_seems_to_become_a_danger_is_known_to_the_clock_before_it_is_durable()
    {
        var later = Cabinet.Apply(new Fact(FactKind.FloodDetected, 0, 7, IsHint: true)).Apply(new Fact(FactKind.DoorLeftOpen, 1, 7, IsHint: true));

        var warned = Cabinet.WarnedBy(later);

        Assert.Equal([new Pending(Condition.Flood, 0, 7)], warned.Watch.Pending);
        Assert.Equal(7 + 2000, Observation.DueAt(warned, RuleBook.Default));
        Assert.Same(warned, warned.WarnedBy(later));
    }
}
