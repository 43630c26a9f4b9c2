using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class DangerTests
{
    private static readonly Device Cabinet = Device.Born(
        new DeviceInfo(new DeviceId("d", "n", "cab"), DeviceKind.ChargingCabinet, new StationId("d", "s"), "1", 2, null), before: null, "boot-1");

    [Fact]
    public void Only_what_latches_until_a_person_has_looked_is_a_danger() => Assert.Equal(
        [FactKind.SmokeDetected, FactKind.ExtinguisherFired, FactKind.LeakageTripped],
        Enum.GetValues<FactKind>().Where(fact => fact.IsDanger()));

    [Fact]
    public void A_warned_picture_has_the_later_dangers_and_nothing_else_of_what_came_later()
    {
        var later = Cabinet.Apply(new Fact(FactKind.WentOnline, 0, 1)).Apply(new Fact(FactKind.DoorOpened, 1, 2)).Apply(new Fact(FactKind.SmokeDetected, 0, 3)) with { JournalPosition = 9 };

        var warned = Cabinet.WarnedBy(later);

        Assert.Equal([new Holding(Condition.Smoke, 0, 3)], warned.Holding);
        Assert.Equal((Connection.Offline, 0L), (warned.Connection, warned.JournalPosition));
        Assert.True(warned.Safety);
        Assert.Same(warned, warned.WarnedBy(later));
        Assert.Same(Cabinet, Cabinet.WarnedBy(Cabinet.Apply(new Fact(FactKind.DoorOpened, 1, 2))));
    }
}
