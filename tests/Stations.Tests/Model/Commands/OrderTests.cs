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
        var id = cabinet.Gives(Command.ChargeStart, slot: 1);
        Assert.Equal((OrderState.Queued, 1), (cabinet[id].State, cabinet[id].Attempts));
        cabinet.Sends(id);
        Assert.Equal(OrderState.Sent, cabinet[id].State);
        cabinet.Answers(id, AckState.Received);
        Assert.Equal(OrderState.Received, cabinet[id].State);

        cabinet.Answers(id, AckState.Done);

        Assert.Equal((OrderState.Done, Effect.Awaited), (cabinet[id].State, cabinet[id].Effect));
        cabinet.Hears("""{"slot.01.power_w":400}""");
        Assert.Equal((OrderState.Done, Effect.Seen), (cabinet[id].State, cabinet[id].Effect));
        Assert.Empty(cabinet.Device.Orders!.Open);
    }

    [Theory]
    [InlineData(AckState.Rejected, OrderState.Rejected)]
    [InlineData(AckState.Failed, OrderState.Failed)]
    [InlineData(AckState.Expired, OrderState.Expired)]
    public void The_device_may_say_why_not(AckState word, OrderState becomes)
    {
        var id = cabinet.Gives(Command.ChargeStart, slot: 1);
        cabinet.Sends(id);

        cabinet.Answers(id, word, "because");

        Assert.Equal((becomes, "because"), (cabinet[id].State, cabinet[id].Marks[^1].Why));
        cabinet.Answers(id, AckState.Received);
        Assert.Equal(becomes, cabinet[id].State);
    }

    [Fact]
    public void What_is_not_sent_in_time_expires_and_what_is_not_answered_times_out_until_the_device_speaks_after_all()
    {
        var sent = cabinet.Gives(Command.ChargeStart, slot: 1);
        cabinet.Sends(sent);
        var waiting = cabinet.Gives(Command.ChargeStart, slot: 2);

        cabinet.Waits(10);
        Assert.Equal((OrderState.Sent, OrderState.Expired), (cabinet[sent].State, cabinet[waiting].State));
        cabinet.Waits(5);
        Assert.Equal(OrderState.TimedOut, cabinet[sent].State);

        cabinet.Answers(sent, AckState.Done);
        Assert.Equal(OrderState.Done, cabinet[sent].State);
        cabinet.Answers(waiting, AckState.Done);
        Assert.Equal(OrderState.Expired, cabinet[waiting].State);
    }

    [Fact]
    public void It_is_handed_out_again_every_two_seconds_until_the_device_has_answered_and_never_after_its_end()
    {
        var id = cabinet.Gives(Command.ChargeStart, slot: 1);
        cabinet.Sends(id);
        cabinet.Waits(5);
        Assert.Equal(3, cabinet[id].Attempts);
        cabinet.Waits(20);
        Assert.Equal(5, cabinet[id].Attempts);
        Assert.False(OrderRules.MayLeave(cabinet.Device, cabinet[id], cabinet.Now));
    }

    [Fact]
    public void A_stop_is_handed_out_until_nothing_flows_whatever_the_device_says()
    {
        cabinet.Hears("""{"slot.01.power_w":400,"slot.01.relay":true}""");
        var stop = cabinet.Gives(Command.ChargeStop, slot: 1);
        cabinet.Sends(stop);
        cabinet.Answers(stop, AckState.Failed, "the relay is stuck");
        cabinet.Waits(5);
        Assert.Equal((OrderState.Failed, Effect.Awaited, 3), (cabinet[stop].State, cabinet[stop].Effect, cabinet[stop].Attempts));

        cabinet.Hears("""{"slot.01.power_w":0}""");

        Assert.Equal(Effect.Seen, cabinet[stop].Effect);
        cabinet.Waits(5);
        Assert.Equal(3, cabinet[stop].Attempts);
    }

    [Fact]
    public void One_at_a_time_is_on_its_way_and_a_stop_goes_past_all_and_takes_back_what_it_overtakes()
    {
        var first = cabinet.Gives(Command.ChargeStart, slot: 1);
        var second = cabinet.Gives(Command.SlotOpen, slot: 1);
        var third = cabinet.Gives(Command.SlotOpen, slot: 2);
        var stop = cabinet.Gives(Command.ChargeStop, slot: 1);

        Assert.Equal([1, 0, 0, 1], new[] { first, second, third, stop }.Select(id => cabinet[id].Attempts));
        Assert.Equal([OrderState.Canceled, OrderState.Queued], new[] { second, third }.Select(id => cabinet[id].State));
        Assert.Equal(cabinet[stop].Epoch, new[] { first, second, third, stop }.Max(id => cabinet[id].Epoch));
        cabinet.Answers(first, AckState.Rejected);
        Assert.Equal(1, cabinet[third].Attempts);
    }

    [Fact]
    public void An_open_that_shows_nothing_ends_in_a_stuck_door()
    {
        var id = cabinet.Gives(Command.SlotOpen, slot: 1);
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
        var id = cabinet.Gives(Command.PowerCut, slot: 1);
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

    [Fact]
    public void The_same_key_is_the_same_command_as_long_as_it_is_remembered_and_sixty_four_are()
    {
        var id = cabinet.Gives(Command.Light, key: "once");
        cabinet.Answers(id, AckState.Done);
        for (var more = 0; more < Orders.MaxFinished - 1; more++)
        {
            cabinet.Answers(cabinet.Gives(Command.Light, key: $"more-{more}"), AckState.Done);
        }

        Assert.Equal(id, cabinet.Gives(Command.Light, key: "once"));
        Assert.Equal(OrderVerdict.KeyTaken, cabinet.Asks(Command.Siren, key: "once").Verdict);
        cabinet.Answers(cabinet.Gives(Command.Light, key: "one too many"), AckState.Done);
        Assert.Equal(Orders.MaxFinished, cabinet.Device.Orders!.Finished.Length);
        Assert.NotEqual(id, cabinet.Gives(Command.Light, key: "once"));
    }

    [Fact]
    public void Its_end_on_the_wire_is_by_the_devices_clock_and_on_the_safe_side()
    {
        cabinet.Hears("""{"power_w":1}""", clockAhead: -90_000);
        var id = cabinet.Gives(Command.ChargeStart, slot: 1);

        Assert.Equal(cabinet[id].ExpiresAt - 91_000, cabinet[id].ToCommand(cabinet.Device).Exp);
    }
}
