using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class FactTests
{
    /// <param name="Quiet">Nothing begins yet: a value just short of the threshold.</param>
    /// <param name="Begins">The value at which it begins.</param>
    /// <param name="Between">Inside the dead-band, or another word: nothing changes while it holds.</param>
    /// <param name="Ends">The value at which it ends; null for what only a person ends.</param>
    public sealed record Row(DeviceKind Kind, Condition Condition, string Quiet, string Begins, FactKind Begun, string Between, string? Ends, FactKind? Ended)
    {
        public override string ToString() => $"{Kind} {Begun} at {Begins}";
    }

    private const DeviceKind Cabinet = DeviceKind.ChargingCabinet, Cooler = DeviceKind.WaterCooler;

    public static TheoryData<Row> Rows() =>
    [
        Slot(Condition.DoorOpen, "door", "\"closed\"", "\"open\"", FactKind.DoorOpened, "\"ajar\"", "\"closed\"", FactKind.DoorClosed),
        Slot(Condition.BatteryPresent, "present", "false", "true", FactKind.BatteryInserted, "null", "false", FactKind.BatteryRemoved),
        Slot(Condition.SlotHot, "temperature_c", "49.9", "50", FactKind.SlotOverheated, "45.1", "45", FactKind.SlotCooledDown),
        Of(Cabinet, Condition.Smoke, "smoke", "false", "true", FactKind.SmokeDetected, "false", null, null),
        Of(Cabinet, Condition.Smoke, "smoke_db_m", "0.649", "0.65", FactKind.SmokeDetected, "0", null, null),
        Of(Cabinet, Condition.ExtinguisherFired, "extinguisher_fired", "false", "true", FactKind.ExtinguisherFired, "false", null, null),
        Of(Cabinet, Condition.LeakageTripped, "leakage_ma", "30", "30.1", FactKind.LeakageTripped, "0", null, null),
        Of(Cabinet, Condition.Flood, "flood", "false", "true", FactKind.FloodDetected, "null", "false", FactKind.FloodDried),
        Of(Cabinet, Condition.MainsLost, "mains_ok", "true", "false", FactKind.MainsLost, "null", "true", FactKind.MainsRestored),
        Of(Cabinet, Condition.Fault, "temperature_c", "54.9", "55", FactKind.FaultBegan, "50.1", "50", FactKind.FaultEnded),
        Of(Cabinet, Condition.Fault, "temperature_c", "0.1", "0", FactKind.FaultBegan, "1.9", "2", FactKind.FaultEnded),
        Of(Cooler, Condition.Leak, "leak", "false", "true", FactKind.LeakDetected, "null", "false", FactKind.LeakStopped),
        Of(Cooler, Condition.TankLow, "tank_low", "false", "true", FactKind.TankRanLow, "null", "false", FactKind.TankRefilled),
        Of(Cooler, Condition.FilterLow, "filter_pct", "10.1", "10", FactKind.FilterRanLow, "19.9", "20", FactKind.FilterReplaced),
        Of(Cooler, Condition.Fault, "mode", "\"standby\"", "\"fault\"", FactKind.FaultBegan, "\"E7\"", "\"heating\"", FactKind.FaultEnded),
        Of(DeviceKind.ParkingSpot, Condition.Occupied, "occupied", "false", "true", FactKind.SpotTaken, "null", "false", FactKind.SpotFreed),
        Of(DeviceKind.Station, Condition.MainsLost, "mains_ok", "true", "false", FactKind.MainsLost, "null", "true", FactKind.MainsRestored),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_begins_is_said_once_and_holds_until_it_ends(Row row)
    {
        var device = new Live(row.Kind, slots: 3);
        var slot = row.Begins.Contains("slot.02", StringComparison.Ordinal) ? 2 : 0;

        Assert.Empty(device.Hears(row.Quiet));
        Assert.False(device.Device.Holds(row.Condition, slot));

        var begun = device.Hears(row.Begins);
        Assert.Equal([new Fact(row.Begun, slot, device.Now)], begun);
        Assert.True(device.Device.Holds(row.Condition, slot));
        Assert.Equal(device.Now, Conditions.Since(device.Device.Holding, row.Condition, slot));

        Assert.Empty(device.Hears(row.Begins));
        Assert.Empty(device.Hears(row.Between));
        Assert.True(device.Device.Holds(row.Condition, slot));

        if (row.Ends is null)
        {
            Assert.True(device.Device.Safety);
            return;
        }

        var ended = device.Hears(row.Ends);
        Assert.Equal([new Fact(row.Ended!.Value, slot, device.Now)], ended);
        Assert.False(device.Device.Holds(row.Condition, slot));
        Assert.False(device.Device.Safety);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_absent_value_neither_begins_nor_ends_anything(Row row)
    {
        var device = new Live(row.Kind, slots: 3);
        Assert.Empty(device.Hears("{}", full: true));
        Assert.Single(device.Hears(row.Begins));

        Assert.Empty(device.Hears("{}", full: true));
        Assert.Single(device.Device.Holding);
    }

    [Fact]
    public void Every_condition_that_a_message_can_begin_is_in_the_table() =>
        Assert.Equal(
            Enum.GetValues<Condition>().Except([Condition.DoorLeftOpen, Condition.Charging]).Order(),
            Rows().Select(row => row.Data.Condition).Distinct().Order());

    private static Row Slot(Condition condition, string field, string quiet, string begins, FactKind begun, string between, string ends, FactKind ended) =>
        Of(Cabinet, condition, $"slot.02.{field}", quiet, begins, begun, between, ends, ended);

    private static Row Of(
        DeviceKind kind, Condition condition, string field, string quiet, string begins, FactKind begun, string between, string? ends, FactKind? ended)
    {
        return new(kind, condition, Json(quiet), Json(begins), begun, Json(between), ends is null ? null : Json(ends), ended);

        string Json(string value) => $$"""{"{{field}}":{{value}}}""";
    }
}
