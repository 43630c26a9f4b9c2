using Stations.Server.Operations;

namespace Stations.Server.Api;

/// <summary>What every call of the API passes: the operator's token where it is needed, then a question without mistakes.</summary>
internal static class Gate
{
    /// <summary>Where the nouns of the API are mapped to.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.AddEndpointFilter(Pass);
        api.WithProblems(StatusCodes.Status400BadRequest);
        return api;
    }

    public static TBuilder WithQuery<TBuilder>(this TBuilder endpoint, params Parameter[] parameters) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new KnownParameters(parameters));

    public static TBuilder ForOperators<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new OperatorsOnly()).WithProblems(StatusCodes.Status401Unauthorized);

    /// <summary>Says which problems to expect.</summary>
    public static TBuilder WithProblems<TBuilder>(this TBuilder endpoint, params int[] statuses) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata([.. statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [Problem.ContentType]))]);

    private static async ValueTask<object?> Pass(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var metadata = context.GetEndpoint()!.Metadata;
        if (metadata.GetMetadata<OperatorsOnly>() is not null)
        {
            var token = context.RequestServices.GetRequiredService<OperatorToken>();
            if (!token.Matches(context.Request.Headers.Authorization))
            {
                return Problems.OperatorTokenNeeded(token);
            }
        }

        var mistakes = Parameter.Mistakes(context.Request.Query, metadata.GetMetadata<KnownParameters>()?.All ?? []);
        return mistakes.Count == 0 ? await next(call) : Problems.InvalidParameters(mistakes);
    }
}

/// <summary>Marks what needs the operator's token.</summary>
internal sealed record OperatorsOnly;
