namespace Stations.Model;

/// <summary>What follows from what is said about an appliance: pure, decided once and journalled.</summary>
public static class Reports
{
    private static readonly IReadOnlyList<Fact> Nothing = [];

    /// <summary>What it leaves the device as, the facts that follow yet to be applied; the same device where nothing changes.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public static (ReportReply Reply, Device Next, IReadOnlyList<Fact> Facts) Judge(Device device, ReportEvent said, RuleBook book, long now)
    {
        var ticket = said.Kind == ReportEventKind.Filed ? Tickets.NumberOf(device.Trust.Tickets, said, now) : said.Ticket;
        var isKnown = said.Slot <= device.Info.Slots
            && (said.Kind is not (ReportEventKind.Photographed or ReportEventKind.Resolved or ReportEventKind.Rejected) || Array.Exists(device.Trust.Tickets, one => one.Number == ticket));
        if (!isKnown || ticket is null)
        {
            return (new(isKnown ? ReportAnswer.Full : ReportAnswer.NoSuchThing, said.Ticket), device, Nothing);
        }

        var next = device.Apply(said, now);
        if (ReferenceEquals(next.Trust, device.Trust))
        {
            return (new(ReportAnswer.Done, ticket), device, Nothing);
        }

        var reasoning = new Reasoning(next, now);
        reasoning.LookAtTrust(book.Of(device.Info));
        return (new(ReportAnswer.Done, ticket), next, reasoning.Facts);
    }
}
