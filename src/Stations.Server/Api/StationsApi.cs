using Microsoft.AspNetCore.Http.HttpResults;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Total">How many stations the question matches.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="AsOf">Server time of this answer.</param>
public sealed record StationPage(IReadOnlyList<StationView> Stations, int Total, string? Next, DateTimeOffset AsOf);

/// <summary><c>/api/v1/stations</c>: what riders ask, and how an operator describes a station.</summary>
internal static class StationsApi
{
    public static void MapStations(this IEndpointRouteBuilder api)
    {
        var stations = api.MapGroup("/stations").WithTags("Stations");
        stations.MapGet("", List)
            .ForAnybody()
            .WithQuery(StationQuestion.Parameters)
            .WithSummary("Stations: near a place, by what a rider needs, page by page.")
            .WithDescription("With near, the nearest first; otherwise by id. A page goes on after the last station of the page before, so that while stations come and go none is shown twice or left out.");
        stations.MapGet("/{id}", Get)
            .ForAnybody()
            .Produces<StationView>()
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("One station and its devices.");
        stations.MapPut("/{id}", Put)
            .For(Role.Administrator)
            .Accepts<StationBody>("application/json")
            .Produces<StationView>()
            .Produces<StationView>(StatusCodes.Status201Created)
            .WithProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
            .WithSummary("Describes a station, for the first time or anew. What the body leaves out is no longer known.");
    }

    private static Results<Ok<StationPage>, Problem> List(HttpContext context, StationBoard board, TimeProvider clock)
    {
        var question = StationQuestion.Read(context.Request.Query);
        return question.Continues ? TypedResults.Ok(question.Answer(board.Stations.Where(item => context.MaySee(item.Picture.Info.Id.District)), clock.GetUtcNow())) : Problems.InvalidParameter("cursor", "belongs to another question");
    }

    private static IResult Get(string id, StationBoard board) => StationId.TryParse(id, out var station) && board.Find(station) is { } item
        ? TypedResults.Ok(Detail(item.Picture, item.Devices.Values))
        : Problems.NotFound("station", id, "district:station");

    private static async Task<IResult> Put(string id, HttpContext context, StationBoard board, IGrainFactory grains, TimeProvider clock)
    {
        if (!StationId.TryParse(id, out var station))
        {
            return Problems.InvalidParameter("id", "must be district:station; each part of letters, digits, _ . - and at most 64 of them");
        }

        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.StationBody);
        if (body is null)
        {
            return problem!;
        }

        if (body.Mistakes() is { Count: > 0 } mistakes)
        {
            return Problems.InvalidBody(mistakes);
        }

        var known = board.Find(station);
        var info = body.ToInfo(station);
        await Insist.On(() => grains.GetGrain<IStationGrain>(id).Describe(info), clock, context.RequestAborted);
        return known is null
            ? TypedResults.Created($"/api/v1/stations/{id}", Detail(new StationPicture(info, StationSummary.Empty), []))
            : TypedResults.Ok(Detail(known.Picture with { Info = info }, known.Devices.Values));
    }

    private static StationView Detail(StationPicture picture, IEnumerable<DeviceItem> devices) => StationView.Of(picture) with
    {
        DeviceList = [.. devices.Select(item => DeviceView.Of(item)).OrderBy(device => device.Id, StringComparer.Ordinal)],
    };
}
