using System.Globalization;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Sessions">The last that was used first.</param>
public sealed record SessionPage(IReadOnlyList<OpenSessionView> Sessions);

/// <param name="Agent">As the browser calls itself.</param>
/// <param name="UsedAt">A quarter of an hour more or less.</param>
/// <param name="Current">It is the one that asks.</param>
public sealed record OpenSessionView(long Number, string Name, string From, string Agent, DateTimeOffset? OpenedAt, DateTimeOffset? UsedAt, bool Current)
{
    internal static OpenSessionView Of(OperatorSession session, Caller caller) => new(
        session.Number, session.Account, session.From, session.Agent, Instants.Of(session.OpenedAt), Instants.Of(session.UsedAt), session.Number == caller.Session);
}

/// <summary><c>/api/v1/sessions</c>: where somebody is signed in. One sees one's own; an administrator for all districts everybody's.</summary>
internal static class SessionsApi
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Operators").For(Role.Viewer);
        sessions.MapGet("", List)
            .WithSummary("Where one is signed in; for an administrator of all districts, where anybody is.");
        sessions.MapDelete("/{number}", Close)
            .Produces(StatusCodes.Status204NoContent)
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("Ends a session: at every server within 5 s.");
    }

    private static SessionPage List(HttpContext context, RosterCopy roster, TimeProvider clock)
    {
        var (caller, now) = (context.Caller()!, clock.NowMilliseconds());
        return new([.. roster.Now.Sessions
            .Where(one => !one.IsOver(now) && IsFor(caller, one))
            .OrderByDescending(one => one.UsedAt).ThenByDescending(one => one.Number)
            .Select(one => OpenSessionView.Of(one, caller))]);
    }

    private static async Task<IResult> Close(string number, HttpContext context, RosterCopy roster)
    {
        await roster.Refresh();
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            || roster.Now.FindSession(known) is not { } session || !IsFor(context.Caller()!, session))
        {
            return Problems.NoSession(number);
        }

        context.Tell(session.Account);
        await roster.Do(new RosterChange.Close(known), context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static bool IsFor(Caller caller, OperatorSession session) =>
        session.Account == caller.Name || caller.Rights is { Role: Role.Administrator, IsEverywhere: true };
}
