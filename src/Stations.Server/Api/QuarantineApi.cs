using System.Text;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Ingest;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Total">How many there were since the server started; only the last ones are kept.</param>
/// <param name="Entries">Newest first.</param>
public sealed record QuarantinePage(long Total, IReadOnlyList<QuarantineView> Entries);

/// <param name="At">Server time.</param>
/// <param name="Reason">One of a closed set, as the metrics count them.</param>
/// <param name="Client">The MQTT client id.</param>
/// <param name="Payload">As text, its first 512 bytes.</param>
public sealed record QuarantineView(DateTimeOffset? At, string Reason, string Topic, string Client, string Detail, string Payload)
{
    internal static QuarantineView Of(QuarantineEntry entry) =>
        new(Instants.Of(entry.At), entry.Reason.Word(), entry.Topic, entry.Client, entry.Detail, Encoding.UTF8.GetString(entry.Payload));
}

/// <summary><c>/api/v1/quarantine</c>: messages that were not understood.</summary>
internal static class QuarantineApi
{
    public static void MapQuarantine(this IEndpointRouteBuilder api) => api
        .MapGet("/quarantine", (HttpContext context, Quarantine quarantine) =>
            new QuarantinePage(quarantine.Total, [.. quarantine.Entries.Where(entry => MaySee(context, entry)).Select(QuarantineView.Of)]))
        .WithTags("Quarantine")
        .For(Role.Viewer)
        .WithSummary("The last messages that were not understood, and why.");

    /// <summary>What names no district is for whoever may see all.</summary>
    private static bool MaySee(HttpContext context, QuarantineEntry entry) =>
        context.MaySee(Topics.TryParse(Encoding.UTF8.GetBytes(entry.Topic), out var topic) ? topic.Node.District : "");
}
