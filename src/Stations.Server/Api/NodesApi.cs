using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Stations.Grains;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="District">Letters, digits, _ . - and at most 64 of them.</param>
/// <param name="Node">As district.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NodeBody(string? District, string? Node);

/// <param name="Username">What the node logs in with over MQTT: district/node.</param>
/// <param name="Password">128 random bits. Shown this once; the server keeps a hash.</param>
public sealed record NodeCredentials(string Username, string Password);

/// <summary><c>/api/v1/nodes</c>: who may publish.</summary>
internal static class NodesApi
{
    private const int PasswordBytes = 16;

    public static void MapNodes(this IEndpointRouteBuilder api) => api
        .MapPost("/nodes", Enrol)
        .WithTags("Nodes")
        .ForOperators()
        .Accepts<NodeBody>("application/json")
        .Produces<NodeCredentials>(StatusCodes.Status201Created)
        .WithProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
        .WithSummary("Enrols a node, or gives an enrolled one a new password; the earlier one ends.");

    private static async Task<IResult> Enrol(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.NodeBody);
        if (body is null)
        {
            return problem!;
        }

        if (Mistakes(body) is { Count: > 0 } mistakes)
        {
            return Problems.InvalidBody(mistakes);
        }

        var node = new NodeId(body.District!, body.Node!);
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes));
        await Insist.On(() => grains.GetGrain<INodeGrain>(node.ToString()).Enrol(password), clock, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, new NodeCredentials($"{node.District}/{node.Node}", password));
    }

    private static Dictionary<string, string[]> Mistakes(NodeBody body) =>
        new (string Field, string? Value)[] { ("district", body.District), ("node", body.Node) }
            .Where(one => !Segment.IsValid(one.Value))
            .ToDictionary(one => one.Field, _ => new[] { $"is needed: letters, digits, _ . - and at most {Segment.MaxLength} of them" }, StringComparer.Ordinal);
}
