using Stations.Model;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Total">How many nodes the question matches.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record NodePage(IReadOnlyList<NodeView> Nodes, int Total, string? Next);

/// <summary>The nodes that have devices, and those that were enrolled or offered a code since the server started and were not born yet.</summary>
internal static partial class NodesApi
{
    private const int MaxSearch = 100;

    private static readonly Parameter<string?> Search = new(
        "search", "Part of a node's id.", $"at most {MaxSearch} characters", null, (string text, out string? part) => (part = text).Length <= MaxSearch, Parameters.Text("cab-1"));

    private static readonly Parameter<int> Limit = Parameters.Limit(200, 50);

    private static readonly Parameter<NodeId?> Cursor = Parameters.Cursor<NodeId?>(null, TryParseNode);

    private static void MapList(IEndpointRouteBuilder nodes) => nodes
        .MapGet("", List)
        .For(Role.Viewer)
        .WithQuery(Parameters.District, Search, Limit, Cursor)
        .Produces<NodePage>()
        .WithSummary("Nodes by id, page by page: those that have devices, and those that this server enrolled since it started and that have not come yet.");

    private static async Task<IResult> List(HttpContext context, StationBoard board, NodeDesk desk, SecurityLog security)
    {
        var query = context.Request.Query;
        var (district, search) = (Parameters.District.In(query), Search.In(query));
        var known = board.Nodes.Concat(Expected(security)).Distinct().Where(node =>
            context.MaySee(node.District) && (district is null || node.District == district) && (search is null || node.ToString().Contains(search, StringComparison.OrdinalIgnoreCase)));
        var page = Page.Of(known, node => node, Cursor.In(query), Limit.In(query), Compare);
        var views = await Task.WhenAll(page.Items.Select(async node => NodeView.Of(node, await desk.Access(node, context.RequestAborted))));
        return TypedResults.Ok(new NodePage(views, page.Total, page.More ? Page.WriteCursor(page.Items[^1].ToString()) : null));
    }

    private static IEnumerable<NodeId> Expected(SecurityLog security) => security.Events
        .Where(one => one is { Act: SecurityAct.Enrol or SecurityAct.OfferClaim, Outcome: SecurityOutcome.Done })
        .Select(one => TryParseNode(one.Detail.Replace('/', ':'), out var node) ? node : null)
        .OfType<NodeId>();

    private static int Compare(NodeId a, NodeId b) => (string.CompareOrdinal(a.District, b.District), string.CompareOrdinal(a.Node, b.Node)) switch
    {
        (not 0 and var byDistrict, _) => byDistrict,
        (_, var byNode) => byNode,
    };

    private static bool TryParseNode(string text, out NodeId? node)
    {
        node = NodeId.TryParse(text, out var id) ? id : null;
        return node is not null;
    }
}
