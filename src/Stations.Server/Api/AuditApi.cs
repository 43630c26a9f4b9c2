using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Stations.Grains;
using Stations.Model;
using Stations.Server.Access;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Entries">The newest first.</param>
/// <param name="Next">The cursor of the next, older page; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditView> Entries, string? Next);

/// <param name="Who">Account or token.</param>
/// <param name="From">The address it came from.</param>
/// <param name="Act">Method and path of the API.</param>
/// <param name="On">Whom or what it was done to.</param>
/// <param name="Status">The answer, as HTTP has it; null while there is none, and for ever if the server was lost meanwhile.</param>
/// <param name="Detail">What it was changed to, where the act does not say.</param>
public sealed record AuditView(long Number, DateTimeOffset? At, string Who, string From, string Act, string On, int? Status, string? Detail)
{
    internal static AuditView Of(AuditEntry entry) =>
        new(entry.Number, Instants.Of(entry.At), entry.Who, entry.From, entry.Act, entry.On, entry.Status == 0 ? null : entry.Status, entry.Detail);
}

/// <summary><c>/api/v1/audit</c>: what people and programs changed.</summary>
internal static class AuditApi
{
    private static readonly Parameter<int> Limit = Parameters.Limit(500, 100);
    private static readonly Parameter<long?> Cursor = Parameters.Cursor<long?>(null, TryParseNumber);

    public static void MapAudit(this IEndpointRouteBuilder api) => api
        .MapGet("/audit", List)
        .WithTags("Operators")
        .For(Role.Administrator, everywhere: true)
        .WithQuery(Limit, Cursor)
        .Produces<AuditPage>()
        .WithSummary("Who changed what, from where, and what was answered: the newest first, page by page.")
        .WithDescription($"Of all servers and durable, the last {AuditGrain.PageEntries * AuditGrain.MaxPages}. What strangers tried is in /api/v1/security-events.");

    private static async Task<Ok<AuditPage>> List(HttpContext context, Audit audit)
    {
        var query = context.Request.Query;
        var limit = Limit.In(query);
        var found = await audit.Read(Cursor.In(query) ?? long.MaxValue, limit + 1, context.RequestAborted);
        var page = found[..Math.Min(limit, found.Length)];
        return TypedResults.Ok(new AuditPage(
            [.. page.Select(AuditView.Of)], found.Length > limit ? Page.WriteCursor(page[^1].Number.ToString(CultureInfo.InvariantCulture)) : null));
    }

    private static bool TryParseNumber(string text, out long? number)
    {
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        return number is not null;
    }
}
