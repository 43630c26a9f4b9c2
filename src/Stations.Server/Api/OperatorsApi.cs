using System.ComponentModel.DataAnnotations;
using Stations.Model;
using Stations.Server.Access;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Operators">By name.</param>
public sealed record OperatorPage(IReadOnlyList<OperatorView> Operators);

/// <param name="Districts">Where; null for everywhere.</param>
/// <param name="Disabled">Keeps the password and is not let in.</param>
/// <param name="HasPassword">False until they used their code.</param>
/// <param name="CodeUntil">Until when the code can be used; null without one.</param>
public sealed record OperatorView(
    string Name,
    [property: AllowedValues("viewer", "operator", "administrator")] string Role,
    IReadOnlyList<string>? Districts,
    bool Disabled,
    bool HasPassword,
    DateTimeOffset? CodeUntil,
    DateTimeOffset? MadeAt)
{
    internal static OperatorView Of(Account account) => new(
        account.Name, account.Rights.Role.Word(), account.Rights.Districts, account.IsDisabled, account.PasswordHash is not null, Instants.Of(account.Code?.Until ?? 0), Instants.Of(account.MadeAt));
}

/// <param name="Code">Shown this once. Whoever has it chooses the password, at /ops or by POST /api/v1/session/code.</param>
/// <param name="Until">From here on the code is worth nothing.</param>
public sealed record CodeView(string Name, string Code, DateTimeOffset Until);

/// <summary><c>/api/v1/operators</c>: people who work here.</summary>
internal static class OperatorsApi
{
    public static void MapOperators(this IEndpointRouteBuilder api)
    {
        var operators = api.MapGroup("/operators").WithTags("Operators").For(Role.Administrator, everywhere: true);
        operators.MapGet("", List)
            .WithSummary("All accounts.");
        operators.MapPost("", Add)
            .Accepts<OperatorBody>("application/json")
            .Produces<CodeView>(StatusCodes.Status201Created)
            .WithProblems(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
            .WithSummary("Makes an account, and a code with which its owner chooses a password, shown this once.");
        operators.MapPut("/{name}", Entitle)
            .Accepts<RightsBody>("application/json")
            .WithProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
            .Changes("Gives an account another role or other districts, which count at every server within 5 s.");
        operators.MapDelete("/{name}", (string name, HttpContext context, RosterCopy roster) => Do(context, roster, new RosterChange.Remove(name), name))
            .Changes("Removes an account and ends its sessions. What it did stays beside its name.");
        operators.MapPost("/{name}/disable", (string name, HttpContext context, RosterCopy roster) => Do(context, roster, new RosterChange.Disable(name, IsDisabled: true), name))
            .Changes("Keeps somebody out until the account is enabled, and ends their sessions within 5 s.");
        operators.MapPost("/{name}/enable", (string name, HttpContext context, RosterCopy roster) => Do(context, roster, new RosterChange.Disable(name, IsDisabled: false), name))
            .Changes("Lets somebody in again.");
        operators.MapPost("/{name}/reset", Reset)
            .Produces<CodeView>()
            .WithProblems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithSummary("Ends a password and all its sessions, and makes a code with which another is chosen, shown this once.");
    }

    private static RouteHandlerBuilder Changes(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .Produces(StatusCodes.Status204NoContent)
        .WithProblems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
        .WithSummary(summary);

    private static OperatorPage List(RosterCopy roster) =>
        new([.. roster.Now.Accounts.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Select(OperatorView.Of)]);

    private static async Task<IResult> Add(HttpContext context, AccountDesk desk)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.OperatorBody, one => one.Mistakes());
        if (body is null)
        {
            return problem!;
        }

        var rights = RightsBody.RightsOf(body.Role, body.Districts);
        context.Tell($"{body.Name}: {rights.Told()}");
        var (answer, code, until) = await desk.Add(body.Name!, rights, context.RequestAborted);
        return answer == RosterAnswer.Done
            ? TypedResults.Created($"/api/v1/operators/{Uri.EscapeDataString(body.Name!)}", new CodeView(body.Name!, code, until))
            : Problem(answer, body.Name!);
    }

    private static async Task<IResult> Entitle(string name, HttpContext context, RosterCopy roster)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.RightsBody, one => one.Mistakes());
        if (body is null)
        {
            return problem!;
        }

        context.Tell(body.ToRights().Told());
        return await Do(context, roster, new RosterChange.Entitle(name, body.ToRights()), name);
    }

    private static async Task<IResult> Reset(string name, HttpContext context, AccountDesk desk)
    {
        var (answer, code, until) = await desk.Reset(name, context.RequestAborted);
        return answer == RosterAnswer.Done ? TypedResults.Ok(new CodeView(name, code, until)) : Problem(answer, name);
    }

    private static async Task<IResult> Do(HttpContext context, RosterCopy roster, RosterChange change, string name) =>
        await roster.Do(change, context.RequestAborted) is var answer && answer == RosterAnswer.Done ? TypedResults.NoContent() : Problem(answer, name);

    private static Problem Problem(RosterAnswer answer, string name) => answer switch
    {
        RosterAnswer.Taken => Problems.NameTaken(name),
        RosterAnswer.Full => Problems.RosterFull(),
        RosterAnswer.LastAdministrator => Problems.LastAdministrator(),
        _ => Problems.NoOperator(name),
    };
}
