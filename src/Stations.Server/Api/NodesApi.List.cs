using Microsoft.OpenApi;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Total">How many nodes the question matches.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record NodePage(IReadOnlyList<NodeView> Nodes, int Total, string? Next);

/// <summary>The nodes that have devices, and those that were let in and have never come.</summary>
internal static partial class NodesApi
{
    private const int MaxSearch = 100;

    private static readonly Parameter<string?> Search = new(
        "search", "Part of a node's id.", $"at most {MaxSearch} characters", null, (string text, out string? part) => (part = text).Length <= MaxSearch, Parameters.Text("cab-1"));

    private static readonly Parameter<bool?> Born = new(
        "born", "true: only those that have devices; false: only those that have never come.", "true or false", null, TryParseFlag, new() { Type = JsonSchemaType.Boolean });

    private static readonly Parameter<int> Limit = Parameters.Limit(200, 50);

    private static readonly Parameter<NodeId?> Cursor = Parameters.Cursor<NodeId?>(null, TryParseNode);

    private static void MapList(IEndpointRouteBuilder nodes) => nodes
        .MapGet("", List)
        .For(Role.Viewer)
        .WithQuery(Parameters.District, Search, Born, Limit, Cursor)
        .Produces<NodePage>()
        .WithSummary("Nodes by id, page by page: those that have devices, and those that were enrolled or offered a code and have never come.");

    private static async Task<IResult> List(HttpContext context, StationBoard board, NodeDesk desk)
    {
        var query = context.Request.Query;
        var (district, search, born) = (Parameters.District.In(query), Search.In(query), Born.In(query));
        var known = (born == false ? [] : board.Nodes).Concat(born == true ? [] : board.Awaited).Where(node =>
            context.MaySee(node.District) && (district is null || node.District == district) && (search is null || node.ToString().Contains(search, StringComparison.OrdinalIgnoreCase)));
        var page = Page.Of(known, node => node, Cursor.In(query), Limit.In(query), Compare);
        var views = await Task.WhenAll(page.Items.Select(async node => NodeView.Of(node, await desk.Access(node, context.RequestAborted))));
        return TypedResults.Ok(new NodePage(views, page.Total, page.More ? Page.WriteCursor(page.Items[^1].ToString()) : null));
    }

    private static bool TryParseFlag(string text, out bool? flag)
    {
        flag = bool.TryParse(text, out var value) ? value : null;
        return flag is not null;
    }

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
