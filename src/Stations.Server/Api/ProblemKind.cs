using Microsoft.AspNetCore.WebUtilities;

namespace Stations.Server.Api;

/// <summary>The table of problems. A code, once published, keeps its meaning.</summary>
internal sealed record ProblemKind(string Code, int Status, string Title)
{
    public static readonly ProblemKind InvalidParameter = new("invalid_parameter", 400, "A parameter is not valid");
    public static readonly ProblemKind InvalidBody = new("invalid_body", 400, "The body is not valid");
    public static readonly ProblemKind BadRequest = new("bad_request", 400, "The request cannot be understood");
    public static readonly ProblemKind RiderNeeded = new("rider_needed", 400, "Who asks is not said");
    public static readonly ProblemKind OperatorTokenNeeded = new("operator_token_needed", 401, "This is for operators");
    public static readonly ProblemKind SignInNeeded = new("sign_in_needed", 401, "This is for operators");
    public static readonly ProblemKind SignInRefused = new("sign_in_refused", 401, "Name or password are not right");
    public static readonly ProblemKind RoleNeeded = new("role_needed", 403, "Your role does not allow this");
    public static readonly ProblemKind ForeignDistrict = new("foreign_district", 403, "This district is not yours");
    public static readonly ProblemKind ForeignOrigin = new("foreign_origin", 403, "A page from elsewhere may not do this");
    public static readonly ProblemKind NoShows = new("no_shows", 403, "You did not come too often");
    public static readonly ProblemKind NotYours = new("not_yours", 403, "This belongs to somebody else");
    public static readonly ProblemKind HoldingOff = new("holding_off", 403, "Nothing is held here");
    public static readonly ProblemKind NotFound = new("not_found", 404, "There is nothing here");
    public static readonly ProblemKind MethodNotAllowed = new("method_not_allowed", 405, "This cannot be done here");
    public static readonly ProblemKind AlreadyEnrolled = new("already_enrolled", 409, "The node is enrolled already");
    public static readonly ProblemKind NameTaken = new("name_taken", 409, "Somebody or something has this name");
    public static readonly ProblemKind HasAdministrator = new("has_administrator", 409, "There is an administrator");
    public static readonly ProblemKind LastAdministrator = new("last_administrator", 409, "Nobody could let anybody in any more");
    public static readonly ProblemKind RosterFull = new("roster_full", 409, "There are as many as there may be");
    public static readonly ProblemKind AlarmStillHolds = new("alarm_still_holds", 409, "What began the alarm still holds");
    public static readonly ProblemKind AlarmNotLatched = new("alarm_not_latched", 409, "The alarm ends by itself");
    public static readonly ProblemKind AlarmNotShelvable = new("alarm_not_shelvable", 409, "The alarm is never quiet");
    public static readonly ProblemKind Interlock = new("interlock", 409, "An interlock refuses");
    public static readonly ProblemKind KeyTaken = new("key_taken", 409, "The Idempotency-Key stands for something else");
    public static readonly ProblemKind CommandSent = new("command_sent", 409, "The command is on its way");
    public static readonly ProblemKind NotFree = new("not_free", 409, "It is not free");
    public static readonly ProblemKind NotHoldable = new("not_holdable", 409, "It cannot be held");
    public static readonly ProblemKind AlreadyHolding = new("already_holding", 409, "You have something already");
    public static readonly ProblemKind OthersWait = new("others_wait", 409, "Others came before");
    public static readonly ProblemKind QueueFull = new("queue_full", 409, "The queue is full");
    public static readonly ProblemKind NotHeld = new("not_held", 409, "The reservation is over");
    public static readonly ProblemKind ConfigExists = new("config_exists", 409, "There is a configuration");
    public static readonly ProblemKind CommandExpired = new("command_expired", 410, "The command's time is over");
    public static readonly ProblemKind ConfigChanged = new("config_changed", 412, "Somebody was faster");
    public static readonly ProblemKind BodyTooLarge = new("body_too_large", 413, "The body is too large");
    public static readonly ProblemKind NotJson = new("not_json", 415, "The body must be JSON");
    public static readonly ProblemKind TooManyWishes = new("too_many_wishes", 429, "Too much is asked for");
    public static readonly ProblemKind TooManySignIns = new("too_many_sign_ins", 429, "Too many tries were not right");
    public static readonly ProblemKind CommandsFull = new("commands_full", 429, "The device has enough to do");
    public static readonly ProblemKind NotAPhoto = new("not_a_photo", 415, "The body must be a photo");
    public static readonly ProblemKind TooManyReports = new("too_many_reports", 429, "Too many reports");
    public static readonly ProblemKind Internal = new("internal_error", 500, "The server failed");
    public static readonly ProblemKind NotDurable = new("not_durable", 503, "The journal does not answer");
    public static readonly ProblemKind Loading = new("loading", 503, "The server is loading");
    public static readonly ProblemKind NotReady = new("not_ready", 503, "The server is not ready");

    public static readonly ProblemKind StreamsFull = new("streams_full", 503, "Too many live streams are open");

    private static readonly ProblemKind[] Plain = [BadRequest, OperatorTokenNeeded, NotFound, MethodNotAllowed, BodyTooLarge, NotJson, Internal, NotReady];

    public string Type => $"https://stations.example/problems/{Code}";

    /// <summary>For a status that something below the API has set.</summary>
    public static ProblemKind Of(int status) =>
        Array.Find(Plain, kind => kind.Status == status) ?? new($"http_{status}", status, ReasonPhrases.GetReasonPhrase(status));
}
