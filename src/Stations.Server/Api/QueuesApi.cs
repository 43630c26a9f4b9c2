using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Reservations;

namespace Stations.Server.Api;

/// <summary><c>/api/v1/queues</c>: who comes first gets what becomes free first, held for a short while.</summary>
internal static class QueuesApi
{
    public static void MapQueues(this IEndpointRouteBuilder api)
    {
        var queues = api.MapGroup("/queues/{station}/{need}").WithTags("Reservations").ForAnybody().WithProblems(StatusCodes.Status404NotFound);
        queues.MapPost("", Wait)
            .Produces<QueueView>()
            .WithProblems(StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status429TooManyRequests)
            .WithSummary("Takes the last place in the queue of a station for a need: charge, park or heat_food.")
            .WithDescription("What becomes free is held for the first for a short while, and then for the next. Whoever waits learns of it by asking GET here or GET /api/v1/reservations every few seconds.");
        queues.MapGet("", Get)
            .Produces<QueueView>()
            .WithSummary("How many wait; with X-Rider, where the rider stands and what is offered.");
        queues.MapDelete("", Leave)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Gives up the place, and what is offered for it; twice is once.");
    }

    private static async Task<IResult> Wait(
        string station, string need, [FromHeader(Name = RiderCall.RiderHeader)] string? rider, [FromHeader(Name = IdempotencyKey.Header)] string? key,
        HttpContext context, HoldDesk desk, HoldProblems problems)
    {
        var known = RiderId.Parse(rider);
        if ((Find(station, need, desk, out var queue) ?? RiderCall.Mistake(known, key, context, desk)) is { } mistake)
        {
            return mistake;
        }

        var answer = await desk.Wait(known!, queue, key!, context.RequestAborted);
        return answer.Verdict == RiderVerdict.Done ? Answer(context, queue, answer, desk.ReservationOf(known!, answer)) : problems.Of(answer, [], queue);
    }

    private static async Task<IResult> Get(string station, string need, [FromHeader(Name = RiderCall.RiderHeader)] string? rider, HttpContext context, HoldDesk desk)
    {
        if (Find(station, need, desk, out var queue) is { } missing)
        {
            return missing;
        }

        var known = RiderId.Parse(rider);
        var answer = known is null ? null : await desk.Look(known, context.RequestAborted);
        return answer?.Stake?.Queue == queue.ToString()
            ? Answer(context, queue, answer, desk.ReservationOf(known!, answer))
            : Answer(context, queue, new(RiderVerdict.Done, Queue: new(0, await desk.Length(queue, context.RequestAborted))), offer: null);
    }

    private static async Task<IResult> Leave(string station, string need, [FromHeader(Name = RiderCall.RiderHeader)] string? rider, HttpContext context, HoldDesk desk)
    {
        if (Find(station, need, desk, out var queue) is { } missing)
        {
            return missing;
        }

        if (RiderId.Parse(rider) is not { } known)
        {
            return HoldProblems.NoRider();
        }

        await desk.Leave(known, queue, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static Ok<QueueView> Answer(HttpContext context, QueueId queue, RiderAnswer answer, ReservationView? offer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(QueueView.Of(queue, answer.Queue, offer is { Offer: true } ? offer : null));
    }

    private static Problem? Find(string station, string need, HoldDesk desk, out QueueId queue)
    {
        queue = default;
        if (!StationId.TryParse(station, out var id) || Needs.Parse(need) is not { } known)
        {
            return HoldProblems.NoQueue(station, need);
        }

        queue = new(id, known);
        return desk.HoldableAt(id, known).Count == 0 ? HoldProblems.NoQueue(station, need) : null;
    }
}
