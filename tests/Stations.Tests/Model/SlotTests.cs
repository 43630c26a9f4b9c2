using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class SlotTests
{
    /// <summary>door, present, relay, watts, charge → use. First match wins, <c>*</c> is anything, <c>-</c> is absent.</summary>
    private static readonly string[][] Table =
    [
        .. new[]
        {
            "open   *     *     *   *   → Opening",
            "*      true  true  >5  *   → Charging",
            "*      true  -     >5  *   → Charging",
            "*      true  *     *   ≥99 → Finished",
            "*      true  *     *   *   → Occupied",
            "closed false *     >5  *   → Unknown",
            "closed false *     *   *   → Free",
            "*      *     *     *   *   → Unknown",
        }.Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    private static readonly string[] Doors = ["-", "open", "closed", "ajar"];
    private static readonly string[] Flags = ["-", "true", "false"];
    private static readonly string[] Watts = ["-", "0", "5", "5.1", "300"];
    private static readonly string[] Charges = ["-", "98.9", "99", "100"];

    [Fact]
    public void Every_combination_of_door_battery_relay_power_and_charge_has_its_use()
    {
        var combinations =
            from door in Doors
            from present in Flags
            from relay in Flags
            from watts in Watts
            from charge in Charges
            select new[] { door, present, relay, watts, charge };
        Assert.All(combinations, slot =>
        {
            var expected = Table.First(row => slot.Zip(row).All(cell => Matches(cell.First, cell.Second)))[^1];
            Assert.Equal(expected, UseOf(slot).ToString());
        });
    }

    [Fact]
    public void Free_is_a_closed_door_and_an_empty_slot_and_nothing_else()
    {
        var free = from door in Doors from present in Flags where UseOf([door, present, "-", "-", "-"]) == Use.Free select (door, present);
        Assert.Equal([("closed", "false")], free);
    }

    [Theory]
    [InlineData("\"slot.01.door\":\"closed\"", PublicStatus.Available)]
    [InlineData("\"slot.01.enabled\":false", PublicStatus.Charging)]
    public void A_cabinet_is_on_offer_only_while_a_slot_of_it_is(string told, PublicStatus status)
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 2);
        cabinet.Hears($$"""{"slot.01.door":"closed","slot.01.present":false,"slot.02.door":"closed","slot.02.present":true,{{told}}}""");

        Assert.Equal(status, cabinet.Device.Status);
    }

    [Theory]
    [InlineData("\"slot.01.power_w\":5.1")]
    [InlineData("\"slot.01.relay\":false,\"slot.01.power_w\":180")]
    [InlineData("\"slot.01.battery_serial\":\"LB000001\"")]
    public void A_slot_that_says_empty_while_something_else_speaks_against_it_is_not_free(string contradiction)
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears($$"""{"slot.01.door":"closed","slot.01.present":false,{{contradiction}}}""");
        Assert.Equal(Use.Unknown, cabinet.Device.Kind.SlotUseOf(cabinet.Device, 1));

        cabinet.Hears("""{"slot.01.power_w":5,"slot.01.battery_serial":null}""");
        Assert.Equal(Use.Free, cabinet.Device.Kind.SlotUseOf(cabinet.Device, 1));
    }

    [Fact]
    public void A_relay_is_welded_when_power_flows_for_a_minute_after_it_went_off()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.present":true,"slot.01.relay":true,"slot.01.power_w":300}""");
        cabinet.Hears("""{"slot.01.relay":false}""");
        Assert.Empty(cabinet.Waits(59));
        Assert.Equal([FactKind.RelayStayedOn], Kinds(cabinet.Waits(1)));
        Assert.Equal(Health.Fault, cabinet.Device.Kind.SlotHealthOf(cabinet.Device, 1));

        Assert.Equal([FactKind.RelayLetGo], Kinds(cabinet.Hears("""{"slot.01.power_w":5}""")));
    }

    [Fact]
    public void A_door_is_left_open_after_sixty_seconds_and_no_sooner()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 2);
        cabinet.Hears("""{"slot.02.door":"open"}""");
        Assert.Equal(Use.Opening, cabinet.Device.Kind.SlotUseOf(cabinet.Device, 2));

        Assert.Empty(cabinet.Hears("{}", seconds: 59));
        Assert.Equal([FactKind.DoorLeftOpen], Kinds(cabinet.Hears("{}")));
        Assert.Equal(Use.Blocked, cabinet.Device.Kind.SlotUseOf(cabinet.Device, 2));
        Assert.Empty(cabinet.Hears("{}", seconds: 60));

        Assert.Equal([FactKind.DoorClosed, FactKind.DoorShutAfterAll], Kinds(cabinet.Hears("""{"slot.02.door":"closed"}""")));
        Assert.Empty(cabinet.Device.Holding);
    }

    [Fact]
    public void A_door_that_was_shut_in_between_starts_its_sixty_seconds_anew()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.door":"open"}""");
        cabinet.Hears("""{"slot.01.door":"closed"}""", seconds: 59);
        cabinet.Hears("""{"slot.01.door":"open"}""");

        Assert.Empty(cabinet.Hears("{}", seconds: 59));
        Assert.Single(cabinet.Hears("{}"));
    }

    [Theory]
    [InlineData("""{"slot.01.power_w":5}""")]
    [InlineData("""{"slot.01.relay":false}""")]
    public void A_session_starts_above_five_watts_and_ends_with_the_power_or_the_relay(string end)
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.present":true,"slot.01.power_w":5}""");

        Assert.Equal([FactKind.SessionStarted], Kinds(cabinet.Hears("""{"slot.01.power_w":5.1}""")));
        Assert.Equal([FactKind.SessionEnded], Kinds(cabinet.Hears(end)));
    }

    [Theory]
    [InlineData(""" "slot.01.relay":false,"slot.01.battery_charge_pct":100 """, "FULL")]
    [InlineData(""" "slot.01.power_w":0,"slot.01.battery_charge_pct":80 """, "STOPPED")]
    [InlineData(""" "slot.01.door":"open","slot.01.present":false """, "REMOVED")]
    [InlineData(""" "slot.01.door":"open","slot.01.relay":false,"slot.01.battery_charge_pct":80 """, "DOOR_OPENED")]
    [InlineData(""" "mains_ok":false,"slot.01.power_w":0,"slot.01.battery_charge_pct":80 """, "MAINS_LOST")]
    public void Why_a_session_ended_is_told_by_what_else_happened(string end, string reason)
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.door":"closed","slot.01.present":true,"slot.01.power_w":300,"slot.01.battery_charge_pct":70,"mains_ok":true}""");

        var facts = Observation.Of(cabinet.Device, Live.Read(cabinet.Device.Seq + 1, $"{{{end}}}", cabinet.Now + 1000), cabinet.Now + 1000, RuleBook.Default).Facts;

        Assert.Contains(facts.ToArray(), fact => fact.Kind == FactKind.SessionEnded);
        Assert.Equal(reason, SessionEnd.ReasonOf(facts.ToArray(), slot: 1));
    }

    [Theory]
    [InlineData(Live.Boot, true)]
    [InlineData("boot-2", false)]
    public void How_fast_a_slot_warms_is_counted_anew_in_a_new_life(string boot, bool isTooFast)
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.temperature_c":20}""");
        cabinet.Hears("""{"slot.01.temperature_c":20.1}""");

        var reborn = Device.Born(cabinet.Device.Info, cabinet.Device, boot);
        var now = cabinet.Now + 1000;
        var facts = Observation.FactsOf(reborn, cabinet.Device, Live.Read(9, """{"slot.01.temperature_c":26}""", now, boot, full: true), now, RuleBook.Default);

        Assert.Equal(isTooFast, facts.Any(fact => fact.Kind == FactKind.SlotBecameCritical));
    }

    [Fact]
    public void A_full_battery_that_waits_is_told_once_until_it_is_taken()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.present":true,"slot.01.power_w":30,"slot.01.battery_charge_pct":99}""");

        Assert.Equal([FactKind.SessionEnded, FactKind.ChargeFull], Kinds(cabinet.Hears("""{"slot.01.power_w":0}""")));
        Assert.Empty(cabinet.Hears("""{"slot.01.battery_charge_pct":96}"""));
        Assert.Empty(cabinet.Hears("""{"slot.01.battery_charge_pct":99}"""));
        Assert.Equal([FactKind.BatteryRemoved, FactKind.FullBatteryGone], Kinds(cabinet.Hears("""{"slot.01.present":false}""")));
    }

    [Fact]
    public void A_session_ends_with_the_battery_taken_out()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.present":true,"slot.01.power_w":300}""");

        Assert.Equal([FactKind.BatteryRemoved, FactKind.SessionEnded], Kinds(cabinet.Hears("""{"slot.01.present":false}""")));
    }

    [Theory]
    [InlineData("""{"slot.01.power_w":null}""", false)]
    [InlineData("""{"slot.01.power_w":{"v":0,"q":"bad"}}""", false)]
    [InlineData("""{"slot.01.present":true}""", true)]
    public void A_session_goes_on_while_nobody_knows_the_power(string unknown, bool full)
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.present":true,"slot.01.power_w":300}""");

        Assert.Empty(cabinet.Hears(unknown, full));
        Assert.True(cabinet.Device.Holds(Condition.Charging, 1));
    }

    [Fact]
    public void A_full_state_without_the_power_starts_no_session_from_what_was_said_before()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.power_w":300}""");

        Assert.Equal([FactKind.BatteryInserted], Kinds(cabinet.Hears("""{"slot.01.present":true}""", full: true)));
    }

    private static IEnumerable<FactKind> Kinds(IEnumerable<Fact> facts) => facts.Select(fact => fact.Kind);

    private static bool Matches(string value, string pattern) => pattern switch
    {
        "*" => true,
        ">5" => value is "5.1" or "300",
        "≥99" => value is "99" or "100",
        _ => value == pattern,
    };

    private static Use UseOf(string[] slot)
    {
        var fields = new[] { "door", "present", "relay", "power_w", "battery_charge_pct" }.Zip(slot)
            .Where(field => field.Second != "-")
            .Select(field => $"\"slot.01.{field.First}\":{(field.First == "door" ? $"\"{field.Second}\"" : field.Second)}");
        var device = Live.Newborn(DeviceKind.ChargingCabinet, 1).Apply(Live.Read(1, $"{{{string.Join(',', fields)}}}"), Live.Start);
        return device.Kind.SlotUseOf(device, 1);
    }

    [Fact]
    public void A_door_that_opens_while_its_lock_says_locked_is_forced()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 2);
        cabinet.Hears("""{"slot.02.door":"open","slot.02.lock":false}""");
        Assert.Empty(cabinet.Waits(3));

        cabinet.Hears("""{"slot.02.lock":true}""");
        Assert.Equal([new Fact(FactKind.TamperDetected, 2, cabinet.Now + 2000)], cabinet.Waits(2));
        Assert.Equal(Severity.Major, cabinet.Device.Kind.AlarmOf(Condition.Tampered)!.Severity);

        cabinet.Hears("""{"slot.02.door":"closed"}""");
        Assert.Equal([FactKind.TamperEnded], cabinet.Hears("{}", seconds: 10).Select(fact => fact.Kind));
    }
}
