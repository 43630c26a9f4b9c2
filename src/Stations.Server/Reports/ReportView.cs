using System.Text.Json.Serialization;
using Stations.Model;
using Stations.Server.Live;

namespace Stations.Server.Reports;

/// <summary>What became of what riders reported. What a rider wrote, and who answered, is told to operators alone.</summary>
/// <param name="Ticket">Its number, as people say it.</param>
/// <param name="Station">district:station</param>
/// <param name="Device">district:node:device; null for the station itself.</param>
/// <param name="Slot">The door, hole or port; 0 for the appliance itself.</param>
/// <param name="At">When it was reported first.</param>
/// <param name="Reporters">How many reported it; each keeps credit.</param>
/// <param name="ClosedAt">When it was answered, or when somebody used it and so showed that it works.</param>
/// <param name="Answer">What the riders are told.</param>
/// <param name="Photo">There is a photo of it.</param>
public sealed record ReportView(
    string Ticket,
    string Station,
    string? Device,
    int Slot,
    ReportReason Reason,
    TicketState State,
    DateTimeOffset? At,
    int Reporters,
    DateTimeOffset? ClosedAt,
    string? Answer,
    bool Photo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? By = null)
{
    internal static ReportView Of(ShownReport report, bool withDetail)
    {
        var ticket = report.Ticket;
        return new(
            TicketNumber.Say(ticket.Number),
            report.Station.ToString(),
            report.Device?.ToString(),
            ticket.Slot,
            ticket.Reason,
            ticket.State,
            Instants.Of(ticket.At),
            ticket.Credits.DistinctBy(credit => credit.Reporter, StringComparer.Ordinal).Count(),
            Instants.Of(ticket.Closed?.At ?? 0),
            ticket.Answer,
            ticket.PhotoBytes > 0,
            withDetail ? ticket.Text : null,
            withDetail ? ticket.Closed?.By : null);
    }
}

/// <param name="Reports">The newest first.</param>
/// <param name="Total">How many the question matches.</param>
/// <param name="StationNames">Of the stations of these reports, by id and language tag.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ReportPage(
    IReadOnlyList<ReportView> Reports, int Total, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> StationNames, string? Next);
