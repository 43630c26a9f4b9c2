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

    /// <summary>What depends on more than one value, or on none.</summary>
    private static readonly Condition[] Elsewhere =
    [
        Condition.Charging, Condition.Unreachable, Condition.StaysOnWhenFull, Condition.SessionLong, Condition.SessionOverdue, Condition.CutOrdered,
        Condition.CutNotConfirmed, Condition.OpenAccepted, Condition.DoorStuck, Condition.Crowded,
        Condition.StockLow, Condition.RoomMissed, Condition.ReportedBroken, Condition.ReportedUnsafe, Condition.RelayWelded, Condition.Charged,
    ];

    private const DeviceKind Cabinet = DeviceKind.ChargingCabinet, Cooler = DeviceKind.WaterCooler;

    public static TheoryData<Row> Rows() =>
    [
        Slot(Condition.DoorOpen, "door", "\"closed\"", "\"open\"", FactKind.DoorOpened, "\"ajar\"", "\"closed\"", FactKind.DoorClosed),
        Slot(Condition.BatteryPresent, "present", "false", "true", FactKind.BatteryInserted, "null", "false", FactKind.BatteryRemoved),
        Slot(Condition.SlotDisabled, "enabled", "true", "false", FactKind.SlotDisabled, "null", "true", FactKind.SlotEnabled),
        Slot(Condition.SlotHot, "temperature_c", "49.9", "50", FactKind.SlotOverheated, "45.1", "45", FactKind.SlotCooledDown),
        Of(Cabinet, Condition.Smoke, "smoke", "false", "true", FactKind.SmokeDetected, "false", null, null),
        Of(Cabinet, Condition.Smoke, "smoke_db_m", "0.649", "0.65", FactKind.SmokeDetected, "0", null, null),
        Of(Cabinet, Condition.ExtinguisherFired, "extinguisher_fired", "false", "true", FactKind.ExtinguisherFired, "false", null, null),
        Of(Cabinet, Condition.LeakageTripped, "leakage_ma", "30", "30.1", FactKind.LeakageTripped, "0", null, null),
        Of(Cabinet, Condition.Flood, "flood", "false", "true", FactKind.FloodDetected, "null", "false", FactKind.FloodDried),
        Of(Cabinet, Condition.MainsLost, "mains_ok", "true", "false", FactKind.MainsLost, "null", "true", FactKind.MainsRestored),
        Of(Cabinet, Condition.Fault, "temperature_c", "54.9", "55", FactKind.FaultBegan, "50.1", "50", FactKind.FaultEnded),
        Of(Cabinet, Condition.Fault, "temperature_c", "0.1", "0", FactKind.FaultBegan, "1.9", "2", FactKind.FaultEnded),
        Slot(Condition.SlotCritical, "temperature_c", "59.9", "60", FactKind.SlotBecameCritical, "20", null, null),
        Slot(Condition.CellOutOfRange, "cell_max_c", "45", "45.1", FactKind.CellLeftRange, "44.5", "44", FactKind.CellBackInRange),
        Slot(Condition.CellOutOfRange, "cell_min_c", "0", "-0.1", FactKind.CellLeftRange, "0.9", "1", FactKind.CellBackInRange),
        Slot(Condition.OverCurrent, "charger_current_a", "13.74", "13.75", FactKind.CurrentRoseTooHigh, "12.6", "12.5", FactKind.CurrentFellBack),
        Slot(Condition.DoorLeftOpen, "door", "\"closed\"", "\"open\"", FactKind.DoorLeftOpen, "\"ajar\"", "\"closed\"", FactKind.DoorShutAfterAll),
        Of(Cabinet, Condition.OverVoltage, "voltage_v", "263.9", "264", FactKind.VoltageRoseTooHigh, "253.1", "253", FactKind.VoltageFellBack),
        Of(Cabinet, Condition.UnderVoltage, "voltage_v", "176.1", "176", FactKind.VoltageFellTooLow, "186.9", "187", FactKind.VoltageRoseBack),
        Of(Cabinet, Condition.ServiceDoorOpen, "service_door", "\"closed\"", "\"open\"", FactKind.ServiceDoorOpened, "null", "\"closed\"", FactKind.ServiceDoorClosed),
        Of(Cabinet, Condition.Tampered, "tamper", "false", "true", FactKind.TamperDetected, "null", "false", FactKind.TamperEnded),
        Of(Cooler, Condition.WaterTooHot, "hot_c", "98", "98.1", FactKind.WaterOverheated, "95.1", "95", FactKind.WaterCooledDown),
        Of(Cooler, Condition.WaterImpure, "tds_out_ppm", "100", "100.1", FactKind.WaterBecameImpure, "80.1", "80", FactKind.WaterBecamePure),
        Of(DeviceKind.ParkingSpot, Condition.BatteryLow, "battery_pct", "10.1", "10", FactKind.BatteryRanLow, "19.9", "20", FactKind.BatteryReplaced),
        Of(DeviceKind.ParkingSpot, Condition.Overstay, "occupied", "false", "true", FactKind.SpotOverstayed, "null", "false", FactKind.OverstayEnded),
        Of(DeviceKind.Station, Condition.RoomUncomfortable, "temperature_c", "28", "28.1", FactKind.RoomLeftComfort, "26.1", "26", FactKind.RoomBackInComfort),
        Of(DeviceKind.Station, Condition.RoomUncomfortable, "temperature_c", "16", "15.9", FactKind.RoomLeftComfort, "17.9", "18", FactKind.RoomBackInComfort),
        Of(Cooler, Condition.Leak, "leak", "false", "true", FactKind.LeakDetected, "null", "false", FactKind.LeakStopped),
        Of(Cooler, Condition.TankLow, "tank_low", "false", "true", FactKind.TankRanLow, "null", "false", FactKind.TankRefilled),
        Of(Cooler, Condition.FilterLow, "filter_pct", "10.1", "10", FactKind.FilterRanLow, "19.9", "20", FactKind.FilterReplaced),
        Of(Cooler, Condition.Fault, "mode", "\"standby\"", "\"fault\"", FactKind.FaultBegan, "\"E7\"", "\"heating\"", FactKind.FaultEnded),
        Of(Cooler, Condition.InUse, "mode", "\"standby\"", "\"dispensing\"", FactKind.UseBegan, "\"E7\"", "\"heating\"", FactKind.UseEnded),
        Of(DeviceKind.Microwave, Condition.InUse, "running", "false", "true", FactKind.UseBegan, "null", "false", FactKind.UseEnded),
        Of(DeviceKind.ParkingSpot, Condition.Occupied, "occupied", "false", "true", FactKind.SpotTaken, "null", "false", FactKind.SpotFreed),
        Of(DeviceKind.LoveFridge, Condition.FoodTooWarm, "temperature_c", "10", "10.1", FactKind.FoodGotTooWarm, "8.1", "8", FactKind.FoodCooledDown),
        Of(DeviceKind.LoveFridge, Condition.DoorLeftOpen, "door", "\"closed\"", "\"open\"", FactKind.DoorLeftOpen, "\"ajar\"", "\"closed\"", FactKind.DoorShutAfterAll),
        Of(DeviceKind.LoveFridge, Condition.Fault, "fault", "false", "true", FactKind.FaultBegan, "null", "false", FactKind.FaultEnded),
        Of(DeviceKind.Microwave, Condition.RunsLong, "running", "false", "true", FactKind.RunGotTooLong, "null", "false", FactKind.LongRunEnded),
        Of(DeviceKind.Microwave, Condition.CavityHot, "cavity_c", "120", "120.1", FactKind.CavityOverheated, "80.1", "80", FactKind.CavityCooledDown),
        Of(DeviceKind.PowerBankCabinet, Condition.SlotHot, "slot.02.battery_temperature_c", "45", "45.1", FactKind.SlotOverheated, "40.1", "40", FactKind.SlotCooledDown),
        Of(DeviceKind.PowerBankCabinet, Condition.PopFailing, "slot.02.pop_failures", "2", "3", FactKind.PopKeptFailing, "1", "0", FactKind.PopWorkedAgain),
        Of(DeviceKind.MedicineKit, Condition.DoorOpen, "door", "\"closed\"", "\"open\"", FactKind.DoorOpened, "\"ajar\"", "\"closed\"", FactKind.DoorClosed),
        Of(DeviceKind.MedicineKit, Condition.ItemExpiring, "slot.02.expiry_d", "31", "30", FactKind.ItemCameNearExpiry, "30.5", "31", FactKind.ItemRenewed),
        Of(DeviceKind.MedicineKit, Condition.ItemExpired, "slot.02.expiry_d", "0", "-1", FactKind.ItemExpired, "null", "0", FactKind.ExpiredItemReplaced),
        Of(DeviceKind.ParkingArea, Condition.AreaFull, "places_free", "1", "0", FactKind.AreaFilledUp, "null", "1", FactKind.AreaHasRoom),
        Of(DeviceKind.ParkingArea, Condition.LaneBlocked, "lane_blocked", "false", "true", FactKind.LaneGotBlocked, "null", "false", FactKind.LaneCleared),
        Of(DeviceKind.SocketPile, Condition.OverPower, "slot.02.power_w", "999.9", "1000", FactKind.PowerRoseTooHigh, "900.1", "900", FactKind.PowerFellBack),
        Of(DeviceKind.Station, Condition.MainsLost, "mains_ok", "true", "false", FactKind.MainsLost, "null", "true", FactKind.MainsRestored),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_begins_is_said_once_it_has_lasted_and_holds_until_it_has_ended_for_as_long(Row row)
    {
        var device = new Live(row.Kind, slots: 3);
        var slot = row.Begins.Contains("slot.02", StringComparison.Ordinal) ? 2 : 0;
        var rule = device.Device.Kind.Rules.Of(row.Condition)!;

        Assert.DoesNotContain(row.Condition, Begun(device.Hears(row.Quiet)));
        Assert.Empty(Of(row, device.Waits(rule.BeginsAfter.TotalSeconds + 1)));

        var begun = Of(row, device.Hears(row.Begins));
        if (rule.BeginsAfter > TimeSpan.Zero)
        {
            Assert.Empty(begun);
            Assert.Empty(Of(row, device.Waits(rule.BeginsAfter.TotalSeconds - 0.001)));
            begun = Of(row, device.Waits(0.001));
        }

        Assert.Equal([new Fact(row.Begun, slot, device.Now)], begun);
        Assert.Equal(device.Now, Conditions.Since(device.Device.Holding, row.Condition, slot));

        Assert.Empty(Of(row, device.Hears(row.Begins)));
        Assert.Empty(Of(row, device.Hears(row.Between)));
        Assert.Empty(Of(row, device.Waits(3600)));
        if (row.Ends is null)
        {
            Assert.Equal(slot == 0, device.Device.Safety);
            return;
        }

        var ended = Of(row, device.Hears(row.Ends));
        if (rule.EndsAfter > TimeSpan.Zero)
        {
            Assert.Empty(ended);
            Assert.Empty(Of(row, device.Waits(3600)));
            ended = Of(row, device.Hears("{}"));
        }

        Assert.Equal([new Fact(row.Ended!.Value, slot, device.Now)], ended);
        Assert.False(device.Device.Holds(row.Condition, slot));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_absent_value_neither_begins_nor_ends_anything(Row row)
    {
        var device = new Live(row.Kind, slots: 3);
        Assert.Empty(device.Hears("{}", full: true));
        device.Hears(row.Begins);
        device.Hears("{}", full: true);
        device.Waits(3600);
        var held = device.Device.Holding;
        Assert.Contains(row.Condition, held.Select(one => one.Condition));

        Assert.Empty(device.Hears("{}", full: true, seconds: 3600));
        Assert.Equal(held, device.Device.Holding);
    }

    [Fact]
    public void Every_condition_that_a_message_can_begin_is_in_the_table() =>
        Assert.Equal(
            Enum.GetValues<Condition>().Except(Elsewhere).Order(),
            Rows().Select(row => row.Data.Condition).Distinct().Order());

    private static IEnumerable<Condition> Begun(IEnumerable<Fact> facts) => facts.Select(fact => fact.Kind.Told()).Where(told => told is { Begins: true }).Select(told => told!.Value.Condition);

    private static IEnumerable<Fact> Of(Row row, IEnumerable<Fact> facts) => facts.Where(fact => fact.Kind.Told()?.Condition == row.Condition);

    private static Row Slot(Condition condition, string field, string quiet, string begins, FactKind begun, string between, string? ends, FactKind? ended) =>
        Of(Cabinet, condition, $"slot.02.{field}", quiet, begins, begun, between, ends, ended);

    private static Row Of(
        DeviceKind kind, Condition condition, string field, string quiet, string begins, FactKind begun, string between, string? ends, FactKind? ended)
    {
        return new(kind, condition, Json(quiet), Json(begins), begun, Json(between), ends is null ? null : Json(ends), ended);

        string Json(string value) => $$"""{"{{field}}":{{value}}}""";
    }
}
