using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;
using Stations.Server.Reservations;

namespace Stations.Server.Api;

/// <summary><c>/api/v1/reservations</c>: a slot or a place that is kept free for a rider on his way.</summary>
internal static class ReservationsApi
{
    public static void MapReservations(this IEndpointRouteBuilder api)
    {
        var reservations = api.MapGroup("/reservations").WithTags("Reservations").ForAnybody();
        reservations.MapPost("", Hold)
            .Accepts<HoldBody>("application/json")
            .Produces<ReservationView>()
            .Produces<ReservationView>(StatusCodes.Status201Created)
            .WithProblems(
                StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests)
            .WithSummary("Holds something that is free for a rider, for a while.")
            .WithDescription(
                """
                X-Rider is 22 characters of base64url: 128 random bits that the browser makes once and keeps; only a hash is stored. A rider has one thing at a
                time, a reservation or a place in a queue. It is answered once it is durable. It ends by its own time, when something is put in, taken out or
                parked, when it is given back, or when what is held cannot be used any more; then the next question of the rider is answered with another
                one at the same station, if there is one. Who does not come three times in a day holds nothing for two hours.
                """);
        reservations.MapGet("", Mine)
            .Produces<RiderView>()
            .WithSummary("What a rider has: a reservation, or a place in a queue. Ask every few seconds while there is one.");
        reservations.MapGet("/terms", Terms)
            .Produces<TermsView>()
            .WithSummary("For how long something is held, and whether at all.");
        reservations.MapGet("/{id}", Get)
            .Produces<ReservationView>()
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("One reservation; one that is over, for an hour.");
        reservations.MapDelete("/{id}", Cancel)
            .Produces(StatusCodes.Status204NoContent)
            .WithProblems(StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound)
            .WithSummary("Gives a reservation back; twice is once. X-Claim is its secret.");
        reservations.MapPost("/{id}/open", Open)
            .Produces<ReservationView>(StatusCodes.Status202Accepted)
            .WithProblems(StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status429TooManyRequests)
            .WithSummary("Opens the door of what is held, and no other. X-Claim is its secret.")
            .WithDescription("The command is written and on its way; the slot's use is OPENING once the door is open. Refused where an interlock refuses.");
    }

    private static async Task<IResult> Hold(
        [FromHeader(Name = RiderCall.RiderHeader)] string? rider, [FromHeader(Name = IdempotencyKey.Header)] string? key,
        HttpContext context, HoldDesk desk, HoldProblems problems, StationBoard board)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.HoldBody);
        if (body is null)
        {
            return problem!;
        }

        var mistakes = body.Mistakes();
        var known = RiderId.Parse(rider);
        if ((mistakes.Count > 0 ? Problems.InvalidBody(mistakes) : RiderCall.Mistake(known, key, context, desk)) is { } mistake)
        {
            return mistake;
        }

        var (devices, queue, missing) = Find(body, desk, board);
        if (missing is not null)
        {
            return missing;
        }

        var free = devices.Where(device => body.Device is not null || HoldRules.FreeSlots(device).Any());
        var answer = await desk.Hold(known!, key!, free, body.Slot ?? 0, queue, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return answer.Verdict != RiderVerdict.Done || desk.ReservationOf(known!, answer) is not { } made ? problems.Of(answer, devices, queue)
            : made.State == HoldState.Held ? TypedResults.Created($"/api/v1/reservations/{made.Id}", made)
            : TypedResults.Ok(made);
    }

    /// <summary>Of which devices something is wanted, and who else may wait for it.</summary>
    private static (IReadOnlyList<Device> Devices, QueueId? Queue, Problem? Missing) Find(HoldBody body, HoldDesk desk, StationBoard board)
    {
        if (body.Device is not null)
        {
            return DeviceId.TryParse(body.Device, out var id) && board.Find(id)?.Device is { } device
                ? ([device], device.Kind.NeedOf(device) is { } own ? new(device.Info.Station, own) : null, null)
                : ([], null, Problems.NotFound("device", body.Device, "district:node:device"));
        }

        if (!StationId.TryParse(body.Station!, out var station) || board.Find(station) is null)
        {
            return ([], null, Problems.NotFound("station", body.Station!, "district:station"));
        }

        var need = Needs.Parse(body.Need)!.Value;
        var devices = desk.HoldableAt(station, need);
        return (devices, new QueueId(station, need), devices.Count > 0 ? null : HoldProblems.NotHoldable($"{station} has nothing for '{body.Need}' that can be held"));
    }

    private static async Task<IResult> Mine([FromHeader(Name = RiderCall.RiderHeader)] string? rider, HttpContext context, HoldDesk desk)
    {
        context.Response.Headers.CacheControl = "no-store";
        return RiderId.Parse(rider) is { } known ? TypedResults.Ok(desk.ViewOf(known, await desk.Look(known, context.RequestAborted))) : HoldProblems.NoRider();
    }

    private static Ok<TermsView> Terms(HoldTerms terms) => TypedResults.Ok(TermsView.Of(terms));

    private static IResult Get(string id, DeviceLookup devices) =>
        TryParse(id, out var device, out var hold) && devices.Find(device) is { } shown && shown.FindHold(hold) is { } found
            ? TypedResults.Ok(ReservationView.Of(shown, found))
            : HoldProblems.NotFound(id);

    private static async Task<IResult> Cancel(string id, [FromHeader(Name = RiderCall.ClaimHeader)] string? claim, HttpContext context, HoldDesk desk)
    {
        var verdict = TryParse(id, out var device, out var hold)
            ? (await desk.Cancel(device, hold, claim ?? "", context.RequestAborted)).Verdict
            : HoldVerdict.NoSuchHold;
        return verdict == HoldVerdict.Held ? TypedResults.NoContent() : HoldProblems.NotTheirs(verdict, id);
    }

    private static async Task<IResult> Open(
        string id, [FromHeader(Name = RiderCall.ClaimHeader)] string? claim, [FromHeader(Name = IdempotencyKey.Header)] string? key, HttpContext context, HoldDesk desk, StationBoard board)
    {
        if (IdempotencyKey.Mistake(key) is { } mistake)
        {
            return mistake;
        }

        if (!TryParse(id, out var device, out var hold) || board.Find(device)?.Device is not { } shown)
        {
            return HoldProblems.NotFound(id);
        }

        var (verdict, held, command) = await desk.Open(device, hold, claim ?? "", key!, context.RequestAborted);
        return verdict != HoldVerdict.Held ? HoldProblems.NotTheirs(verdict, id)
            : command is null ? HoldProblems.OverAlready(id)
            : command.Verdict switch
            {
                CommandVerdict.Taken => TypedResults.Accepted($"/api/v1/reservations/{id}", ReservationView.Of(shown, held!)),
                CommandVerdict.Refused => Problems.Interlock(device.ToString(), CommandVerb.SlotOpen, command.Guard!.Value),
                CommandVerdict.KeyTaken => Problems.KeyTaken(key!, command.Command!.Id),
                CommandVerdict.Full => Problems.CommandsFull(device.ToString(), DeviceCommands.MaxOpen),
                _ => HoldProblems.NoDoor(id),
            };
    }

    private static bool TryParse(string id, out DeviceId device, out string hold)
    {
        var last = id.LastIndexOf(':');
        hold = id[(last + 1)..];
        device = default;
        return last > 0 && DeviceId.TryParse(id[..last], out device);
    }
}
