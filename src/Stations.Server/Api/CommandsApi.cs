using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Commands">The newest first. What is older than a device's last 64 is among the events.</param>
/// <param name="Total">How many the device remembers.</param>
/// <param name="Takes">What this kind of device can be told.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record CommandPage(IReadOnlyList<CommandView> Commands, int Total, IReadOnlyList<CommandKindView> Takes, string? Next);

/// <summary><c>/api/v1/devices/{id}/commands</c>: what a device is told to do, and what became of it.</summary>
internal static class CommandsApi
{
    private const string DeviceForm = "district:node:device";

    private static readonly Parameter<int> Limit = Parameters.Limit(100, 50);
    private static readonly Parameter<long?> Cursor = Parameters.Cursor<long?>(null, TryParseEpoch);

    public static void MapCommands(this IEndpointRouteBuilder api)
    {
        var commands = api.MapGroup("/devices/{id}/commands").WithTags("Commands").For(Role.Operator);
        commands.MapPost("", Give)
            .Accepts<CommandBody>("application/json")
            .Produces<CommandView>(StatusCodes.Status202Accepted)
            .WithProblems(
                StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status410Gone, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests)
            .WithSummary("Tells a device to do something.")
            .WithDescription(
                """
                The answer says that the command is written, and where to look what becomes of it. It is a lease: once `expires` seconds have passed it is neither sent nor
                done. Send a new Idempotency-Key for each thing that you want done, and the same one to ask again: it is done once. An interlock that refuses is named in
                `errors.interlock`. `charge.stop` and `power.cut` are taken always, go ahead of all others, and are sent until nothing flows any more.
                """);
        commands.MapGet("", List)
            .For(Role.Viewer)
            .WithQuery(Limit, Cursor)
            .Produces<CommandPage>()
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("The commands that a device remembers, the newest first, page by page.");
        commands.MapGet("/{command}", Get)
            .For(Role.Viewer)
            .Produces<CommandView>()
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("One command, and what became of it.");
        commands.MapDelete("/{command}", Cancel)
            .Produces<CommandView>()
            .WithProblems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithSummary("Takes a command back that waits for its turn.");
    }

    private static async Task<IResult> Give(string id, [FromHeader(Name = IdempotencyKey.Header)] string? key, HttpContext context, StationBoard board, IGrainFactory grains, TimeProvider clock)
    {
        if (Find(board, id) is not { } device)
        {
            return Problems.NotFound("device", id, DeviceForm);
        }

        if (IdempotencyKey.Mistake(key) is { } mistake)
        {
            return mistake;
        }

        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.CommandBody);
        if (body is null)
        {
            return problem!;
        }

        body = body with { By = context.Caller()!.ActsAs(body.By) };
        context.Tell(body.Slot is { } slot ? $"{body.Command} {slot}" : body.Command ?? "");
        if (body.Mistakes() is { Count: > 0 } mistakes)
        {
            return Problems.InvalidBody(mistakes);
        }

        var request = body.Of(key!, clock.NowMilliseconds());
        var answer = await Insist.On(() => grains.GetGrain<IDeviceGrain>(id).Command(request), clock, context.RequestAborted);
        return Reply(device.Info, request, answer);
    }

    internal static IResult Reply(DeviceInfo device, CommandRequest request, CommandAnswer answer)
    {
        var id = device.Id.ToString();
        return answer.Verdict switch
        {
            CommandVerdict.Taken => TypedResults.Accepted($"/api/v1/devices/{id}/commands/{answer.Command!.Id}", CommandView.Of(id, answer.Command)),
            CommandVerdict.NoSuchDevice => Problems.NotFound("device", id, DeviceForm),
            CommandVerdict.NoSuchSlot => Problems.NoSlot(id, request.Slot, answer.Detail!),
            CommandVerdict.NoSuchCommand => Invalid("command", $"is nothing that a {device.Kind.Word()} does; it takes {answer.Detail}"),
            CommandVerdict.BadArgument => Invalid("args", answer.Detail!),
            CommandVerdict.TooLong => Invalid("expires", answer.Detail!),
            CommandVerdict.Expired => Problems.CommandExpired(),
            CommandVerdict.KeyTaken => Problems.KeyTaken(request.Key!, answer.Command!.Id),
            CommandVerdict.Refused => Problems.Interlock(id, request.Verb, answer.Guard!.Value),
            _ => Problems.CommandsFull(id, DeviceCommands.MaxOpen),
        };
    }

    private static IResult List(string id, HttpContext context, StationBoard board)
    {
        if (Find(board, id) is not { } device)
        {
            return Problems.NotFound("device", id, DeviceForm);
        }

        var query = context.Request.Query;
        var page = Page.Of((device.Commands ?? DeviceCommands.None).All, command => command.Epoch, Cursor.In(query), Limit.In(query), (a, b) => b.CompareTo(a));
        return TypedResults.Ok(new CommandPage(
            [.. page.Items.Select(command => CommandView.Of(id, command))],
            page.Total,
            [.. device.Kind.Commands.Select(CommandKindView.Of)],
            page.More ? Page.WriteCursor(page.Items[^1].Epoch.ToString(CultureInfo.InvariantCulture)) : null));
    }

    private static IResult Get(string id, string command, StationBoard board) => Find(board, id) switch
    {
        null => Problems.NotFound("device", id, DeviceForm),
        { Commands: { } commands } when commands.Find(command) is { } found => TypedResults.Ok(CommandView.Of(id, found)),
        _ => Problems.NoCommand(id, command),
    };

    private static async Task<IResult> Cancel(string id, string command, HttpContext context, StationBoard board, IGrainFactory grains, TimeProvider clock)
    {
        if (Find(board, id) is null)
        {
            return Problems.NotFound("device", id, DeviceForm);
        }

        var answer = await Insist.On(() => grains.GetGrain<IDeviceGrain>(id).Cancel(command, context.Caller()!.Name, null), clock, context.RequestAborted);
        return answer.Verdict switch
        {
            CommandVerdict.Taken => TypedResults.Ok(CommandView.Of(id, answer.Command!)),
            CommandVerdict.TooLate => Problems.CommandSent(command, answer.Command!.State),
            _ => Problems.NoCommand(id, command),
        };
    }

    private static Device? Find(StationBoard board, string id) => DeviceId.TryParse(id, out var known) ? board.Find(known)?.Device : null;

    private static Problem Invalid(string field, string mistake) => Problems.InvalidBody(new(StringComparer.Ordinal) { [field] = [mistake] });

    private static bool TryParseEpoch(string text, out long? epoch)
    {
        epoch = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return epoch is not null;
    }
}
