using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Commands;

/// <summary>What may be asked of a device, and what refuses.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("{\"slot.01.door\":\"open\"}", CommandVerb.ChargeStart, Guard.DoorShut)]
    [InlineData("{\"slot.01.door\":null}", CommandVerb.ChargeStart, Guard.DoorShut)]
    [InlineData("{\"smoke\":true}", CommandVerb.ChargeStart, Guard.Safe)]
    [InlineData("{\"smoke\":true}", CommandVerb.SlotOpen, Guard.Safe)]
    [InlineData("{\"smoke\":true}", CommandVerb.ChargeStop, null)]
    [InlineData("{\"smoke\":true}", CommandVerb.PowerCut, null)]
    [InlineData("{\"slot.01.temperature_c\":51}", CommandVerb.ChargeStart, Guard.Sound)]
    [InlineData("{\"slot.01.temperature_c\":51}", CommandVerb.SlotOpen, null)]
    [InlineData("{\"slot.02.door\":\"open\"}", CommandVerb.ChargeStart, null)]
    [InlineData("{\"smoke\":true}", CommandVerb.SlotEnable, Guard.Safe)]
    [InlineData("{\"smoke\":true}", CommandVerb.SlotDisable, null)]
    public void What_the_device_says_decides(string says, string verb, Guard? refuses)
    {
        var cabinet = new Commanded();
        cabinet.Hears(says);

        var answer = cabinet.Asks(verb, slot: 1);

        Assert.Equal((refuses is null ? CommandVerdict.Taken : CommandVerdict.Refused, refuses), (answer.Verdict, answer.Guard));
    }

    [Theory]
    [InlineData("{\"slot.01.cell_max_c\":46}", Guard.InRange)]
    [InlineData("{\"slot.01.cell_min_c\":-1}", Guard.InRange)]
    [InlineData("{\"slot.02.cell_max_c\":46}", null)]
    [InlineData("{\"voltage_v\":265}", Guard.InRange)]
    [InlineData("{\"voltage_v\":175,\"mains_ok\":true}", Guard.InRange)]
    [InlineData("{\"slot.01.charger_current_a\":14}", Guard.Sound)]
    [InlineData("{\"service_door\":\"open\"}", null)]
    public void Nothing_is_started_while_an_alarm_says_stop(string says, Guard? refuses)
    {
        var cabinet = new Commanded();
        cabinet.Hears(says);
        cabinet.Waits(6);

        Assert.Equal(refuses, cabinet.Asks(CommandVerb.ChargeStart, slot: 1).Guard);
        Assert.Null(cabinet.Asks(CommandVerb.SlotOpen, slot: 1).Guard);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Beside_a_slot_that_burns_nothing_opens_or_charges(int slot)
    {
        var cabinet = new Commanded();
        cabinet.Hears("{\"slot.01.temperature_c\":61}");
        cabinet.Waits(3);

        Assert.Equal(Guard.Safe, cabinet.Asks(CommandVerb.SlotOpen, slot).Guard);
        Assert.Equal(Guard.Safe, cabinet.Asks(CommandVerb.ChargeStart, slot).Guard);
        Assert.Equal(CommandVerdict.Taken, cabinet.Asks(CommandVerb.SlotOpen, slot: 3).Verdict);
    }

    [Fact]
    public void A_silent_device_takes_stops_alone()
    {
        var cabinet = new Commanded();
        cabinet.Waits(91);

        Assert.Equal(Guard.Fresh, cabinet.Asks(CommandVerb.ChargeStart, slot: 1).Guard);
        Assert.Equal(Guard.Fresh, cabinet.Asks(CommandVerb.Light).Guard);
        Assert.Equal(CommandVerdict.Taken, cabinet.Asks(CommandVerb.PowerCut).Verdict);
    }

    [Fact]
    public void Out_of_service_is_for_those_who_say_why()
    {
        var cabinet = new Commanded();
        cabinet.Hears("{\"slot.01.enabled\":false}");

        Assert.Equal(Guard.InService, cabinet.Asks(CommandVerb.SlotOpen, slot: 1, reason: null).Guard);
        Assert.Equal(CommandVerdict.Taken, cabinet.Asks(CommandVerb.SlotOpen, slot: 1).Verdict);
    }

    [Theory]
    [InlineData(DeviceKind.PowerBankCabinet, CommandVerb.SlotOpen, 0)]
    [InlineData(DeviceKind.PowerBankCabinet, CommandVerb.SlotOpen, 1)]
    [InlineData(DeviceKind.ChargingCabinet, CommandVerb.ChargeStart, 1)]
    public void What_riders_alone_put_out_of_order_is_tried_by_those_who_say_why_and_by_no_rider(DeviceKind kind, string verb, int reported)
    {
        var cabinet = new Commanded(kind);
        cabinet.IsReportedBroken(reported);
        Assert.Equal(Health.Fault, cabinet.Device.SlotAxes(1).Health);

        Assert.Equal(Guard.Sound, cabinet.Asks(verb, slot: 1, reason: null).Guard);
        Assert.Equal(Guard.Sound, cabinet.Asks(verb, slot: 1, reason: "").Guard);
        var given = cabinet.Gives(verb, slot: 1);
        Assert.True(CommandRules.MayLeave(cabinet.Device, cabinet[given], cabinet.Now));
    }

    [Theory]
    [InlineData(DeviceKind.PowerBankCabinet, CommandVerb.SlotOpen, "{\"slot.01.fault\":true}")]
    [InlineData(DeviceKind.ChargingCabinet, CommandVerb.ChargeStart, "{\"slot.01.temperature_c\":51}")]
    public void A_fault_that_the_device_knows_of_keeps_everybody_out_whatever_riders_say(DeviceKind kind, string verb, string says)
    {
        var cabinet = new Commanded(kind);
        cabinet.IsReportedBroken(1);
        cabinet.Hears(says);

        Assert.Equal(Guard.Sound, cabinet.Asks(verb, slot: 1).Guard);
    }

    [Fact]
    public void Where_the_power_was_cut_nothing_starts_until_somebody_switches_it_on_there()
    {
        var cabinet = new Commanded();
        cabinet.Gives(CommandVerb.PowerCut);

        Assert.Equal(Guard.NotCut, cabinet.Asks(CommandVerb.ChargeStart, slot: 1).Guard);
        Assert.Equal(PublicStatus.Inoperative, cabinet.Device.Status);
    }

    [Fact]
    public void An_interlock_is_asked_again_before_a_command_leaves()
    {
        var cabinet = new Commanded();
        var on = cabinet.Gives(CommandVerb.ChargeStart, slot: 1);
        var waiting = cabinet.Gives(CommandVerb.ChargeStart, slot: 2);

        cabinet.Hears("{\"slot.01.temperature_c\":51,\"slot.02.temperature_c\":51}");

        Assert.False(CommandRules.MayLeave(cabinet.Device, cabinet[on], cabinet.Now));
        Assert.Equal((CommandState.Canceled, "interlock"), (cabinet[waiting].State, cabinet[waiting].Marks[^1].By));
    }

    [Theory]
    [InlineData("fly", 0, null, null, CommandVerdict.NoSuchCommand)]
    [InlineData(CommandVerb.SlotOpen, 0, null, null, CommandVerdict.NoSuchSlot)]
    [InlineData(CommandVerb.SlotOpen, 4, null, null, CommandVerdict.NoSuchSlot)]
    [InlineData(CommandVerb.Reboot, 1, null, null, CommandVerdict.NoSuchSlot)]
    [InlineData(CommandVerb.ChargeStart, 1, 49.0, null, CommandVerdict.BadArgument)]
    [InlineData(CommandVerb.ChargeStart, 1, 100.1, null, CommandVerdict.BadArgument)]
    [InlineData(CommandVerb.ChargeStart, 1, double.NaN, null, CommandVerdict.BadArgument)]
    [InlineData(CommandVerb.ChargeStop, 1, 90.0, null, CommandVerdict.BadArgument)]
    [InlineData(CommandVerb.ChargeStart, 1, 90.0, 10.5, CommandVerdict.TooLong)]
    [InlineData(CommandVerb.ChargeStop, 1, null, 601.0, CommandVerdict.TooLong)]
    [InlineData(CommandVerb.ChargeStart, 1, null, 0.0, CommandVerdict.Expired)]
    [InlineData(CommandVerb.ChargeStart, 1, 90.0, 10.0, CommandVerdict.Taken)]
    public void What_cannot_be_done_is_said(string verb, int slot, double? percent, double? seconds, CommandVerdict verdict)
    {
        var arguments = percent is { } value ? new Dictionary<string, double>(StringComparer.Ordinal) { [CommandMessage.TargetPct] = value } : null;

        Assert.Equal(verdict, new Commanded().Asks(verb, slot, arguments: arguments, seconds: seconds).Verdict);
    }

    [Theory]
    [InlineData(DeviceKind.ParkingSpot, "rebirth reboot")]
    [InlineData(DeviceKind.WaterCooler, "rebirth reboot power.cut")]
    [InlineData(DeviceKind.PowerBankCabinet, "rebirth reboot slot.open slot.enable slot.disable light")]
    [InlineData(DeviceKind.SocketPile, "rebirth reboot charge.start charge.stop power.cut slot.enable slot.disable")]
    [InlineData(DeviceKind.ChargingCabinet, "rebirth reboot slot.open slot.enable slot.disable charge.start charge.stop power.cut siren light")]
    public void Each_kind_takes_its_own_commands(DeviceKind kind, string verbs) => Assert.Equal(verbs, string.Join(' ', Kind.Of(kind).Commands.Select(one => one.Verb)));

    [Fact]
    public void What_moves_or_powers_something_lasts_ten_seconds_at_most() => Assert.All(
        Enum.GetValues<DeviceKind>().SelectMany(kind => Kind.Of(kind).Commands).Where(one => one.Verb is CommandVerb.SlotOpen or CommandVerb.ChargeStart or CommandVerb.Reboot),
        one => Assert.True(one.Longest <= TimeSpan.FromSeconds(10), one.Verb));
}
