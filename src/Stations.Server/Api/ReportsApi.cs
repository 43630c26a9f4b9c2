using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;
using Stations.Server.Reports;

namespace Stations.Server.Api;

/// <summary><c>/api/v1/reports</c>: what riders report, signed out, and what operators answer.</summary>
internal static class ReportsApi
{
    private const string Form = "eight letters and digits, such as K7X4-2QHM";

    private static readonly Parameter<IReadOnlyList<TicketState>> OfState = Parameters.Words(
        "state", "Only these.", [],
        ("OPEN", TicketState.Open), ("USED_SINCE", TicketState.UsedSince), ("RESOLVED", TicketState.Resolved), ("REJECTED", TicketState.Rejected));

    private static readonly Parameter<DeviceId?> Device = new(
        "device", "Only of this device.", "district:node:device", null, TryParseDevice, Parameters.Text("xiangyang-wanda:gw-1:cooler"));

    private static readonly Parameter<int> Limit = Parameters.Limit(200, 50);

    private static readonly Parameter<Place?> Cursor = Parameters.Cursor<Place?>(null, Place.TryParse);

    /// <summary>Where a ticket stands in the list.</summary>
    private readonly record struct Place(long At, string Number)
    {
        public static Place Of(ShownReport report) => new(report.Ticket.At, report.Ticket.Number);

        public static int Compare(Place a, Place b) => b.At.CompareTo(a.At) is not 0 and var byTime ? byTime : string.CompareOrdinal(a.Number, b.Number);

        public static bool TryParse(string text, out Place? place)
        {
            place = text.Split(' ') is [var at, var number] && long.TryParse(at, System.Globalization.CultureInfo.InvariantCulture, out var time) ? new(time, number) : null;
            return place is not null;
        }

        public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{At} {Number}");
    }

    public static void MapReports(this IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Reports");
        reports.MapPost("", File)
            .ForAnybody()
            .Accepts<ReportBody>("application/json")
            .Produces<ReportReceipt>()
            .Produces<ReportReceipt>(StatusCodes.Status201Created)
            .WithProblems(StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests)
            .WithSummary("A rider reports what is wrong. Nobody needs to sign in.")
            .WithDescription("201 for a new ticket, 200 for one that others have reported within two hours, or for what was sent before. It is durable when it is answered.");
        reports.MapGet("/{ticket}", Get)
            .ForAnybody()
            .Produces<ReportView>()
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("What became of a report.");
        reports.MapPut("/{ticket}/photo", PutPhoto)
            .ForAnybody()
            .Accepts<IFormFile>("image/jpeg", "image/png", "image/webp")
            .Produces(StatusCodes.Status204NoContent)
            .WithProblems(StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests)
            .WithSummary("A photo of it: JPEG, PNG or WebP, at most 1 MiB. Where and when it was taken is taken out.");
        reports.MapGet("/{ticket}/photo", GetPhoto)
            .For(Role.Viewer)
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("The photo of a report.");
        reports.MapGet("", List)
            .WithQuery(OfState, Device, Parameters.Station, Parameters.District, Limit, Cursor)
            .For(Role.Viewer)
            .WithSummary("Reports, the newest first, page by page.");
        foreach (var (verb, kind, summary) in new[] { ("resolve", ReportEventKind.Resolved, "It was so, and is over."), ("reject", ReportEventKind.Rejected, "It was not so.") })
        {
            reports.MapPost($"/{{ticket}}/{verb}", (string ticket, HttpContext context, ReportDesk desk) => Answer(ticket, kind, context, desk))
                .For(Role.Operator)
                .Accepts<ReportAnswerBody>("application/json")
                .Produces(StatusCodes.Status204NoContent)
                .WithProblems(StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
                .WithSummary($"{summary} What it made of the device is taken back. Takes text.");
        }
    }

    private static async Task<IResult> File(HttpContext context, ReportDesk desk)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.ReportBody);
        if (body is null)
        {
            return problem!;
        }

        var (ticket, isNew, wrong) = await desk.File(body, context.Connection.RemoteIpAddress, context.RequestAborted);
        return ticket is null ? wrong!
            : isNew ? TypedResults.Created($"/api/v1/reports/{ticket}", new ReportReceipt(ticket))
            : TypedResults.Ok(new ReportReceipt(ticket));
    }

    private static IResult Get(string ticket, HttpContext context, ReportDesk desk) => Find(context, desk, ticket) is { } report
        ? TypedResults.Ok(ReportView.Of(report, withDetail: context.Caller() is not null))
        : Problems.NotFound("report", ticket, Form);

    private static ReportPage List(HttpContext context, StationBoard board)
    {
        var query = context.Request.Query;
        var (states, device, station, district) = (OfState.In(query), Device.In(query), Parameters.Station.In(query), Parameters.District.In(query));
        var matching = board.Reports.All.Where(report =>
            context.MaySee(report.Station.District)
            && (states.Count == 0 || states.Contains(report.Ticket.State))
            && (device is null || device == report.Device)
            && (station is null || station == report.Station)
            && (district is null || district == report.Station.District));
        var page = Page.Of(matching, Place.Of, Cursor.In(query), Limit.In(query), Place.Compare);
        return new(
            [.. page.Items.Select(report => ReportView.Of(report, withDetail: true))],
            page.Total,
            board.NamesOf(page.Items.Select(report => (StationId?)report.Station)),
            page.More ? Page.WriteCursor(Place.Of(page.Items[^1]).ToString()) : null);
    }

    private static async Task<IResult> Answer(string ticket, ReportEventKind kind, HttpContext context, ReportDesk desk)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.ReportAnswerBody);
        if (body is null)
        {
            return problem!;
        }

        body = body with { By = context.Caller()!.ActsAs(body.By) };
        return body.Mistakes() is { Count: > 0 } mistakes ? Problems.InvalidBody(mistakes)
            : Find(context, desk, ticket) is { } report && await desk.Answer(report, kind, body, context.RequestAborted) ? TypedResults.NoContent()
            : Problems.NotFound("report", ticket, Form);
    }

    private static async Task<IResult> PutPhoto(string ticket, HttpContext context, ReportDesk desk)
    {
        if (await JsonBody.ReadAll(context.Request, Photo.MaxBytes) is not { } bytes)
        {
            return Problems.BodyTooLarge(Photo.MaxBytes);
        }

        if (Find(context, desk, ticket) is not { } report)
        {
            return Problems.NotFound("report", ticket, Form);
        }

        return Photo.Read(bytes) is not { } photo ? Problems.NoPhoto()
            : await desk.Keep(report, photo, context.Connection.RemoteIpAddress, context.RequestAborted) is { } problem ? problem
            : TypedResults.NoContent();
    }

    private static async Task<IResult> GetPhoto(string ticket, HttpContext context, ReportDesk desk) => Find(context, desk, ticket) is { } report && await desk.PhotoOf(report) is { } photo
        ? TypedResults.Bytes(photo.Bytes, photo.Type)
        : Problems.NotFound("report", ticket, Form);

    private static ShownReport? Find(HttpContext context, ReportDesk desk, string ticket) =>
        desk.Find(ticket) is { } report && context.MaySee(report.Station.District) ? report : null;

    private static bool TryParseDevice(string text, out DeviceId? device)
    {
        device = DeviceId.TryParse(text, out var id) ? id : null;
        return device is not null;
    }
}
