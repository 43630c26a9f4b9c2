using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Alarms;

/// <summary>Rules that look at more than one value, and what holds for all.</summary>
public sealed class RuleTests
{
    public static TheoryData<DeviceKind> Kinds() => [.. Enum.GetValues<DeviceKind>()];

    [Theory]
    [InlineData("29 s after the low", 29, 35.0, true)]
    [InlineData("30 s after the low", 30, 35.0, true)]
    [InlineData("31 s after the low", 31, 35.0, false)]
    [InlineData("not far enough", 5, 34.9, false)]
    public void A_slot_that_warms_by_five_degrees_within_thirty_seconds_is_critical(string when, int seconds, double celsius, bool critical)
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.temperature_c":30}""");
        cabinet.Hears($$"""{"slot.01.temperature_c":{{celsius}}}""", seconds: seconds);
        cabinet.Waits(2);

        Assert.True(critical == cabinet.Device.Holds(Condition.SlotCritical, 1), when);
    }

    [Fact]
    public void A_value_that_is_not_repeated_counts_as_long_as_the_device_speaks()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.temperature_c":30}""");
        cabinet.Hears("{}", seconds: 3600);
        cabinet.Hears("""{"slot.01.temperature_c":35}""", seconds: 10);

        Assert.Equal([FactKind.SlotBecameCritical], cabinet.Waits(2).Select(fact => fact.Kind));
    }

    [Fact]
    public void More_lows_than_are_kept_err_towards_danger()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        for (var tenth = 0; tenth <= 2 * Trail.MaxLows; tenth++)
        {
            cabinet.Hears(FormattableString.Invariant($$"""{"slot.01.temperature_c":{{30 + tenth * 0.1}}}"""));
            Assert.InRange(cabinet.Device.Watch.Trails.Sum(trail => trail.Lows.Length), 0, Trail.MaxLows);
        }

        cabinet.Hears("""{"slot.01.temperature_c":35}""");
        Assert.Single(cabinet.Waits(2));
    }

    [Fact]
    public void A_charger_that_stays_on_when_its_battery_is_full_is_told_after_five_minutes()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.present":true,"slot.01.relay":true,"slot.01.power_w":30}""");

        Assert.Empty(cabinet.Waits(299));
        Assert.Equal([FactKind.ChargerStayedOn], cabinet.Waits(1).Select(fact => fact.Kind));
        Assert.Contains(FactKind.ChargerWentOff, cabinet.Hears("""{"slot.01.relay":false}""").Select(fact => fact.Kind));
    }

    [Fact]
    public void A_session_is_too_long_after_eight_hours_and_to_be_stopped_after_ten()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.present":true,"slot.01.power_w":300}""");

        Assert.Empty(cabinet.Waits(8 * 3600 - 1));
        Assert.Equal([FactKind.SessionRanLong], cabinet.Waits(1).Select(fact => fact.Kind));
        Assert.Equal([FactKind.SessionRanOver], cabinet.Waits(2 * 3600).Select(fact => fact.Kind));
        Assert.Equal(
            [FactKind.SessionEnded, FactKind.LongSessionEnded, FactKind.OverdueSessionEnded],
            cabinet.Hears("""{"slot.01.power_w":0}""").Select(fact => fact.Kind));
    }

    [Fact]
    public void Mains_that_are_lost_are_no_low_voltage()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet);
        cabinet.Hears("""{"mains_ok":false,"voltage_v":0}""");

        Assert.Equal([FactKind.MainsLost], cabinet.Waits(60).Select(fact => fact.Kind));
    }

    [Theory]
    [InlineData(0, "power_w")]
    [InlineData(1, "slot.01.power_w")]
    public void A_cut_that_does_not_show_in_the_power_is_not_confirmed(int slot, string field)
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears($$"""{"{{field}}":300}""");
        cabinet.Learns(FactKind.CutOrdered, slot);

        Assert.Empty(cabinet.Waits(4));
        Assert.Equal([new Fact(FactKind.CutFailed, slot, cabinet.Now + 1000)], cabinet.Waits(1));
        Assert.Equal([FactKind.CutConfirmed], cabinet.Hears($$"""{"{{field}}":5}""").Where(fact => fact.Slot == slot).Select(fact => fact.Kind));
    }

    [Fact]
    public void A_door_that_stays_shut_after_it_was_to_open_is_stuck()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.door":"closed"}""");
        cabinet.Learns(FactKind.OpenAccepted, 1);

        Assert.Empty(cabinet.Waits(7));
        Assert.Equal([FactKind.DoorGotStuck], cabinet.Waits(1).Select(fact => fact.Kind));
        Assert.Contains(FactKind.DoorCameFree, cabinet.Hears("""{"slot.01.door":"open"}""").Select(fact => fact.Kind));
    }

    [Fact]
    public void A_device_is_unreachable_after_thirty_seconds_offline_and_reachable_once_it_has_spoken_for_thirty()
    {
        var cooler = new Live(DeviceKind.WaterCooler);
        cooler.Learns(FactKind.WentOffline);
        Assert.Empty(cooler.Waits(29));
        Assert.Equal([FactKind.BecameUnreachable], cooler.Waits(1).Select(fact => fact.Kind));

        Assert.Equal([FactKind.WentOnline], cooler.Hears("{}").Select(fact => fact.Kind));
        Assert.Empty(cooler.Hears("{}", seconds: 29));
        Assert.Equal([FactKind.BecameReachable], cooler.Hears("{}").Select(fact => fact.Kind));
    }

    [Fact]
    public void A_room_is_crowded_above_ninety_percent_and_not_from_eighty_on()
    {
        var room = new Live(DeviceKind.Station);
        Assert.Empty(room.Hears("""{"seats_total":10,"seats_free":1}"""));
        Assert.Equal([FactKind.RoomBecameCrowded], room.Hears("""{"seats_free":0}""").Select(fact => fact.Kind));
        Assert.Empty(room.Hears("""{"seats_free":1}"""));
        Assert.Equal([FactKind.CrowdLeft], room.Hears("""{"seats_free":2}""").Select(fact => fact.Kind));
    }

    /// <summary>Otherwise it would not be asked when such a field is told.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_rule_looks_at_no_field_that_it_does_not_name(DeviceKind kind)
    {
        foreach (var rule in Kind.Of(kind).Rules.All)
        {
            var others = Enum.GetValues<Field>().Skip(1).Except(rule.Fields).ToArray();
            var empty = Asked(rule, kind, []);
            foreach (var number in (double[])[-1e6, 0, 1, 1e6])
            {
                Assert.Equal(empty, Asked(rule, kind, [.. others.Select(field => new Sample(field, 1, HasValue: true, number, "open")), .. others.Select(field => new Sample(field, 0, HasValue: true, number, "open"))]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_alarm_has_a_code_of_its_own_and_a_dead_band_and_says_where_its_numbers_are_from(DeviceKind kind)
    {
        var alarms = Kind.Of(kind).Rules.All.Where(rule => rule.Alarm is not null).ToArray();

        Assert.Equal(alarms.Length, alarms.Select(rule => rule.Alarm!.Code).Distinct().Count());
        Assert.All(alarms, rule =>
        {
            Assert.Matches("^[A-Z_]{4,40}$", rule.Alarm!.Code);
            Assert.Matches(@"^\[(std|field|eng)\]", rule.Alarm.Basis);
            Assert.True(rule.Limits.HaveDeadBands, rule.Alarm.Code);
        });
    }

    private static (bool?, bool?) Asked(Rule rule, DeviceKind kind, Sample[] samples)
    {
        var slot = rule.Scope == Scope.Slots ? 1 : 0;
        var look = new Look(Live.Newborn(kind, 1) with { Values = Values.None.With(samples) }, slot, Live.Start, rule.Limits);
        return (rule.Begins(look), rule.Ends(look));
    }
}
