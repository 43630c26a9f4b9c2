using System.Globalization;
using System.Text.Json.Serialization;
using Stations.Journal.History;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.History;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Events">The newest first.</param>
/// <param name="Next">The cursor of the next, older page; null on the last. A page may be short, even empty, and not the last.</param>
/// <param name="AsOf">What was acknowledged up to this server time is in the answer.</param>
public sealed record EventPage(IReadOnlyList<EventView> Events, string? Next, DateTimeOffset AsOf);

/// <param name="Id">The same for ever.</param>
/// <param name="At">Server time.</param>
/// <param name="Kind">A fact in the past tense, such as DoorOpened, or Born.</param>
/// <param name="Device">district:node:device</param>
/// <param name="Station">Where the device stood then: district:station.</param>
/// <param name="Slot">From 1; null for the device itself.</param>
/// <param name="By">Who did it; null for what nobody did.</param>
/// <param name="Text">What they said, why, or why not. Of SessionEnded: FULL, REMOVED, DOOR_OPENED, MAINS_LOST or STOPPED.</param>
/// <param name="Command">The command that it happened to.</param>
public sealed record EventView(
    string Id,
    DateTimeOffset At,
    [property: EventWord] string Kind,
    string Device,
    string Station,
    int? Slot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? By,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Command)
{
    internal static EventView Of(HistoryEvent one) => Of(one, EventNote.Read(one.Note));

    private static EventView Of(HistoryEvent one, EventNote note) => new(
        string.Create(CultureInfo.InvariantCulture, $"{one.Key.Position}-{one.Key.Ordinal}"),
        DateTimeOffset.FromUnixTimeMilliseconds(one.Key.At),
        EventKinds.Word(one.Kind),
        one.Subject,
        one.Place,
        one.Detail == 0 ? null : one.Detail,
        note.By,
        note.Text,
        note.Command);
}

/// <summary><c>/api/v1/events</c>, and the same of one device and of one station: what happened.</summary>
internal static class EventsApi
{
    private static readonly Parameter<DeviceId?> Device = new("device", "Only of this device.", "district:node:device", null, TryParseDevice, Parameters.Text("xiangyang-wanda:gw-1:cooler"));
    private static readonly Parameter<IReadOnlyList<int>> Kind = Parameters.Words("kind", "Only these kinds.", [], EventKinds.All);
    private static readonly Parameter<int> Limit = Parameters.Limit(500, 100);
    private static readonly Parameter<EventKey?> Cursor = Parameters.Cursor<EventKey?>(null, TryParseKey);

    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/events", List)
            .Describe("What happened, the newest first, page by page.")
            .WithQuery(Device, Parameters.Station, Parameters.District, Kind, Parameters.From, Parameters.To, Limit, Cursor);
        api.MapGet("/devices/{id}/events", OfDevice)
            .Describe("What happened to one device, the newest first, page by page.")
            .WithQuery(Kind, Parameters.From, Parameters.To, Limit, Cursor)
            .WithProblems(StatusCodes.Status404NotFound);
        api.MapGet("/stations/{id}/events", OfStation)
            .Describe("What happened to the devices of one station while they stood there, the newest first, page by page.")
            .WithQuery(Kind, Parameters.From, Parameters.To, Limit, Cursor)
            .WithProblems(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .For(Role.Viewer)
        .Produces<EventPage>()
        .WithProblems(StatusCodes.Status503ServiceUnavailable)
        .WithTags("Events")
        .WithSummary(summary)
        .WithDescription("A page goes on before the last event of the page before, so that while new ones arrive none is shown twice or left out. Without from and to: all that are kept.");

    private static IResult List(HttpContext context, EventsReader events, HistoryReach reach)
    {
        var query = context.Request.Query;
        return Answer(context, Device.In(query)?.ToString(), Parameters.Station.In(query)?.ToString(), Parameters.District.In(query), events, reach);
    }

    private static IResult OfDevice(string id, HttpContext context, StationBoard board, EventsReader events, HistoryReach reach) =>
        DeviceId.TryParse(id, out var device) && board.Find(device) is not null
            ? Answer(context, id, null, null, events, reach)
            : Problems.NotFound("device", id, "district:node:device");

    private static IResult OfStation(string id, HttpContext context, StationBoard board, EventsReader events, HistoryReach reach) =>
        StationId.TryParse(id, out var station) && board.Find(station) is not null
            ? Answer(context, null, id, null, events, reach)
            : Problems.NotFound("station", id, "district:station");

    private static IResult Answer(HttpContext context, string? device, string? station, string? district, EventsReader events, HistoryReach reach)
    {
        var query = context.Request.Query;
        var (from, to) = (Parameters.From.In(query) ?? 0, Parameters.To.In(query) ?? long.MaxValue);
        if (Parameters.RangeMistakes(from, to) is { Count: > 0 } mistakes)
        {
            return Problems.InvalidParameters(mistakes);
        }

        if (!reach.IsOpen)
        {
            return Problems.NotReady("History is being opened.");
        }

        var asOf = DateTimeOffset.FromUnixTimeMilliseconds(reach.AsOf);
        var before = Cursor.In(query) is { } cursor && cursor.At < to ? cursor : new EventKey(to, 0, 0);
        var (found, next) = events.Read(new EventFilter(device, station, district, Kind.In(query), context.Caller()?.Rights), from, before, Limit.In(query));
        return TypedResults.Ok(new EventPage(found.ConvertAll(EventView.Of), next is { } last ? Page.WriteCursor(Text(last)) : null, asOf));
    }

    private static string Text(EventKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.At} {key.Position} {key.Ordinal}");

    private static bool TryParseKey(string text, out EventKey? key)
    {
        key = text.Split(' ') is [var first, var second, var third]
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && int.TryParse(third, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? new(at, position, ordinal) : null;
        return key is not null;
    }

    private static bool TryParseDevice(string text, out DeviceId? device)
    {
        device = DeviceId.TryParse(text, out var id) ? id : null;
        return device is not null;
    }
}
