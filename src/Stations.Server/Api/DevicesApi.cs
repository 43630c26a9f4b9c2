using Microsoft.OpenApi;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Total">How many devices the question matches.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record DevicePage(IReadOnlyList<DeviceView> Devices, int Total, string? Next);

/// <summary><c>/api/v1/devices</c>: every appliance with its four axes.</summary>
internal static class DevicesApi
{
    private static readonly Parameter<DeviceKind?> Kind = new(
        "kind", "Only this kind.", $"{string.Join(", ", DeviceKinds.Words.SkipLast(1))} or {DeviceKinds.Words[^1]}", null, TryParseKind,
        new() { Type = JsonSchemaType.String, Enum = [.. DeviceKinds.Words] });

    private static readonly Parameter<int> Limit = Parameters.Limit(500, 100);

    private static readonly Parameter<DeviceId?> Cursor = Parameters.Cursor<DeviceId?>(null, TryParseId);

    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/devices").WithTags("Devices");
        devices.MapGet("", List)
            .ForAnybody()
            .WithQuery(Parameters.District, Parameters.Station, Kind, Limit, Cursor)
            .WithSummary("Devices by id, page by page.")
            .WithDescription("A page goes on after the last device of the page before, so that while devices come and go none is shown twice or left out.");
        devices.MapGet("/{id}", Get)
            .ForAnybody()
            .Produces<DeviceView>()
            .ServedWhileLoading()
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("One device.");
    }

    private static DevicePage List(HttpContext context, StationBoard board)
    {
        var query = context.Request.Query;
        var (district, station, kind) = (Parameters.District.In(query), Parameters.Station.In(query), Kind.In(query));
        var items = station is { } at ? board.Find(at)?.Devices.Select(pair => pair.Value) ?? [] : board.Devices;
        var page = Page.Of(
            items.Where(item =>
                context.MaySee(item.Device.Info.Station.District)
                && (district is null || item.Device.Info.Station.District == district)
                && (station is null || item.Device.Info.Station == station)
                && (kind is null || item.Device.Info.Kind == kind)),
            item => item.Device.Info.Id,
            Cursor.In(query),
            Limit.In(query),
            Compare);
        return new([.. page.Items.Select(item => DeviceView.Of(item))], page.Total, page.More ? Page.WriteCursor(page.Items[^1].Device.Info.Id.ToString()) : null);
    }

    private static IResult Get(string id, DeviceLookup devices) => DeviceId.TryParse(id, out var known) && devices.Find(known) is { } device
        ? TypedResults.Ok(DeviceView.Of(device))
        : Problems.NotFound("device", id, "district:node:device");

    private static int Compare(DeviceId a, DeviceId b) => (
        string.CompareOrdinal(a.District, b.District), string.CompareOrdinal(a.Node, b.Node), string.CompareOrdinal(a.Device, b.Device)) switch
    {
        (not 0 and var byDistrict, _, _) => byDistrict,
        (_, not 0 and var byNode, _) => byNode,
        (_, _, var byDevice) => byDevice,
    };

    private static bool TryParseKind(string text, out DeviceKind? kind)
    {
        kind = DeviceKinds.Parse(text) is not DeviceKind.Unknown and var known ? known : null;
        return kind is not null;
    }

    private static bool TryParseId(string text, out DeviceId? device)
    {
        device = DeviceId.TryParse(text, out var id) ? id : null;
        return device is not null;
    }
}
