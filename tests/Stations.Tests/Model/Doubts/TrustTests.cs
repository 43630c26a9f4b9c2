using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Doubts;

public sealed class TrustTests
{
    private const string Free = """{"slot.01.door":"closed","slot.01.present":false,"slot.02.door":"closed","slot.02.present":false}""";
    private const string Charging = """{"slot.01.present":true,"slot.01.relay":true,"slot.01.power_w":300}""";

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 50)];

    [Theory]
    [InlineData("a1", 1, Confidence.Low, PublicStatus.Available, StatusReason.Reported)]
    [InlineData("a1 a1 a1 a1", 1, Confidence.Low, PublicStatus.Available, StatusReason.Reported)]
    [InlineData("a1 b1", 2, Confidence.Low, PublicStatus.Available, StatusReason.Reported)]
    [InlineData("a1 b1 c1 d1", 2, Confidence.Low, PublicStatus.Available, StatusReason.Reported)]
    [InlineData("a1 b2 c2", 3, Confidence.High, PublicStatus.OutOfOrder, StatusReason.Reported)]
    [InlineData("a1 b2 a1 c3", 3, Confidence.High, PublicStatus.OutOfOrder, StatusReason.Reported)]
    public void One_reporter_makes_doubtful_and_three_from_more_than_one_place_out_of_order(string reporters, int weight, Confidence confidence, PublicStatus status, StatusReason reason)
    {
        var cabinet = Cabinet();
        foreach (var (who, number) in reporters.Split(' ').Select((who, number) => (who, number)))
        {
            cabinet.Hears("{}");
            cabinet.Says(Filed(who, $"key-{number}"));
        }

        Assert.Equal(weight, cabinet.Device.Trust.WeightOf(1));
        Assert.Equal(new PublicWord(status, confidence, reason), cabinet.Device.WordOf(1));
        Assert.Equal(new PublicWord(PublicStatus.Available, Confidence.High, StatusReason.Ok), cabinet.Device.WordOf(2));
        Assert.Equal(status == PublicStatus.OutOfOrder ? Health.Fault : Health.Ok, cabinet.Device.SlotAxes(1).Health);
        Assert.Equal(status == PublicStatus.OutOfOrder, cabinet.Alarm("REPORTED_BROKEN", 1) is not null);
    }

    /// <summary>Whatever the order, and whatever an operator sets: riders, failures and a use end in the same picture.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_arrival_does_not_matter_and_one_use_clears_all_doubts(int seed)
    {
        var dice = new Random(seed);
        var said = Enumerable.Range(0, dice.Next(1, 12)).Select(number => Filed($"{(char)('a' + dice.Next(5))}{dice.Next(3)}", $"key-{number}") with { Slot = dice.Next(3) }).ToArray();
        var (one, other) = (Cabinet(), Cabinet());
        foreach (var report in said)
        {
            one.Says(report);
        }

        dice.Shuffle(said);
        foreach (var report in said)
        {
            other.Says(report);
        }

        for (var slot = 0; slot <= 2; slot++)
        {
            Assert.Equal((slot, one.Device.Trust.WeightOf(slot), one.Device.WordOf(slot)), (slot, other.Device.Trust.WeightOf(slot), other.Device.WordOf(slot)));
        }

        one.Hears(Charging);

        Assert.All(one.Device.Trust.Doubts, doubt => Assert.Equal(2, doubt.Slot));
        Assert.False(one.Device.Holds(Condition.ReportedBroken, 0) || one.Device.Holds(Condition.ReportedBroken, 1));
        Assert.All(one.Device.Trust.Tickets.Where(ticket => ticket.Slot != 2), ticket => Assert.Equal(TicketState.UsedSince, ticket.State));
    }

    [Fact]
    public void What_is_set_cannot_let_one_rider_alone_put_anything_out_of_order()
    {
        var cabinet = Cabinet(new RuleBook([new AlarmSetting(null, "REPORTED_BROKEN", Raise: 1)]));
        cabinet.Says(Filed("a1", "key-1"));
        Assert.Equal(PublicStatus.Available, cabinet.Device.StatusOf(1));

        cabinet.Says(Filed("b2", "key-2"));
        Assert.Equal(PublicStatus.OutOfOrder, cabinet.Device.StatusOf(1));
    }

    [Fact]
    public void A_door_that_was_stuck_is_doubted_until_somebody_has_used_it()
    {
        var cabinet = Cabinet();
        cabinet.Learns(FactKind.DoorGotStuck, 1);
        Assert.Equal(new PublicWord(PublicStatus.OutOfOrder, Confidence.Low, StatusReason.Fault), cabinet.Device.WordOf(1));

        cabinet.Learns(FactKind.DoorCameFree, 1);
        Assert.Equal(new PublicWord(PublicStatus.Available, Confidence.Low, StatusReason.Failed), cabinet.Device.WordOf(1));

        cabinet.Hears(Charging);
        Assert.Equal(new PublicWord(PublicStatus.Charging, Confidence.High, StatusReason.InUse), cabinet.Device.WordOf(1));
    }

    [Fact]
    public void Two_failures_and_a_rider_put_a_slot_out_of_order_and_its_cabinet_has_one_fewer()
    {
        var cabinet = Cabinet();
        for (var failure = 0; failure < 2; failure++)
        {
            cabinet.Learns(FactKind.DoorGotStuck, 1);
            cabinet.Learns(FactKind.DoorCameFree, 1);
        }

        cabinet.Says(Filed("a1", "key-1"));

        Assert.Equal(new PublicWord(PublicStatus.OutOfOrder, Confidence.High, StatusReason.Reported), cabinet.Device.WordOf(1));
        Assert.Equal(new Tally(1, 0, 1, 0), cabinet.Device.Kind.TallyOf(cabinet.Device));
    }

    [Theory]
    [InlineData(ReportReason.Dirty)]
    [InlineData(ReportReason.OccupiedByOther)]
    [InlineData(ReportReason.Other)]
    public void What_does_not_say_that_it_is_broken_changes_nothing_that_is_shown(ReportReason reason)
    {
        var cabinet = Cabinet();
        cabinet.Says(Filed("a1", "key-1") with { Reason = reason });

        Assert.Equal(Confidence.High, cabinet.Device.WordOf(1).Confidence);
        Assert.Equal(reason, Assert.Single(cabinet.Device.Trust.Tickets).Reason);
    }

    [Fact]
    public void Danger_calls_operators_at_once_and_ends_with_their_answer_and_with_no_use()
    {
        var cabinet = Cabinet();
        cabinet.Says(Filed("a1", "key-1") with { Reason = ReportReason.Unsafe });
        Assert.True(cabinet.Alarm("REPORTED_UNSAFE", 1)!.IsActive);

        cabinet.Hears(Charging);
        Assert.True(cabinet.Device.Holds(Condition.ReportedUnsafe, 1));

        cabinet.Says(new(ReportEventKind.Resolved, "T-key-1", By: "Wang", Text: "Cable replaced"));
        Assert.False(cabinet.Device.Holds(Condition.ReportedUnsafe, 1));
        Assert.Equal((TicketState.Resolved, "Cable replaced"), (cabinet.Device.Trust.Tickets[0].State, cabinet.Device.Trust.Tickets[0].Answer));
    }

    [Fact]
    public void An_operators_answer_takes_back_what_the_ticket_made_of_the_device()
    {
        var cabinet = Cabinet();
        foreach (var who in new[] { "a1", "b2", "c3" })
        {
            cabinet.Says(Filed(who, $"key-{who}"));
        }

        Assert.Equal(PublicStatus.OutOfOrder, cabinet.Device.StatusOf(1));
        var ticket = Assert.Single(cabinet.Device.Trust.Tickets);
        Assert.Equal(3, ticket.Credits.Length);

        cabinet.Says(new(ReportEventKind.Rejected, ticket.Number, By: "Wang"));
        Assert.Equal(new PublicWord(PublicStatus.Available, Confidence.High, StatusReason.Ok), cabinet.Device.WordOf(1));
    }

    [Fact]
    public void Doubts_that_nobody_renews_count_for_a_day()
    {
        var room = new Live(DeviceKind.Station);
        room.Hears("""{"seats_free":3,"seats_total":9}""");
        room.Says(Filed("a1", "key-1") with { Slot = 0 });
        var day = (long)Trust.Lasting.TotalMilliseconds;

        Assert.Null(TrustLimits.Default.Find(room.Device, null, room.Now + day));
        Assert.Equal(new ReportEvent(ReportEventKind.Faded), TrustLimits.Default.Find(room.Device, null, room.Now + day + 1));
        room.Says(new(ReportEventKind.Faded));
        Assert.Equal(StatusReason.Ok, room.Device.Word.Reason);
    }

    [Fact]
    public void A_restart_of_the_device_forgets_nothing()
    {
        var cabinet = Cabinet();
        cabinet.Says(Filed("a1", "key-1"));
        Assert.Same(cabinet.Device.Trust, Device.Born(cabinet.Device.Info, cabinet.Device, "boot-2").Trust);
    }

    [Fact]
    public void What_is_remembered_of_one_device_is_bounded()
    {
        var cabinet = Cabinet();
        for (var number = 0; number < 200; number++)
        {
            cabinet.Says(Filed($"{number:x}-1", $"key-{number}") with { Slot = number % 3, Reason = (ReportReason)(number % 8) });
        }

        Assert.Equal(Trust.MaxDoubts, cabinet.Device.Trust.Doubts.Length);
        Assert.Equal(Tickets.MaxTickets, cabinet.Device.Trust.Tickets.Length);
        Assert.All(cabinet.Device.Trust.Tickets, ticket => Assert.InRange(ticket.Credits.Length, 1, Tickets.MaxCredits));
    }

    /// <summary>Two free slots of a cabinet that has been used before by nobody.</summary>
    private static Live Cabinet(RuleBook? book = null)
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 2) { Rules = book ?? RuleBook.Default };
        cabinet.Hears(Free);
        return cabinet;
    }

    /// <param name="who">A letter for the rider, and a digit for where from.</param>
    private static ReportEvent Filed(string who, string key) =>
        new(ReportEventKind.Filed, $"T-{key}", 1, ReportReason.Broken, Reporter: who, Key: key, From: who[^1]);
}
