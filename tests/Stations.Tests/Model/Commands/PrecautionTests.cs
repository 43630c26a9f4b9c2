using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Commands;

/// <summary>What the server does by itself about an alarm that is not critical.</summary>
public sealed class PrecautionTests
{
    private readonly Commanded cabinet = new();

    private IEnumerable<string> Told => (cabinet.Device.Commands?.All ?? []).Select(one => $"{one.By}: {one.Verb} {one.Slot}");

    [Fact]
    public void A_slot_that_is_too_hot_is_stopped_once_for_each_time_that_it_is()
    {
        cabinet.Hears("""{"slot.02.power_w":400,"slot.02.relay":true,"slot.02.temperature_c":51}""");
        cabinet.Waits(9);
        Assert.Empty(Told);

        cabinet.Waits(60);
        Assert.Equal(["SLOT_TEMPERATURE_HIGH: charge.stop 2"], Told);

        cabinet.Hears("""{"slot.02.power_w":0,"slot.02.relay":false,"slot.02.temperature_c":40}""");
        cabinet.Waits(9);
        cabinet.Hears("""{"slot.02.power_w":400,"slot.02.relay":true,"slot.02.temperature_c":40}""");
        cabinet.Waits(2);
        Assert.False(cabinet.Device.Holds(Condition.SlotHot, 2));
        Assert.Single(Told);

        cabinet.Hears("""{"slot.02.temperature_c":44}""");
        cabinet.Waits(31);
        cabinet.Hears("""{"slot.02.temperature_c":48}""");
        cabinet.Waits(31);
        cabinet.Hears("""{"slot.02.temperature_c":51}""");
        cabinet.Waits(11);
        Assert.Equal(["SLOT_TEMPERATURE_HIGH: charge.stop 2", "SLOT_TEMPERATURE_HIGH: charge.stop 2"], Told);
    }

    [Fact]
    public void A_cabinet_that_freezes_stops_all_that_charges_and_nothing_else()
    {
        cabinet.Hears("""{"slot.01.power_w":300,"slot.01.relay":true,"slot.02.relay":false,"slot.03.relay":true,"temperature_c":-1}""");
        cabinet.Waits(31);

        Assert.Equal(["CABINET_TEMPERATURE: charge.stop 1", "CABINET_TEMPERATURE: charge.stop 3"], Told);
    }

    [Fact]
    public void A_charger_that_stays_on_when_full_is_stopped_though_next_to_nothing_flows()
    {
        cabinet.Hears("""{"slot.01.power_w":2,"slot.01.relay":true}""");
        cabinet.Waits(301);

        Assert.Equal(["NOT_STOPPED_WHEN_FULL: charge.stop 1"], Told);
    }

    [Fact]
    public void Whoever_starts_it_again_there_is_not_stopped_again_by_the_same_alarm_and_from_here_nobody_starts_it()
    {
        cabinet.Hears("""{"slot.01.power_w":300,"slot.01.relay":true,"slot.01.cell_max_c":46}""");
        cabinet.Waits(6);
        var stop = cabinet.Device.Commands!.Open.Single();
        Assert.Equal(("CELL_RANGE", CommandVerb.ChargeStop), (stop.By, stop.Verb));
        cabinet.Answers(stop.Id, AckState.Done);
        cabinet.Hears("""{"slot.01.power_w":0,"slot.01.relay":false}""");

        Assert.Equal(Guard.InRange, cabinet.Asks(CommandVerb.ChargeStart, slot: 1).Guard);
        cabinet.Hears("""{"slot.01.power_w":300,"slot.01.relay":true}""");
        cabinet.Waits(20);

        Assert.Single(Told, one => one.StartsWith("CELL_RANGE", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hole_whose_power_bank_does_not_come_out_three_times_is_disabled_once()
    {
        var banks = new Commanded(DeviceKind.PowerBankCabinet);
        banks.Hears("""{"slot.02.pop_failures":2,"slot.02.enabled":true}""");
        Assert.Null(banks.Device.Commands);
        banks.Hears("""{"slot.02.pop_failures":3}""");

        var disable = Assert.Single(banks.Device.Commands!.Open);
        Assert.Equal(("POP_FAILED", CommandVerb.SlotDisable, 2), (disable.By, disable.Verb, disable.Slot));
        banks.Answers(disable.Id, AckState.Done);
        banks.Hears("""{"slot.02.enabled":false}""");
        var enable = banks.Gives(CommandVerb.SlotEnable, slot: 2);
        banks.Answers(enable, AckState.Done);
        banks.Hears("""{"slot.02.enabled":true}""");
        banks.Waits(10);
        Assert.Equal(2, banks.Device.Commands!.All.Count());
    }

    [Fact]
    public void What_takes_no_stop_is_told_nothing()
    {
        var oven = new Commanded(DeviceKind.Microwave);
        oven.Hears("""{"cavity_c":130,"running":true,"power_w":900}""");
        oven.Waits(5);

        Assert.True(oven.Device.Holds(Condition.CavityHot));
        Assert.Null(oven.Device.Commands);
    }
}
