namespace Stations.Model;

/// <summary>The tickets of one appliance or station: pure, and bounded.</summary>
public static class Tickets
{
    /// <summary>Of one appliance or station; the oldest that is closed makes room (our engineering default).</summary>
    public const int MaxTickets = 16;

    /// <summary>Further ones are heard and not written down (our engineering default).</summary>
    public const int MaxCredits = 64;

    /// <summary>The same said again within this is the same ticket (the design's rule for reports).</summary>
    public static readonly TimeSpan Merging = TimeSpan.FromHours(2);

    /// <summary>The ticket on which a report stands, or would stand; null when there is no room for another one.</summary>
    public static string? NumberOf(Ticket[] tickets, ReportEvent filed, long now) =>
        Find(tickets, filed, now)?.Number ?? (HasRoom(tickets) ? filed.Ticket : null);

    /// <summary>The same array when that changes nothing.</summary>
    public static Ticket[] Apply(Ticket[] tickets, ReportEvent said, long now) => said.Kind switch
    {
        ReportEventKind.Filed => File(tickets, said, now),
        ReportEventKind.Photographed => Replace(tickets, said.Ticket, ticket => ticket with { PhotoBytes = said.PhotoBytes }),
        ReportEventKind.Resolved => Close(tickets, said, TicketState.Resolved, now),
        ReportEventKind.Rejected => Close(tickets, said, TicketState.Rejected, now),
        _ => tickets,
    };

    /// <summary>Somebody used a slot, or the appliance: what was said to be broken there is not.</summary>
    internal static Ticket[] Used(Ticket[] tickets, int slot, long now) => Replace(
        tickets,
        ticket => ticket.IsOpen && ticket.Reason != ReportReason.Unsafe && ticket.Reason.SaysBroken() && Trust.IsShownBy(slot, ticket.Slot),
        ticket => ticket with { State = TicketState.UsedSince, Closed = new("device", now) });

    private static Ticket[] File(Ticket[] tickets, ReportEvent filed, long now)
    {
        var credit = new Credit(filed.Reporter!, filed.Key!, now);
        return Find(tickets, filed, now) switch
        {
            null when HasRoom(tickets) => [.. WithRoom(tickets), new Ticket(filed.Ticket, filed.Slot, filed.Reason, filed.Text, [credit])],
            { } same when Knows(same, filed) || same.Credits.Length >= MaxCredits => tickets,
            { } same => Replace(tickets, same.Number, ticket => ticket with { Credits = [.. ticket.Credits, credit], Text = ticket.Text ?? filed.Text }),
            _ => tickets,
        };
    }

    private static Ticket? Find(Ticket[] tickets, ReportEvent filed, long now) =>
        Array.Find(tickets, ticket => Knows(ticket, filed))
        ?? Array.Find(tickets, ticket => ticket.IsOpen && ticket.Slot == filed.Slot && ticket.Reason == filed.Reason && now - ticket.At < Merging.TotalMilliseconds);

    private static bool Knows(Ticket ticket, ReportEvent filed) => Array.Exists(ticket.Credits, credit => credit.Key == filed.Key);

    private static bool HasRoom(Ticket[] tickets) => tickets.Length < MaxTickets || Array.Exists(tickets, ticket => !ticket.IsOpen);

    private static Ticket[] WithRoom(Ticket[] tickets)
    {
        if (tickets.Length < MaxTickets)
        {
            return tickets;
        }

        var oldest = tickets.Where(ticket => !ticket.IsOpen).MinBy(ticket => ticket.At)!;
        return Array.FindAll(tickets, ticket => !ReferenceEquals(ticket, oldest));
    }

    private static Ticket[] Close(Ticket[] tickets, ReportEvent closed, TicketState state, long now) =>
        Replace(tickets, closed.Ticket, ticket => ticket with { State = state, Closed = new(closed.By!, now), Answer = closed.Text });

    private static Ticket[] Replace(Ticket[] tickets, string number, Func<Ticket, Ticket> with) => Replace(tickets, ticket => ticket.Number == number, with);

    private static Ticket[] Replace(Ticket[] tickets, Predicate<Ticket> which, Func<Ticket, Ticket> with) =>
        Array.Exists(tickets, which) ? Array.ConvertAll(tickets, ticket => which(ticket) ? with(ticket) : ticket) : tickets;
}
