using System.Globalization;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary>What operators do about alarms, and maintenance of devices and stations. All of it may be done twice and is journalled once.</summary>
internal static class ActsApi
{
    public const string AlarmForm = "district:node:device:slot:CODE, district:node:NODE_OFFLINE or district:station:SITE_OFFLINE";

    private static readonly (string Verb, ActKind Kind, TimeSpan? Longest, string Summary)[] Verbs =
    [
        ("acknowledge", ActKind.Acknowledge, null, "A person has seen the alarm. Takes text."),
        ("assign", ActKind.Assign, null, "Somebody is to see to the alarm. Takes to."),
        ("comment", ActKind.Comment, null, "Says something about the alarm. Takes text."),
        ("shelve", ActKind.Shelve, Act.LongestShelving, "Nobody is called about the alarm for a while; never for what only a person ends. Takes minutes and text."),
        ("reset", ActKind.Reset, null, "A person has looked: what is latched is over. Refused while what began it still holds. Takes text."),
    ];

    public static void MapActs(this IEndpointRouteBuilder api)
    {
        foreach (var (verb, kind, longest, summary) in Verbs)
        {
            api.MapPost($"/alarms/{{id}}/{verb}", (string id, HttpContext context, StationBoard board, IGrainFactory grains, TimeProvider clock) =>
                    Run(context, kind, longest, (body, now) => Alarms(id, kind, body, board, now), "alarm", id, AlarmForm, grains, clock))
                .Describe("Alarms", summary)
                .WithProblems(StatusCodes.Status409Conflict);
        }

        api.MapPost("/devices/{id}/maintenance", (string id, HttpContext context, StationBoard board, IGrainFactory grains, TimeProvider clock) =>
                Run(context, ActKind.BeginMaintenance, Maintenance.Longest, (body, now) => Device(id, body, board, now), "device", id, "district:node:device", grains, clock))
            .Describe("Devices", "Begins maintenance: the device is not offered, and its alarms are quiet. Takes minutes (0 ends it) and text.");
        api.MapPost("/stations/{id}/maintenance", (string id, HttpContext context, StationBoard board, IGrainFactory grains, TimeProvider clock) =>
                Run(context, ActKind.BeginMaintenance, Maintenance.Longest, (body, now) => Station(id, body, board, now), "station", id, "district:station", grains, clock))
            .Describe("Stations", "Begins maintenance of every device that stands there now. Takes minutes (0 ends it) and text.");
    }

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string tag, string summary) => endpoint
        .WithTags(tag)
        .For(Role.Operator)
        .Accepts<ActBody>("application/json")
        .Produces(StatusCodes.Status204NoContent)
        .WithProblems(StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
        .WithSummary(summary);

    private static async Task<IResult> Run(
        HttpContext context, ActKind kind, TimeSpan? longest, Func<ActBody, long, List<(DeviceId Device, Act Act)>> whatToDo, string noun, string id, string form, IGrainFactory grains, TimeProvider clock)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.ActBody);
        if (body is null)
        {
            return problem!;
        }

        body = body with { By = context.Caller()!.ActsAs(body.By) };
        if (body.Mistakes(kind, longest) is { Count: > 0 } mistakes)
        {
            return Problems.InvalidBody(mistakes);
        }

        var acts = whatToDo(body, clock.NowMilliseconds());
        var answers = new ActAnswer[acts.Count];
        await Task.WhenAll(acts.Select((one, index) => Insist.On(
            async () => answers[index] = await grains.GetGrain<IDeviceGrain>(one.Device.ToString()).Act(one.Act), clock, context.RequestAborted)));
        return answers.Length == 0 ? Problems.NotFound(noun, id, form) : Answer(answers.Max(), noun, id, form);
    }

    private static IResult Answer(ActAnswer answer, string noun, string id, string form) => answer switch
    {
        ActAnswer.Done => TypedResults.NoContent(),
        ActAnswer.StillHolds => Problems.AlarmStillHolds(id),
        ActAnswer.NotLatched => Problems.AlarmNotLatched(id),
        ActAnswer.NotShelvable => Problems.AlarmNotShelvable(id),
        _ => Problems.NotFound(noun, id, form),
    };

    /// <summary>What to tell whom; nothing for an id that there is not.</summary>
    private static List<(DeviceId Device, Act Act)> Alarms(string id, ActKind kind, ActBody body, StationBoard board, long now)
    {
        if (id.Split(':') is [var district, var node, var device, var slot, var code])
        {
            return DeviceId.TryParse($"{district}:{node}:{device}", out var known) && byte.TryParse(slot, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? [(known, body.Of(kind, now, code, number))]
                : [];
        }

        var outage = board.Alarms.Everything(now).FirstOrDefault(alarm => alarm.Id == id)?.Members ?? [];
        return [.. outage.Select(member => (member, body.Of(kind, now, Kind.Offline)))];
    }

    private static List<(DeviceId Device, Act Act)> Device(string id, ActBody body, StationBoard board, long now) =>
        DeviceId.TryParse(id, out var device) && board.Find(device) is not null ? [(device, body.Of(ActKind.BeginMaintenance, now))] : [];

    private static List<(DeviceId Device, Act Act)> Station(string id, ActBody body, StationBoard board, long now) =>
        StationId.TryParse(id, out var station) && board.Find(station) is { } item ? [.. item.Devices.Keys.Select(device => (device, body.Of(ActKind.BeginMaintenance, now)))] : [];
}
