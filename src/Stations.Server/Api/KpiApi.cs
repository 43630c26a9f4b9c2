using System.Text;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.History;
using Stations.Server.History.Kpis;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary><c>/api/v1/districts/{id}/kpis</c>: how a district did.</summary>
internal static class KpiApi
{
    private const int MostDays = 35;

    private static readonly Parameter<bool> AsCsv = new(
        "format", "json, or csv to calculate with elsewhere.", "json or csv", WhenAbsent: false,
        (string text, out bool isCsv) => (isCsv = text == "csv") || text == "json", Parameters.Word("json", "json", "csv"));

    public static void MapKpis(this IEndpointRouteBuilder api) => api
        .MapGet("/districts/{id}/kpis", Get)
        .WithQuery(Parameters.From, Parameters.To, AsCsv)
        .For(Role.Viewer)
        .Produces<KpiView>()
        .WithProblems(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable)
        .WithTags("Districts")
        .WithSummary($"Availability, repair and detection times by kind of device, from the event log; the last 24 hours if nothing else is said, at most {MostDays} days.");

    private static IResult Get(string id, HttpContext context, StationBoard board, DistrictKpis kpis, HistoryReach reach, TimeProvider clock)
    {
        if (!board.Stations.Any(station => station.Picture.Info.Id.District == id))
        {
            return Problems.NotFound("district", id, "letters, digits, _ . -");
        }

        if (!reach.IsOpen)
        {
            return Problems.NotReady("History is being opened.");
        }

        var now = clock.NowMilliseconds();
        var query = context.Request.Query;
        var (from, to) = Parameters.Range(query, now);
        var mistakes = Parameters.RangeMistakes(from, to);
        if (to - from > TimeSpan.FromDays(MostDays).TotalMilliseconds)
        {
            mistakes["from"] = [$"must be at most {MostDays} days before to"];
        }

        if (mistakes.Count > 0)
        {
            return Problems.InvalidParameters(mistakes);
        }

        var asOf = reach.AsOf;
        var window = new Stretch(from, Math.Max(from, Math.Min(to, now)));
        var (kinds, isWhole) = kpis.Of(id, window);
        var view = KpiView.Of(id, window, isWhole, kinds, asOf);
        return AsCsv.In(query) ? Results.File(Encoding.UTF8.GetBytes(view.Csv()), "text/csv; charset=utf-8", $"{id}.csv") : TypedResults.Ok(view);
    }
}
