using System.ComponentModel.DataAnnotations;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Tokens">By name.</param>
public sealed record TokenPage(IReadOnlyList<TokenView> Tokens);

/// <param name="Districts">Where; null for everywhere.</param>
/// <param name="Until">Null: until it is revoked.</param>
public sealed record TokenView(
    string Name,
    [property: AllowedValues("viewer", "operator", "administrator")] string Role,
    IReadOnlyList<string>? Districts,
    string MadeBy,
    DateTimeOffset? MadeAt,
    DateTimeOffset? Until)
{
    internal static TokenView Of(ApiToken token) =>
        new(token.Name, token.Rights.Role.Word(), token.Rights.Districts, token.MadeBy, Instants.Of(token.MadeAt), Instants.Of(token.Until));
}

/// <param name="Token">256 random bits, for the header 'Authorization: Bearer …'. Shown this once; the server keeps a hash.</param>
/// <param name="Until">Null: until it is revoked.</param>
public sealed record NewTokenView(string Name, string Token, DateTimeOffset? Until);

/// <summary><c>/api/v1/tokens</c>: programs that may call, and listen over MQTT.</summary>
internal static class TokensApi
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Operators").For(Role.Administrator, everywhere: true);
        tokens.MapGet("", List)
            .WithSummary("All tokens that can be used.");
        tokens.MapPost("", Add)
            .Accepts<TokenBody>("application/json")
            .Produces<NewTokenView>(StatusCodes.Status201Created)
            .WithProblems(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
            .WithSummary("Makes a token for a program, shown this once.")
            .WithDescription("It is the header 'Authorization: Bearer <token>' over HTTP. Over MQTT it is the password, with the token's name as user name, and hears what its role and districts allow.");
        tokens.MapDelete("/{name}", Remove)
            .Produces(StatusCodes.Status204NoContent)
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("Revokes a token: at every server within 5 s, open MQTT connections and streams too.");
    }

    private static TokenPage List(RosterCopy roster, TimeProvider clock) =>
        new([.. roster.Now.Tokens.Where(one => !one.IsOver(clock.NowMilliseconds())).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Select(TokenView.Of)]);

    private static async Task<IResult> Add(HttpContext context, AccountDesk desk)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.TokenBody, one => one.Mistakes());
        if (body is null)
        {
            return problem!;
        }

        var rights = RightsBody.RightsOf(body.Role, body.Districts);
        context.Tell($"{body.Name}: {rights.Told()}");
        var valid = body.Days is { } days ? TimeSpan.FromDays(days) : (TimeSpan?)null;
        var (answer, token, until) = await desk.AddToken(body.Name!, rights, valid, context.Caller()!.Name, context.RequestAborted);
        return answer switch
        {
            RosterAnswer.Done => TypedResults.Created((string?)null, new NewTokenView(body.Name!, token, Instants.Of(until))),
            RosterAnswer.Full => Problems.RosterFull(),
            _ => Problems.NameTaken(body.Name!),
        };
    }

    private static async Task<IResult> Remove(string name, HttpContext context, RosterCopy roster) =>
        await roster.Do(new RosterChange.RemoveToken(name), context.RequestAborted) == RosterAnswer.Done ? TypedResults.NoContent() : Problems.NoToken(name);
}
