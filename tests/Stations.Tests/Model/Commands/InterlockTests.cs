using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Commands;

/// <summary>What the server does by itself about a critical alarm.</summary>
public sealed class InterlockTests
{
    private readonly Commanded cabinet = new();

    private IEnumerable<string> Told => (cabinet.Device.Commands?.All ?? []).Select(one => $"{one.By}: {one.Verb} {one.Slot}");

    private void Reset(string code)
    {
        if (cabinet.Device.Kind.Rules.Of(code)!.Condition.IsLatched())
        {
            cabinet.Acts(new Act(ActKind.Reset, "ops", code));
        }
    }

    private Trip? TripOf(int slot) => Array.Find(cabinet.Device.Commands?.Trips ?? [], one => one.Slot == slot);

    [Fact]
    public void Smoke_cuts_everything_and_sounds_the_siren_once()
    {
        cabinet.Hears("""{"smoke":true,"power_w":800}""");
        cabinet.Hears("""{"smoke":true,"power_w":790}""");

        Assert.Equal(["SMOKE: power.cut 0", "SMOKE: siren 0"], Told);
        Assert.Equal(
            [CommandMove.InterlockBegan, CommandMove.DoorsKeptShut, CommandMove.PeopleNotified, CommandMove.WorkOrderRequested], TripOf(0)!.Steps.Select(step => step.Step));
        cabinet.Hears("""{"power_w":3}""");
        Assert.True(TripOf(0)!.Took(CommandMove.PowerFoundOff));
    }

    [Fact]
    public void A_battery_that_burns_is_cut_and_its_neighbours_are_stopped()
    {
        cabinet.Hears("""{"slot.02.power_w":400,"slot.02.relay":true,"slot.03.power_w":400,"slot.03.relay":true}""");
        cabinet.Hears("""{"slot.02.temperature_c":61}""");
        cabinet.Waits(3);

        Assert.Equal(["SLOT_TEMPERATURE_CRITICAL: power.cut 2", "SLOT_TEMPERATURE_CRITICAL: charge.stop 3"], Told);
        Assert.False(TripOf(2)!.Took(CommandMove.NeighboursStopped));
        cabinet.Hears("""{"slot.02.power_w":0,"slot.03.power_w":0}""");
        Assert.True(TripOf(2)!.Took(CommandMove.NeighboursStopped) && TripOf(2)!.Took(CommandMove.PowerFoundOff));
    }

    [Fact]
    public void A_neighbour_that_begins_to_charge_again_beside_it_is_stopped_again()
    {
        cabinet.Hears("""{"slot.03.power_w":400,"slot.03.relay":true}""");
        cabinet.Hears("""{"slot.02.temperature_c":61}""");
        cabinet.Waits(3);
        cabinet.Answers(cabinet.Device.Commands!.Open.Single(one => one.Slot == 3).Id, AckState.Done);
        cabinet.Hears("""{"slot.03.power_w":0,"slot.03.relay":false}""");
        Assert.Single(Told, one => one == "SLOT_TEMPERATURE_CRITICAL: charge.stop 3");

        cabinet.Waits(20);
        cabinet.Hears("""{"slot.03.power_w":300,"slot.03.relay":true}""");
        Assert.Equal(2, Told.Count(one => one == "SLOT_TEMPERATURE_CRITICAL: charge.stop 3"));
    }

    [Fact]
    public void A_device_that_tripped_by_itself_is_not_told_again()
    {
        cabinet.Hears("""{"leakage_ma":40,"power_w":0}""");

        Assert.Empty(Told);
        Assert.True(TripOf(0)!.Took(CommandMove.PowerFoundOff));
        Assert.True(cabinet.Device.Holds(Condition.CutOrdered));
    }

    [Fact]
    public void Power_that_flows_on_is_an_alarm_and_the_cut_is_said_again_and_ordered_anew_when_it_ended_in_vain()
    {
        cabinet.Hears("""{"smoke":true,"power_w":800}""");
        var cut = cabinet.Device.Commands!.Open[0];
        cabinet.Waits(6);
        Assert.True(cabinet.Device.Holds(Condition.CutNotConfirmed));
        Assert.InRange(cabinet[cut.Id].Attempts, 3, 4);

        cabinet.Waits(620);
        cabinet.Hears("""{"power_w":801}""");

        Assert.Equal(2, Told.Count(one => one == "SMOKE: power.cut 0"));
    }

    [Fact]
    public void It_ends_when_a_person_has_reset_the_alarm_and_what_it_cut_stays_off_offer_until_it_is_switched_on_there()
    {
        cabinet.Hears("""{"smoke":true,"power_w":800}""");
        cabinet.Hears("""{"smoke":false,"power_w":0}""");
        cabinet.Acts(new Act(ActKind.Reset, "ops", "SMOKE"));

        Assert.Null(TripOf(0));
        Assert.True(cabinet.Device.Holds(Condition.CutOrdered));
        Assert.Equal(PublicStatus.Inoperative, cabinet.Device.Status);
        cabinet.Starts("""{"power_w":25,"slot.01.door":"closed","slot.01.present":false}""");
        Assert.False(cabinet.Device.Holds(Condition.CutOrdered));
        Assert.Equal(PublicStatus.Available, cabinet.Device.Status);
    }

    [Theory]
    [InlineData("smoke")]
    [InlineData("flood")]
    public void A_cabinet_whose_mains_were_cut_is_so_through_every_new_start_until_its_power_flows(string danger)
    {
        cabinet.Hears($$"""{"{{danger}}":true,"power_w":800}""");
        cabinet.Waits(3);
        cabinet.Hears("""{"power_w":0}""");
        cabinet.Hears($$"""{"{{danger}}":false,"slot.01.present":false}""");
        cabinet.Waits(61);
        cabinet.Hears("{}");
        Reset(danger.ToUpperInvariant());
        Assert.Null(TripOf(0));

        for (var starts = 0; starts < 3; starts++)
        {
            cabinet.Starts($$"""{"{{danger}}":false,"power_w":0,"mains_ok":true,"slot.01.door":"closed","slot.01.present":false,"slot.02.door":"closed","slot.02.present":true}""");
            cabinet.Waits(31);
            Assert.Equal(PublicStatus.Inoperative, cabinet.Device.Status);
            Assert.Equal(Guard.NotCut, cabinet.Asks(CommandVerb.ChargeStart, slot: 2).Guard);
        }

        cabinet.Hears("""{"power_w":25}""");
        Assert.False(cabinet.Device.Holds(Condition.CutOrdered));
        Assert.Equal(PublicStatus.Available, cabinet.Device.Status);
        cabinet.Waits(10);
        Assert.False(cabinet.Device.MayHold(Condition.CutNotConfirmed));
    }

    [Fact]
    public void A_switch_that_tripped_by_itself_is_off_until_power_flows_also_when_its_alarm_was_reset_from_afar()
    {
        cabinet.Hears("""{"leakage_ma":40,"power_w":0,"slot.01.present":false}""");
        cabinet.Hears("""{"leakage_ma":0}""");
        Reset("LEAKAGE");

        Assert.Null(TripOf(0));
        Assert.Empty(Told);
        Assert.Equal(PublicStatus.Inoperative, cabinet.Device.Status);
        cabinet.Hears("""{"power_w":25}""");
        Assert.Equal(PublicStatus.Available, cabinet.Device.Status);
    }

    [Fact]
    public void Whoever_switches_it_on_there_once_the_danger_is_over_needs_no_new_start_and_raises_no_alarm()
    {
        cabinet.Hears("""{"smoke":true,"power_w":800}""");
        cabinet.Answers(cabinet.Device.Commands!.Open[0].Id, AckState.Done);
        cabinet.Hears("""{"smoke":false,"power_w":0}""");
        Reset("SMOKE");
        cabinet.Hears("""{"power_w":25}""");
        cabinet.Waits(10);

        Assert.False(cabinet.Device.Holds(Condition.CutOrdered));
        Assert.False(cabinet.Device.Holds(Condition.CutNotConfirmed));
    }

    [Fact]
    public void Power_that_comes_back_against_a_persons_cut_is_an_alarm_and_a_start_before_the_cut_is_done_takes_nothing_back()
    {
        var cut = cabinet.Gives(CommandVerb.PowerCut);
        cabinet.Starts("""{"power_w":25}""");
        Assert.True(cabinet.Device.Holds(Condition.CutOrdered));
        cabinet.Answers(cut, AckState.Done);
        cabinet.Hears("""{"power_w":0}""");
        Assert.Equal(Effect.Seen, cabinet[cut].Effect);

        var again = cabinet.Gives(CommandVerb.PowerCut);
        cabinet.Answers(again, AckState.Done);
        cabinet.Hears("""{"power_w":0}""");
        cabinet.Hears("""{"power_w":25}""");
        cabinet.Waits(6);
        Assert.True(cabinet.Device.Holds(Condition.CutNotConfirmed));
    }

    [Fact]
    public void What_is_fed_by_the_power_that_was_cut_came_back_with_it()
    {
        var cooler = new Commanded(DeviceKind.WaterCooler);
        cooler.Hears("""{"mode":"standby","leak":true}""");
        cooler.Hears("""{"leak":false}""");
        Assert.Equal(PublicStatus.Inoperative, cooler.Device.Status);

        cooler.Answers(cooler.Device.Commands!.All.First().Id, AckState.Done);
        cooler.Waits(620);
        cooler.Starts("""{"mode":"standby","leak":false}""");
        Assert.Equal(PublicStatus.Available, cooler.Device.Status);
    }

    [Fact]
    public void A_cabinet_that_tells_the_power_of_its_slots_alone_is_cut_though_nothing_charges_and_each_slot_that_draws_on_is_an_alarm()
    {
        cabinet.Hears("""{"power_w":null,"smoke":true}""");
        Assert.Contains("SMOKE: power.cut 0", Told);
        Assert.False(TripOf(0)!.Took(CommandMove.PowerFoundOff));

        cabinet.Hears("""{"slot.02.power_w":120,"slot.02.relay":true}""");
        cabinet.Waits(6);
        Assert.Equal([2], cabinet.Device.Holding.Where(one => one.Condition == Condition.CutNotConfirmed).Select(one => one.Slot));

        cabinet.Answers(cabinet.Device.Commands!.All.First().Id, AckState.Done);
        cabinet.Hears("""{"slot.02.power_w":0,"slot.02.relay":false}""");
        Assert.True(TripOf(0)!.Took(CommandMove.PowerFoundOff));
        Assert.False(cabinet.Device.Holds(Condition.CutNotConfirmed, 2));
    }

    [Fact]
    public void A_door_that_stands_open_is_told_as_kept_shut_only_once_somebody_has_shut_it()
    {
        cabinet.Hears("""{"slot.03.door":"open"}""");
        cabinet.Hears("""{"smoke":true,"power_w":800}""");
        Assert.False(TripOf(0)!.Took(CommandMove.DoorsKeptShut));

        cabinet.Hears("""{"slot.03.door":"closed"}""");
        Assert.True(TripOf(0)!.Took(CommandMove.DoorsKeptShut));
    }

    [Fact]
    public void An_alarm_that_is_not_critical_stops_the_slot_and_begins_no_interlock()
    {
        cabinet.Hears("""{"slot.01.temperature_c":51,"slot.01.power_w":400}""");
        cabinet.Waits(15);

        Assert.True(cabinet.Device.Holds(Condition.SlotHot, 1));
        Assert.Empty(cabinet.Device.Commands!.Trips);
        Assert.Equal(["SLOT_TEMPERATURE_HIGH: charge.stop 1"], Told);
    }

    [Fact]
    public void It_leaves_with_the_warning_before_it_is_written()
    {
        var before = cabinet.Device;
        cabinet.Hears("""{"smoke":true,"power_w":800}""");

        var warned = before.WarnedBy(cabinet.Device);

        Assert.Equal([CommandVerb.PowerCut], warned.Commands!.Open.Select(one => one.Verb));
        Assert.True(CommandRules.MayLeave(warned, warned.Commands.Open[0], cabinet.Now));
    }
}
