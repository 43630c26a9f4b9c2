using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Total">How many devices the question matches.</param>
/// <param name="Counts">How many each urgency would match, whichever was asked for.</param>
/// <param name="StationNames">Of the stations of these devices, by id and language tag.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record DevicePage(
    IReadOnlyList<DeviceView> Devices, int Total, UrgencyCounts Counts, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> StationNames, string? Next);

/// <summary><c>/api/v1/devices</c>: every appliance with its four axes.</summary>
internal static class DevicesApi
{
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/devices").WithTags("Devices");
        devices.MapGet("", (HttpContext context, StationBoard board) => DeviceQuestion.Read(context.Request.Query).Answer(board, context.MaySee))
            .ForAnybody()
            .WithQuery(DeviceQuestion.Parameters)
            .WithSummary("Devices, page by page: by id, or what needs a person most first.")
            .WithDescription("A page goes on after the last device of the page before, so that while devices come and go none is shown twice or left out.");
        devices.MapGet("/{id}", Get)
            .ForAnybody()
            .Produces<DeviceView>()
            .ServedWhileLoading()
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("One device.");
    }

    private static IResult Get(string id, DeviceLookup devices) => DeviceId.TryParse(id, out var known) && devices.Find(known) is { } device
        ? TypedResults.Ok(DeviceView.Of(device))
        : Problems.NotFound("device", id, "district:node:device");
}
