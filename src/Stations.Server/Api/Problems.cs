using Microsoft.AspNetCore.Diagnostics;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Operations;

namespace Stations.Server.Api;

/// <summary>Every way in which a request can fail, and the sentence that says what to do then.</summary>
internal static class Problems
{
    private const string OfType = "Send JSON with the header 'Content-Type: application/json'; POST /api/v1/nodes/import takes 'text/csv' as well.";
    private const string Described = "The API is described at /openapi/v1.json.";

    /// <summary>Gives what fails without a body one: unknown paths, wrong methods, unhandled exceptions. Comes first in the pipeline.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = OnException, SuppressDiagnosticsCallback = failed => IsOrdinary(failed.Exception) });
        app.UseStatusCodePages(context => OfStatus(context.HttpContext).ExecuteAsync(context.HttpContext));
    }

    /// <param name="errors">All that is wrong, by parameter.</param>
    public static Problem InvalidParameters(Dictionary<string, string[]> errors) =>
        new(ProblemKind.InvalidParameter, $"Correct {string.Join(", ", errors.Keys.Order(StringComparer.Ordinal))} and ask again; errors says how.", errors);

    public static Problem InvalidParameter(string name, string mistake) =>
        InvalidParameters(new(StringComparer.Ordinal) { [name] = [mistake] });

    /// <param name="errors">All that is wrong, by field.</param>
    public static Problem InvalidBody(Dictionary<string, string[]> errors) =>
        new(ProblemKind.InvalidBody, $"Correct {string.Join(", ", errors.Keys.Order(StringComparer.Ordinal))} and send it again; errors says how.", errors);

    public static Problem BodyTooLarge(int limit) => new(ProblemKind.BodyTooLarge, $"Send at most {limit} bytes.");

    public static Problem NotJson() => new(ProblemKind.NotJson, OfType);

    public static Problem AlreadyEnrolled(NodeId node) => new(
        ProblemKind.AlreadyEnrolled, $"{node} keeps the password it has. For a new one: POST /api/v1/nodes/{node}/password; to end it: DELETE /api/v1/nodes/{node}.");

    public static Problem NoNode(string id) =>
        new(ProblemKind.NotFound, $"No node '{id}' is enrolled. An id is district:node; POST /api/v1/nodes enrols one.");

    /// <summary>While nobody has an account.</summary>
    public static Problem OperatorTokenNeeded(OperatorToken token) => new(
        ProblemKind.OperatorTokenNeeded,
        $"Make the first account at /ops or by POST /api/v1/operators/first, or send the header 'Authorization: Bearer <operator token>'. The token was printed when the server first started and is kept in the file {Path.GetFileName(token.Path)} in its data folder.");

    public static Problem SignInNeeded() => new(
        ProblemKind.SignInNeeded,
        "Sign in at /ops or by POST /api/v1/session; programs send the header 'Authorization: Bearer <token>' with a token that an administrator makes by POST /api/v1/tokens. The operator token ended with the first account.");

    public static Problem SignInRefused() => new(ProblemKind.SignInRefused, "Check both and try again. Whoever forgot the password asks an administrator for a code.");

    public static Problem TooManySignIns(TimeSpan wait) =>
        new(ProblemKind.TooManySignIns, "Wait before you try again; each further try that is not right makes the wait longer, up to a quarter of an hour.") { After = wait };

    public static Problem RoleNeeded(Role role, bool everywhere) => new(
        ProblemKind.RoleNeeded, $"This needs the role {role.Word()}{(everywhere ? " for all districts" : "")}. Ask an administrator.");

    public static Problem ForeignDistrict(string district) => new(ProblemKind.ForeignDistrict, $"Your account is not for '{district}'. Ask an administrator.");

    public static Problem NotOfOurPage() =>
        new(ProblemKind.ForeignOrigin, "A request that changes something has to come from a page of this server, which its browser says. Programs send a token instead of a cookie.");

    public static Problem NameTaken(string name) => new(ProblemKind.NameTaken, $"'{name}' is an account or a token. Choose another name.");

    public static Problem HasAdministrator() => new(ProblemKind.HasAdministrator, "The operator token made an account before. Sign in, or ask an administrator for an account.");

    public static Problem LastAdministrator() =>
        new(ProblemKind.LastAdministrator, "This is the last administrator for all districts who can sign in. Make another first.");

    public static Problem RosterFull() => new(ProblemKind.RosterFull, "Remove some that nobody needs any more.");

    public static Problem NoOperator(string name) => new(ProblemKind.NotFound, $"There is no account '{name}'. GET /api/v1/operators lists them.");

    public static Problem NoToken(string name) => new(ProblemKind.NotFound, $"There is no token '{name}'. GET /api/v1/tokens lists them.");

    public static Problem NoSession(string number) => new(ProblemKind.NotFound, $"There is no session {number} of yours. GET /api/v1/sessions lists them.");

    /// <summary>What a caller may not know of is answered as what is not there.</summary>
    public static Problem NotThere(HttpContext context, string id) => context.Request.Path.Value!.Split('/') switch
    {
        [_, _, _, "nodes", ..] => NoNode(id),
        [_, _, _, "devices", ..] => NotFound("device", id, "district:node:device"),
        [_, _, _, "stations", ..] => NotFound("station", id, "district:station"),
        [_, _, _, "districts", ..] => NotFound("district", id, "letters, digits, _ . -"),
        [_, _, _, "alarms", ..] => NotFound("alarm", id, ActsApi.AlarmForm),
        [_, _, _, var nouns, ..] => NotFound(nouns.TrimEnd('s'), id, "district:…"),
        _ => new(ProblemKind.NotFound, Described),
    };

    /// <param name="kind">"station", "device" or "alarm".</param>
    /// <param name="form">What an id of that kind looks like.</param>
    public static Problem NotFound(string kind, string id, string form) =>
        new(ProblemKind.NotFound, $"There is no {kind} '{id}'. An id is {form}; GET /api/v1/{kind}s lists them.");

    public static Problem AlarmStillHolds(string id) =>
        new(ProblemKind.AlarmStillHolds, $"The device's last word is that '{id}' still holds. Go and look; reset it once the device says otherwise.");

    public static Problem AlarmNotLatched(string id) => new(ProblemKind.AlarmNotLatched, $"'{id}' is no safety alarm and ends by itself; acknowledge it.");

    public static Problem AlarmNotShelvable(string id) => new(ProblemKind.AlarmNotShelvable, $"'{id}' is a safety alarm; it ends when a person has looked and resets it.");

    /// <param name="where">From where, or of what, there are too many.</param>
    public static Problem TooManyReports(string where) => new(ProblemKind.TooManyReports, $"There are too many reports {where}. What was sent before is kept; try again in a minute.") { After = TimeSpan.FromMinutes(1) };

    public static Problem NoPhoto() => new(ProblemKind.NotAPhoto, "Send a JPEG, PNG or WebP, whole, as the body.");

    /// <param name="why">What slots there are.</param>
    public static Problem NoSlot(string device, int slot, string why) => new(ProblemKind.NotFound, $"{(slot == 0 ? "Say which slot" : $"There is no slot {slot}")}: {why}. GET /api/v1/devices/{device} lists them.");

    public static Problem NoCommand(string device, string id) =>
        new(ProblemKind.NotFound, $"'{device}' remembers no command '{id}'. GET /api/v1/devices/{device}/commands lists them; older ones are among its events.");

    public static Problem Interlock(string device, string verb, Guard guard)
    {
        var (word, why) = guard switch
        {
            Guard.Fresh => ("FRESH", "it has not spoken of late. Wait until it is ONLINE; charge.stop and power.cut are taken all the same"),
            Guard.Safe => ("SAFE", "a safety alarm holds. Somebody has to go and look, and reset it"),
            Guard.Sound => ("SOUND", "it is faulty; its alarms say why"),
            Guard.DoorShut => ("DOOR_SHUT", "its door is not known to be shut. Shut it and ask again"),
            Guard.NotCut => ("NOT_CUT", "its power was ordered off. Somebody has to switch it on at the device"),
            Guard.InRange => ("IN_RANGE", "an alarm holds that says stop. Wait until it is cleared; the device's alarms say which"),
            _ => ("IN_SERVICE", "it is out of service. Say why in reason, or end the maintenance"),
        };
        return new(ProblemKind.Interlock, $"{verb} of '{device}' is refused: {why}.", new Dictionary<string, string[]>(StringComparer.Ordinal) { ["interlock"] = [word] });
    }

    public static Problem KeyTaken(string key, string command) =>
        new(ProblemKind.KeyTaken, $"'{key}' asked for something else, which is command '{command}'. Send a new key for each thing that you want done.");

    public static Problem CommandSent(string id, CommandState state) =>
        new(ProblemKind.CommandSent, $"'{id}' is {state} and cannot be taken back; what becomes of it is for the device to say. charge.stop and power.cut end what it began.");

    public static Problem ConfigExists(string device, long version) => new(
        ProblemKind.ConfigExists, $"'{device}' has version {version}. Look at it, and send If-Match: \"{version}\" to replace all of it.");

    public static Problem ConfigChanged(string device, long version) => new(
        ProblemKind.ConfigChanged, $"'{device}' has version {version} by now. GET /api/v1/devices/{device}/config, and send your change again with If-Match: \"{version}\".");

    public static Problem CommandExpired() => new(ProblemKind.CommandExpired, "Its time was over before it could be written. Ask again, with a new Idempotency-Key if it is still wanted.");

    public static Problem CommandsFull(string device, int most) =>
        new(ProblemKind.CommandsFull, $"'{device}' has {most} commands that are not over. Wait for one of them, or take one back; charge.stop and power.cut are taken all the same.");

    /// <param name="step">What the start is about now, as a sentence.</param>
    public static Problem Loading(string step) => new(ProblemKind.Loading, $"{step} Try again in a second.");

    public static Problem StreamsFull() => new(ProblemKind.StreamsFull, "As many live streams are open as this server allows. Try again in a second, or ask GET /api/v1/stations now and then.");

    public static Problem NotReady(string why) => new(ProblemKind.NotReady, $"{why} Try again in a second.");

    public static Problem NotMqttSocket() => new(ProblemKind.BadRequest, "Connect with a WebSocket of the subprotocol 'mqtt'; MQTT 3.1.1 and 5.0 are spoken in its binary frames.");

    public static Problem ForeignOrigin(string origin) =>
        new(ProblemKind.ForeignOrigin, $"Whoever runs this server has to add '{origin}' to Mqtt:Origins before its pages may connect.");

    private static Task OnException(HttpContext context) =>
        OfException(context.Features.Get<IExceptionHandlerFeature>()?.Error).ExecuteAsync(context);

    /// <summary>While a server leaves or the store is away: whoever asked is told so, and it needs no stack trace.</summary>
    private static bool IsOrdinary(Exception error) => error is JournalException or TimeoutException or Orleans.Runtime.OrleansException;

    private static Problem OfException(Exception? error) => error switch
    {
        BadHttpRequestException bad => new(ProblemKind.Of(bad.StatusCode), $"{bad.Message} {Described}"),
        JournalException => new(ProblemKind.NotReady, "What is kept cannot be read now; what is new is kept all the same. Look at /readyz, then ask again."),
        TimeoutException or Orleans.Runtime.OrleansException => new(ProblemKind.NotDurable, "What you asked for may still be done later. Look at /readyz, then ask again: it does no harm to do it twice."),
        _ => new(ProblemKind.Internal, "It is not your fault. Ask again, and give the traceId to whoever runs this server if it stays."),
    };

    private static Problem OfStatus(HttpContext context)
    {
        var request = context.Request;
        var kind = ProblemKind.Of(context.Response.StatusCode);
        return new(kind, kind.Status switch
        {
            StatusCodes.Status404NotFound => $"Nothing answers {request.Method} {request.Path}. {Described}",
            StatusCodes.Status405MethodNotAllowed => $"{request.Path} takes {context.Response.Headers.Allow}, not {request.Method}. {Described}",
            StatusCodes.Status415UnsupportedMediaType => OfType,
            _ => Described,
        });
    }
}
