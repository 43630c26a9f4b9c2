using System.Globalization;
using Microsoft.OpenApi;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary><c>/api/v1/alarms</c>: what somebody should see to, also while it cannot be written. What people do about it: <see cref="ActsApi"/>.</summary>
internal static class AlarmsApi
{
    private static readonly Parameter<DeviceId?> Device = new(
        "device", "Only of this device.", "district:node:device", null, TryParseDevice, Parameters.Text("xiangyang-wanda:gw-1:cooler"));

    private static readonly Parameter<string?> Code = new(
        "code", "Only this alarm.", "an alarm's code, such as SMOKE", null, (string text, out string? code) => (code = text).Length <= Segment.MaxLength, Parameters.Text("SMOKE"));

    private static readonly Parameter<IReadOnlyList<Severity>> OfSeverity = Parameters.Words(
        "severity", "Only these severities.", [], ("CRITICAL", Severity.Critical), ("MAJOR", Severity.Major), ("MINOR", Severity.Minor), ("WARNING", Severity.Warning));

    private static readonly Parameter<IReadOnlyList<bool>> Status = Parameters.Words<bool>("status", "Only these.", [], ("ACTIVE", true), ("CLEARED", false));

    private static readonly Parameter<bool?> Acknowledged = new(
        "acknowledged", "Only those that a person has seen, or has not.", "true or false", null, TryParseFlag, new() { Type = JsonSchemaType.Boolean });

    private static readonly Parameter<int> Limit = Parameters.Limit(500, 100);

    private static readonly Parameter<Place?> Cursor = Parameters.Cursor<Place?>(null, Place.TryParse);

    /// <summary>Where an alarm stands in the list.</summary>
    private readonly record struct Place(bool IsOfServer, Severity Severity, long RaisedAt, string Id)
    {
        public static Place Of(ShownAlarm alarm) => new(alarm.IsOfServer, alarm.Kind.Severity, alarm.State.RaisedAt, alarm.Id);

        public static int Compare(Place a, Place b) =>
            (b.IsOfServer.CompareTo(a.IsOfServer), b.Severity.CompareTo(a.Severity), b.RaisedAt.CompareTo(a.RaisedAt)) switch
            {
                (not 0 and var byServer, _, _) => byServer,
                (_, not 0 and var bySeverity, _) => bySeverity,
                (_, _, not 0 and var byTime) => byTime,
                _ => string.CompareOrdinal(a.Id, b.Id),
            };

        public static bool TryParse(string text, out Place? place)
        {
            place = text.Split(' ') is [var server, var severity, var at, var id]
                && bool.TryParse(server, out var isOfServer)
                && Enum.TryParse<Severity>(severity, out var known)
                && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var raisedAt) ? new(isOfServer, known, raisedAt, id) : null;
            return place is not null;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{IsOfServer} {Severity} {RaisedAt} {Id}");
    }

    public static void MapAlarms(this IEndpointRouteBuilder api) => api
        .MapGet("/alarms", List)
        .WithQuery(OfSeverity, Status, Acknowledged, Code, Device, Parameters.Station, Parameters.District, Limit, Cursor)
        .WithTags("Alarms")
        .For(Role.Viewer)
        .WithSummary("Alarms that are not over, the gravest first, page by page.")
        .WithDescription(
            """
            An alarm is over once it is both cleared and acknowledged. A danger is here at once; written says whether the journal has it. Where all devices of
            a node or of a station are silent there is one alarm for all of them. The stream tells of the same with include=alarms.
            """);

    private static AlarmsView List(HttpContext context, StationBoard board, TimeProvider clock)
    {
        var query = context.Request.Query;
        var now = clock.NowMilliseconds();
        var page = Page.Of(board.Alarms.Everything(now).Where(one => one.Station is not { } at || context.MaySee(at.District)).Where(Matches(query)), Place.Of, Cursor.In(query), Limit.In(query), Place.Compare);
        return new(
            [.. page.Items.Select(alarm => AlarmView.Of(alarm, now, withDetail: true))],
            page.Total,
            board.NamesOf(page.Items.Select(alarm => alarm.Station)),
            page.More ? Page.WriteCursor(Place.Of(page.Items[^1]).ToString()) : null);
    }

    private static Func<ShownAlarm, bool> Matches(IQueryCollection query)
    {
        var (severities, statuses, acknowledged, code) = (OfSeverity.In(query), Status.In(query), Acknowledged.In(query), Code.In(query));
        var (device, station, district) = (Device.In(query), Parameters.Station.In(query), Parameters.District.In(query));
        return alarm =>
            (severities.Count == 0 || severities.Contains(alarm.Kind.Severity))
            && (statuses.Count == 0 || statuses.Contains(alarm.State.IsActive))
            && (acknowledged is null || acknowledged == alarm.State.Acknowledged is not null)
            && (code is null || code == alarm.Kind.Code)
            && (device is null || device == alarm.Device?.Id)
            && (station is null || station == alarm.Station)
            && (district is null || district == alarm.Station?.District);
    }

    private static bool TryParseDevice(string text, out DeviceId? device)
    {
        device = DeviceId.TryParse(text, out var id) ? id : null;
        return device is not null;
    }

    private static bool TryParseFlag(string text, out bool? flag)
    {
        flag = bool.TryParse(text, out var value) ? value : null;
        return flag is not null;
    }
}
