using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Commands;

/// <summary>What the server does by itself about a critical alarm.</summary>
public sealed class InterlockTests
{
    private readonly Commanded cabinet = new();

    private IEnumerable<string> Told => (cabinet.Device.Commands?.All ?? []).Select(one => $"{one.By}: {one.Verb} {one.Slot}");

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
        var switchedOn = new CommandTurn(cabinet.Device, RuleBook.Default, cabinet.Now);
        CommandRules.PowerUp(ref switchedOn);
        Assert.False(switchedOn.Device.Holds(Condition.CutOrdered));
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
