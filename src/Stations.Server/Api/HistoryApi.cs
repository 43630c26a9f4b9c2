using Stations.Model;
using Stations.Model.History;
using Stations.Protocol;
using Stations.Server.History;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary><c>/api/v1/devices/{id}/history</c>: what a field of a device did.</summary>
internal static class HistoryApi
{
    public static void MapHistory(this IEndpointRouteBuilder api) => api
        .MapGet("/devices/{id}/history", Get)
        .For(Role.Viewer)
        .WithQuery(HistoryQuestion.Parameters)
        .Produces<HistoryView>()
        .WithProblems(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable)
        .WithTags("History")
        .WithSummary("What one field of a device did, the last 24 hours if nothing else is said.")
        .WithDescription(
            $"At most {HistoryQuestion.MostPoints} points in one answer; what does not fit goes on with next. Each message counts once, however often it was sent. "
            + "A message counts when it arrived; one that was stored and sent later counts when its device says that it was. Of texts there are only raw values.");

    private static IResult Get(string id, HttpContext context, StationBoard board, HistoryReader history, HistoryReach reach, TimeProvider clock)
    {
        if (!DeviceId.TryParse(id, out var device) || board.Find(device) is not { } item)
        {
            return Problems.NotFound("device", id, "district:node:device");
        }

        if (!reach.IsOpen)
        {
            return Problems.NotReady("History is being opened.");
        }

        // Before anything is read, so that the answer holds at least what it says.
        var asOf = reach.AsOf;
        var (question, mistakes) = HistoryQuestion.Read(context.Request.Query, clock.NowMilliseconds());
        var zone = Zone.TryFind(board.Find(item.Device.Info.Station)?.Picture.Info.Zone, out var found) ? found : Zone.Default;
        return mistakes.Count > 0 ? Problems.InvalidParameters(mistakes) : TypedResults.Ok(question.Answer(id, zone, history, asOf));
    }
}
