using Stations.Model;

namespace Stations.Tests.Model.Doubts;

public sealed class TicketTests
{
    private const long Hour = 3_600_000;

    [Fact]
    public void The_same_within_two_hours_is_one_ticket_and_each_keeps_credit()
    {
        var tickets = Tickets.Apply([], Filed("T1", "a", "k1"), 0);
        tickets = Tickets.Apply(tickets, Filed("T2", "b", "k2"), 2 * Hour - 1);
        Assert.Equal(["a", "b"], Assert.Single(tickets).Credits.Select(credit => credit.Reporter));

        tickets = Tickets.Apply(tickets, Filed("T3", "c", "k3"), 2 * Hour);
        Assert.Equal(["T1", "T3"], tickets.Select(ticket => ticket.Number));
    }

    [Fact]
    public void What_is_sent_twice_is_one_report_also_long_after_and_when_it_is_closed()
    {
        var tickets = Tickets.Apply([], Filed("T1", "a", "k1"), 0);
        Assert.Same(tickets, Tickets.Apply(tickets, Filed("T1", "a", "k1"), 1));
        tickets = Tickets.Apply(tickets, new(ReportEventKind.Rejected, "T1", By: "Wang"), Hour);
        Assert.Same(tickets, Tickets.Apply(tickets, Filed("T1", "a", "k1"), 9 * Hour));
        Assert.Equal("T1", Tickets.NumberOf(tickets, Filed("T1", "a", "k1"), 9 * Hour));
    }

    [Fact]
    public void Another_slot_or_reason_is_another_ticket()
    {
        var tickets = Tickets.Apply([], Filed("T1", "a", "k1"), 0);
        tickets = Tickets.Apply(tickets, Filed("T2", "a", "k2") with { Slot = 2 }, 0);
        tickets = Tickets.Apply(tickets, Filed("T3", "a", "k3") with { Reason = ReportReason.Dirty }, 0);
        Assert.Equal(3, tickets.Length);
    }

    [Fact]
    public void What_is_closed_makes_room_and_what_is_open_does_not()
    {
        var tickets = Enumerable.Range(0, Tickets.MaxTickets).Aggregate(Array.Empty<Ticket>(), (all, number) => Tickets.Apply(all, Filed($"T{number}", "a", $"k{number}") with { Slot = number }, number));
        var further = Filed("more", "b", "key") with { Slot = 60 };
        Assert.Null(Tickets.NumberOf(tickets, further, Hour));
        Assert.Same(tickets, Tickets.Apply(tickets, further, Hour));

        tickets = Tickets.Apply(tickets, new(ReportEventKind.Resolved, "T3", By: "Wang"), Hour);
        tickets = Tickets.Apply(tickets, further, Hour);
        Assert.Equal((Tickets.MaxTickets, false, true), (tickets.Length, tickets.Any(ticket => ticket.Number == "T3"), tickets.Any(ticket => ticket.Number == "more")));
    }

    private static ReportEvent Filed(string ticket, string who, string key) => new(ReportEventKind.Filed, ticket, 1, ReportReason.Broken, Reporter: who, Key: key);
}
