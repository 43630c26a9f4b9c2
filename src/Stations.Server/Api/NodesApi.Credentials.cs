using Stations.Protocol;
using Stations.Server.Access;

namespace Stations.Server.Api;

/// <param name="OldPasswordUntil">Until when the old one is good as well, unless the new one is used earlier.</param>
public sealed record RotatedCredentials(string Username, string Password, DateTimeOffset OldPasswordUntil);

/// <param name="Username">What the node logs in with.</param>
/// <param name="Code">Shown this once. For its first login the node's password is claim:CODE:PASSWORD; that PASSWORD, of its own choice, is the one from then on.</param>
/// <param name="Until">From here on the code is worth nothing.</param>
public sealed record ClaimView(string Username, string Code, DateTimeOffset Until);

/// <summary>A new password for a node that has one, and a code for one that is to choose its own.</summary>
internal static partial class NodesApi
{
    private const int Day = 24 * 3600;

    private static readonly Parameter<int> OldValid = Parameters.Integer(
        "oldValidSeconds", "How long the old password is good as well if the new one is not used; 0 ends it, and its connections, at once.", 0, 30 * Day, 7 * Day);

    private static readonly Parameter<int> Valid = Parameters.Integer("validSeconds", "How long the code can be used.", 60, 30 * Day, Day);

    private static void MapCredentials(IEndpointRouteBuilder nodes)
    {
        nodes.MapPost("/{id}/password", Rotate)
            .WithQuery(OldValid)
            .Produces<RotatedCredentials>()
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("Gives an enrolled node a new password, shown this once. The old one is good until the new one is first used.");
        nodes.MapPost("/{id}/claim", OfferClaim)
            .WithQuery(Valid)
            .Produces<ClaimView>(StatusCodes.Status201Created)
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("Makes a code with which a node, enrolled or not, claims its name and chooses its own password, once.")
            .WithDescription("For whoever installs a node on site, or changes its hardware. Five wrong tries end the code; a new one ends the one before. A password that the node has is good until the code is used.");
    }

    private static async Task<IResult> Rotate(string id, HttpContext context, NodeDesk desk)
    {
        if (!NodeId.TryParse(id, out var node))
        {
            return Problems.NoNode(id);
        }

        var (password, until) = await desk.Rotate(node, TimeSpan.FromSeconds(OldValid.In(context.Request.Query)), Actor.Of(context), context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return password is null ? Problems.NoNode(id) : TypedResults.Ok(new RotatedCredentials(Client.Node.UserName(node), password, until));
    }

    private static async Task<IResult> OfferClaim(string id, HttpContext context, NodeDesk desk)
    {
        if (!NodeId.TryParse(id, out var node))
        {
            return Problems.NoNode(id);
        }

        var (code, until) = await desk.OfferClaim(node, TimeSpan.FromSeconds(Valid.In(context.Request.Query)), Actor.Of(context), context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, new ClaimView(Client.Node.UserName(node), code, until));
    }
}
