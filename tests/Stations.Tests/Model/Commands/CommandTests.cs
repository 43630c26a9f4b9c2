using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Commands;

/// <summary>A command's life, step by step.</summary>
public sealed class OrderTests
{
    private readonly Commanded cabinet = new();

    [Fact]
    public void It_goes_from_queued_to_done_by_the_devices_word_alone()
    {
        var id = cabinet.Gives(CommandVerb.ChargeStart, slot: 1);
        Assert.Equal((CommandState.Queued, 1), (cabinet[id].State, cabinet[id].Attempts));
        cabinet.Sends(id);
        Assert.Equal(CommandState.Sent, cabinet[id].State);
        cabinet.Answers(id, AckState.Received);
        Assert.Equal(CommandState.Received, cabinet[id].State);

        cabinet.Answers(id, AckState.Done);

        Assert.Equal((CommandState.Done, Effect.Awaited), (cabinet[id].State, cabinet[id].Effect));
        cabinet.Hears("""{"slot.01.power_w":400}""");
        Assert.Equal((CommandState.Done, Effect.Seen), (cabinet[id].State, cabinet[id].Effect));
        Assert.Empty(cabinet.Device.Commands!.Open);
    }

    [Theory]
    [InlineData(AckState.Rejected, CommandState.Rejected)]
    [InlineData(AckState.Failed, CommandState.Failed)]
    [InlineData(AckState.Expired, CommandState.Expired)]
    public void The_device_may_say_why_not(AckState word, CommandState becomes)
    {
        var id = cabinet.Gives(CommandVerb.ChargeStart, slot: 1);
        cabinet.Sends(id);

        cabinet.Answers(id, word, "because");

        Assert.Equal((becomes, "because"), (cabinet[id].State, cabinet[id].Marks[^1].Why));
        cabinet.Answers(id, AckState.Received);
        Assert.Equal(becomes, cabinet[id].State);
    }

    [Fact]
    public void What_is_not_sent_in_time_expires_and_what_is_not_answered_times_out_until_the_device_speaks_after_all()
    {
        var sent = cabinet.Gives(CommandVerb.ChargeStart, slot: 1);
        cabinet.Sends(sent);
        var waiting = cabinet.Gives(CommandVerb.ChargeStart, slot: 2);

        cabinet.Waits(10);
        Assert.Equal((CommandState.Sent, CommandState.Expired), (cabinet[sent].State, cabinet[waiting].State));
        cabinet.Waits(5);
        Assert.Equal(CommandState.TimedOut, cabinet[sent].State);

        cabinet.Answers(sent, AckState.Done);
        Assert.Equal(CommandState.Done, cabinet[sent].State);
        cabinet.Answers(waiting, AckState.Done);
        Assert.Equal(CommandState.Expired, cabinet[waiting].State);
    }

    [Fact]
    public void It_is_handed_out_again_every_two_seconds_until_the_device_has_answered_and_never_after_its_end()
    {
        var id = cabinet.Gives(CommandVerb.ChargeStart, slot: 1);
        cabinet.Sends(id);
        cabinet.Waits(5);
        Assert.Equal(3, cabinet[id].Attempts);
        cabinet.Waits(20);
        Assert.Equal(5, cabinet[id].Attempts);
        Assert.False(CommandRules.MayLeave(cabinet.Device, cabinet[id], cabinet.Now));
    }

    [Fact]
    public void A_stop_is_handed_out_until_nothing_flows_whatever_the_device_says()
    {
        cabinet.Hears("""{"slot.01.power_w":400,"slot.01.relay":true}""");
        var stop = cabinet.Gives(CommandVerb.ChargeStop, slot: 1);
        cabinet.Sends(stop);
        cabinet.Answers(stop, AckState.Failed, "the relay is stuck");
        cabinet.Waits(5);
        Assert.Equal((CommandState.Failed, Effect.Awaited, 3), (cabinet[stop].State, cabinet[stop].Effect, cabinet[stop].Attempts));

        cabinet.Hears("""{"slot.01.power_w":0}""");

        Assert.Equal(Effect.Seen, cabinet[stop].Effect);
        cabinet.Waits(5);
        Assert.Equal(3, cabinet[stop].Attempts);
    }

    [Fact]
    public void One_at_a_time_is_on_its_way_and_a_stop_goes_past_all_and_takes_back_what_it_overtakes()
    {
        var first = cabinet.Gives(CommandVerb.ChargeStart, slot: 1);
        var second = cabinet.Gives(CommandVerb.SlotOpen, slot: 1);
        var third = cabinet.Gives(CommandVerb.SlotOpen, slot: 2);
        var stop = cabinet.Gives(CommandVerb.ChargeStop, slot: 1);

        Assert.Equal([1, 0, 0, 1], new[] { first, second, third, stop }.Select(id => cabinet[id].Attempts));
        Assert.Equal([CommandState.Canceled, CommandState.Queued], new[] { second, third }.Select(id => cabinet[id].State));
        Assert.Equal(cabinet[stop].Epoch, new[] { first, second, third, stop }.Max(id => cabinet[id].Epoch));
        cabinet.Answers(first, AckState.Rejected);
        Assert.Equal(1, cabinet[third].Attempts);
    }

    [Fact]
    public void An_open_that_shows_nothing_ends_in_a_stuck_door()
    {
        var id = cabinet.Gives(CommandVerb.SlotOpen, slot: 1);
        cabinet.Answers(id, AckState.Done);
        Assert.True(cabinet.Device.Holds(Condition.OpenAccepted, 1));

        cabinet.Waits(9);

        Assert.Equal(Effect.Missed, cabinet[id].Effect);
        Assert.True(cabinet.Device.Holds(Condition.DoorStuck, 1));
        Assert.False(cabinet.Device.Holds(Condition.OpenAccepted, 1));
    }

    [Fact]
    public void A_cut_that_shows_nothing_is_an_alarm_after_five_seconds()
    {
        cabinet.Hears("""{"slot.01.power_w":400,"slot.01.relay":true}""");
        var id = cabinet.Gives(CommandVerb.PowerCut, slot: 1);
        Assert.True(cabinet.Device.Holds(Condition.CutOrdered, 1));

        cabinet.Waits(6);
        Assert.True(cabinet.Device.Holds(Condition.CutNotConfirmed, 1));

        cabinet.Hears("""{"slot.01.power_w":0,"slot.01.relay":false}""");
        cabinet.Waits(6);
        cabinet.Hears("""{"slot.01.power_w":0}""");
        Assert.False(cabinet.Device.Holds(Condition.CutNotConfirmed, 1));
        Assert.Equal(Effect.Seen, cabinet[id].Effect);
        Assert.Equal(PublicStatus.Inoperative, PublicStatuses.Of(cabinet.Device.SlotAxes(1)));
    }

    [Theory]
    [InlineData("""{"slot.01.power_w":0}""", true)]
    [InlineData("""{"slot.01.enabled":false}""", true)]
    [InlineData("""{"slot.01.enabled":true}""", false)]
    public void A_slot_that_was_cut_is_so_through_a_new_start_until_it_says_that_it_may_be_used(string d, bool isCut)
    {
        cabinet.Gives(CommandVerb.PowerCut, slot: 1);
        cabinet.Hears(d);
        var started = new CommandTurn(cabinet.Device, RuleBook.Default, cabinet.Now);

        CommandRules.PowerUp(ref started);

        Assert.Equal(isCut, started.Device.Holds(Condition.CutOrdered, 1));
    }

    [Fact]
    public void The_same_key_is_the_same_command_as_long_as_it_is_remembered_and_sixty_four_are()
    {
        var id = cabinet.Gives(CommandVerb.Light, key: "once");
        cabinet.Answers(id, AckState.Done);
        for (var more = 0; more < DeviceCommands.MaxFinished - 1; more++)
        {
            cabinet.Answers(cabinet.Gives(CommandVerb.Light, key: $"more-{more}"), AckState.Done);
        }

        Assert.Equal(id, cabinet.Gives(CommandVerb.Light, key: "once"));
        Assert.Equal(CommandVerdict.KeyTaken, cabinet.Asks(CommandVerb.Siren, key: "once").Verdict);
        cabinet.Answers(cabinet.Gives(CommandVerb.Light, key: "one too many"), AckState.Done);
        Assert.Equal(DeviceCommands.MaxFinished, cabinet.Device.Commands!.Finished.Length);
        Assert.NotEqual(id, cabinet.Gives(CommandVerb.Light, key: "once"));
    }

    [Fact]
    public void Its_end_on_the_wire_is_by_the_devices_clock_and_on_the_safe_side()
    {
        cabinet.Hears("""{"power_w":1}""", clockAhead: -90_000);
        var id = cabinet.Gives(CommandVerb.ChargeStart, slot: 1);

        Assert.Equal(cabinet[id].ExpiresAt - 91_000, cabinet[id].ToMessage(cabinet.Device).Exp);
    }
}
