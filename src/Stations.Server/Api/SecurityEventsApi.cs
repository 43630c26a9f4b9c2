using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Stations.Model;
using Stations.Server.Access;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Events">The newest first.</param>
/// <param name="Next">The cursor of the next, older page; null on the last.</param>
public sealed record SecurityEventPage(IReadOnlyList<SecurityEventView> Events, string? Next);

/// <param name="At">Server time.</param>
/// <param name="Act">What was done or tried.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Who">As it is known, or as it called itself if it was not let in.</param>
/// <param name="From">The address it came from; empty for what the server did by itself.</param>
/// <param name="Detail">Topic, filter, client id, node.</param>
public sealed record SecurityEventView(DateTimeOffset? At, string Act, string Outcome, string Who, string From, string Detail)
{
    internal static SecurityEventView Of(SecurityEvent one) => new(Instants.Of(one.At), one.Act.Word(), one.Outcome.Word(), one.Who, one.From, one.Detail);
}

/// <summary><c>/api/v1/security-events</c>: who tried what.</summary>
internal static class SecurityEventsApi
{
    private static readonly Parameter<IReadOnlyList<SecurityAct>> Act =
        Parameters.Words("act", "Only these.", [], Array.ConvertAll(Enum.GetValues<SecurityAct>(), act => (act.Word(), act)));

    private static readonly Parameter<IReadOnlyList<SecurityOutcome>> Outcome =
        Parameters.Words("outcome", "Only these.", [], Array.ConvertAll(Enum.GetValues<SecurityOutcome>(), outcome => (outcome.Word(), outcome)));

    private static readonly Parameter<int> Limit = Parameters.Limit(500, 100);
    private static readonly Parameter<long?> Cursor = Parameters.Cursor<long?>(null, TryParseNumber);

    public static void MapSecurityEvents(this IEndpointRouteBuilder api) => api
        .MapGet("/security-events", List)
        .WithTags("Security")
        .For(Role.Administrator, everywhere: true)
        .WithQuery(Act, Outcome, Limit, Cursor)
        .Produces<SecurityEventPage>()
        .WithSummary("Who tried what, from where, and how it went: the newest first, page by page.")
        .WithDescription($"The last {SecurityLog.MaxEvents} of this server since its start. Of one kind from one address at most {SecurityLog.MostPerMinute} in a minute are kept, of connections that were nobody's yet the last {SecurityLog.MaxOfStrangers}; all are counted at /metrics and these are in the server's log.");

    private static Ok<SecurityEventPage> List(HttpContext context, SecurityLog security)
    {
        var query = context.Request.Query;
        var (acts, outcomes, before, limit) = (Act.In(query), Outcome.In(query), Cursor.In(query) ?? long.MaxValue, Limit.In(query));
        var found = security.Events
            .Where(one => one.Number < before && (acts.Count == 0 || acts.Contains(one.Act)) && (outcomes.Count == 0 || outcomes.Contains(one.Outcome)))
            .Take(limit + 1)
            .ToList();
        var page = found.Take(limit).ToList();
        return TypedResults.Ok(new SecurityEventPage(
            page.ConvertAll(SecurityEventView.Of),
            found.Count > limit ? Page.WriteCursor(page[^1].Number.ToString(CultureInfo.InvariantCulture)) : null));
    }

    private static bool TryParseNumber(string text, out long? number)
    {
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        return number is not null;
    }
}
