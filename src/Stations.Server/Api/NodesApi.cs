using System.Text.Json.Serialization;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="District">Letters, digits, _ . - and at most 64 of them.</param>
/// <param name="Node">As district.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NodeBody(string? District, string? Node)
{
    private static readonly string[] Expected = [$"is needed: letters, digits, _ . - and at most {Segment.MaxLength} of them"];

    /// <summary>All that is wrong, by field; empty when nothing is.</summary>
    public Dictionary<string, string[]> Mistakes() => new (string Field, bool IsValid)[] { ("district", Segment.IsDistrict(District)), ("node", Segment.IsValid(Node)) }
        .Where(one => !one.IsValid)
        .ToDictionary(one => one.Field, _ => Expected, StringComparer.Ordinal);
}

/// <param name="Username">What the node logs in with over MQTT: district/node.</param>
/// <param name="Password">128 random bits. Shown this once; the server keeps a hash.</param>
public sealed record NodeCredentials(string Username, string Password);

/// <param name="Id">district:node</param>
/// <param name="Username">What it logs in with over MQTT.</param>
/// <param name="Enrolled">It has a password. One that is not enrolled may still have devices: of an earlier time, or because nodes enrol themselves here.</param>
/// <param name="Disabled">Nothing lets it in until it is enabled.</param>
/// <param name="OldPasswordUntil">Until when the password before the last is good as well, unless the last is used earlier; null when there is one password.</param>
/// <param name="ClaimUntil">Until when a code can be used to claim it; null without one.</param>
/// <param name="Devices">What it carried at its last birth: district:node:device.</param>
public sealed record NodeView(
    string Id, string Username, bool Enrolled, bool Disabled, DateTimeOffset? OldPasswordUntil, DateTimeOffset? ClaimUntil, IReadOnlyList<string> Devices)
{
    internal static NodeView Of(NodeId id, NodeAccess access) => new(
        id.ToString(),
        Client.Node.UserName(id),
        access.IsEnrolled,
        access.IsDisabled,
        Instants.Of(access.OldUntil),
        Instants.Of(access.ClaimUntil),
        [.. access.Devices.Select(device => new DeviceId(id.District, id.Node, device).ToString())]);
}

/// <summary><c>/api/v1/nodes</c>: who may publish.</summary>
internal static partial class NodesApi
{
    public static void MapNodes(this IEndpointRouteBuilder api)
    {
        var nodes = api.MapGroup("/nodes").WithTags("Nodes").For(Role.Administrator);
        nodes.MapPost("", Enrol)
            .Accepts<NodeBody>("application/json")
            .Produces<NodeCredentials>(StatusCodes.Status201Created)
            .WithProblems(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
            .WithSummary("Enrols a node: gives it a password, shown this once.");
        nodes.MapGet("/{id}", Get)
            .For(Role.Viewer)
            .Produces<NodeView>()
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("One node: may it come in, and what did it carry last.");
        nodes.MapDelete("/{id}", Revoke)
            .Produces(StatusCodes.Status204NoContent)
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("Revokes a node: its password ends for good, its connections are closed within 5 s.")
            .WithDescription("What its devices told stays. It can be enrolled again. With an external broker its password there has to be deleted as well, see the runbook.");
        nodes.MapPost("/{id}/disable", (string id, HttpContext context, NodeDesk desk) => SetDisabled(id, context, desk, disabled: true))
            .Produces(StatusCodes.Status204NoContent)
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("Keeps a node out until it is enabled; it keeps its password. Its connections are closed within 5 s.");
        nodes.MapPost("/{id}/enable", (string id, HttpContext context, NodeDesk desk) => SetDisabled(id, context, desk, disabled: false))
            .Produces(StatusCodes.Status204NoContent)
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("Lets a disabled node in again.");
        MapList(nodes);
        MapCredentials(nodes);
        MapImport(nodes);
    }

    private static async Task<IResult> Enrol(HttpContext context, NodeDesk desk)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.NodeBody);
        if (body is null)
        {
            return problem!;
        }

        if (body.Mistakes() is { Count: > 0 } mistakes)
        {
            return Problems.InvalidBody(mistakes);
        }

        var node = new NodeId(body.District!, body.Node!);
        context.Tell(node.ToString());
        if (!context.MaySee(node.District))
        {
            return Problems.ForeignDistrict(node.District);
        }

        if (await desk.Enrol(node, Actor.Of(context), context.RequestAborted) is not { } password)
        {
            return Problems.AlreadyEnrolled(node);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/nodes/{node}", new NodeCredentials(Client.Node.UserName(node), password));
    }

    private static async Task<IResult> Get(string id, HttpContext context, NodeDesk desk) =>
        NodeId.TryParse(id, out var node) && await desk.Access(node, context.RequestAborted) is var access && (access.IsEnrolled || access.ClaimUntil > 0 || access.Devices.Length > 0)
            ? TypedResults.Ok(NodeView.Of(node, access))
            : Problems.NoNode(id);

    private static async Task<IResult> Revoke(string id, HttpContext context, NodeDesk desk) =>
        NodeId.TryParse(id, out var node) && await desk.Revoke(node, Actor.Of(context), context.RequestAborted) ? TypedResults.NoContent() : Problems.NoNode(id);

    private static async Task<IResult> SetDisabled(string id, HttpContext context, NodeDesk desk, bool disabled) =>
        NodeId.TryParse(id, out var node) && await desk.Disable(node, disabled, Actor.Of(context), context.RequestAborted) ? TypedResults.NoContent() : Problems.NoNode(id);
}
