using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Stations.Model;
using Stations.Server.Access;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary>Who is signed in.</summary>
/// <param name="Role">What they may: a viewer reads, an operator also acts, an administrator also says who may come in.</param>
/// <param name="Districts">Where; null for everywhere.</param>
/// <param name="Kind">An account's; or a token's; or the operator token's, which ends with the first account.</param>
/// <param name="Until">When the session ends however much it is used; null without one.</param>
public sealed record SessionView(
    string Name,
    [property: AllowedValues("viewer", "operator", "administrator")] string Role,
    IReadOnlyList<string>? Districts,
    [property: AllowedValues("account", "token", "operator_token")] string Kind,
    DateTimeOffset? Until)
{
    internal static SessionView Of(Caller caller, Roster roster) => new(
        caller.Name,
        caller.Rights.Role.Word(),
        caller.Rights.Districts,
        caller.IsPerson ? "account" : caller.Name == Account.Reserved ? "operator_token" : "token",
        caller.Session is { } number && roster.FindSession(number) is { } session ? DateTimeOffset.FromUnixTimeMilliseconds(session.OpenedAt) + OperatorSession.Longest : null);
}

/// <summary><c>/api/v1/session</c>: how a person comes in and goes.</summary>
internal static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        api.MapPost("/operators/first", First)
            .Takes<FirstOperatorBody>("Makes the first account, an administrator's, and signs in; the operator token ends with it.")
            .WithProblems(StatusCodes.Status409Conflict);
        var session = api.MapGroup("/session");
        session.MapPost("", Open).Takes<SignInBody>("Signs in: sets a cookie that no script can read, for 12 hours without use and 7 days at most.");
        session.MapPost("/code", Claim).Takes<CodeBody>("Signs in with the code that an administrator gave, and chooses a password.");
        session.MapPost("/password", ChangePassword).Takes<PasswordBody>("Changes one's own password, and ends all sessions but this.").For(Role.Viewer);
        session.MapGet("", (HttpContext context, RosterCopy roster) => SessionView.Of(context.Caller()!, roster.Now))
            .For(Role.Viewer)
            .Produces<SessionView>()
            .WithTags("Operators")
            .WithSummary("Who one is signed in as, and may what.");
        session.MapDelete("", Close)
            .For(Role.Viewer)
            .Produces(StatusCodes.Status204NoContent)
            .WithTags("Operators")
            .WithSummary("Signs out.");
    }

    private static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder endpoint, string summary) where TBody : notnull => endpoint
        .ForAnybody()
        .Accepts<TBody>("application/json")
        .Produces<SessionView>()
        .WithProblems(
            StatusCodes.Status401Unauthorized, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests)
        .WithTags("Operators")
        .WithSummary(summary);

    private static async Task<IResult> First(HttpContext context, SignIns signIns, Callers callers, RosterCopy roster)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.FirstOperatorBody, one => one.Mistakes());
        return body is null ? problem! : await Answer(context, await signIns.First(body.Token!, body.Name!, body.Password!, PlaceOf(context), context.RequestAborted), callers, roster);
    }

    private static async Task<IResult> Open(HttpContext context, SignIns signIns, Callers callers, RosterCopy roster)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.SignInBody, one => one.Mistakes());
        if (body is null)
        {
            return problem!;
        }

        var (place, cancellation) = (PlaceOf(context), context.RequestAborted);
        return await Answer(
            context,
            body.Token is { } token ? await signIns.ByOperatorToken(token, place, cancellation) : await signIns.ByPassword(body.Name!, body.Password!, place, cancellation),
            callers,
            roster);
    }

    private static async Task<IResult> Claim(HttpContext context, SignIns signIns, Callers callers, RosterCopy roster)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.CodeBody, one => one.Mistakes());
        return body is null ? problem! : await Answer(context, await signIns.ByCode(body.Name!, body.Code!, body.Password!, PlaceOf(context), context.RequestAborted), callers, roster);
    }

    private static async Task<IResult> ChangePassword(HttpContext context, SignIns signIns, Callers callers, RosterCopy roster)
    {
        var name = context.Caller()!.Name;
        if (!context.Caller()!.IsPerson)
        {
            return Problems.NoOperator(name);
        }

        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.PasswordBody, one => one.Mistakes(name));
        return body is null ? problem! : await Answer(context, await signIns.ChangePassword(name, body.Old!, body.Password!, PlaceOf(context), context.RequestAborted), callers, roster);
    }

    private static async Task<NoContent> Close(HttpContext context, RosterCopy roster)
    {
        if (context.Caller()!.Session is { } number)
        {
            await roster.Do(new RosterChange.Close(number), context.RequestAborted);
            SessionCookie.Clear(context);
        }

        return TypedResults.NoContent();
    }

    private static Place PlaceOf(HttpContext context) => new(context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent.ToString());

    private static async Task<IResult> Answer(HttpContext context, SignIn answer, Callers callers, RosterCopy roster)
    {
        switch (answer.Outcome)
        {
            case SignInOutcome.TooMany:
                return Problems.TooManySignIns(answer.Wait);
            case SignInOutcome.Busy:
                return Problems.NotReady("Many sign in at this moment.");
            case SignInOutcome.TooLate:
                return Problems.HasAdministrator();
        }

        if (answer.Secret is not { } secret || await callers.BehindCookie(secret, context.From()) is not { } caller)
        {
            return Problems.SignInRefused();
        }

        SessionCookie.Write(context, secret);
        context.Features.Set(caller);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(SessionView.Of(caller, roster.Now));
    }
}
