using Stations.Server.Access;
using Stations.Server.Operations;

namespace Stations.Server.Api;

/// <summary>What every call of the API passes: the operator's token where it is needed, a question without mistakes, and a server that has loaded.</summary>
internal static class Gate
{
    /// <summary>Where the nouns of the API are mapped to.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.AddEndpointFilter(Pass);
        api.WithProblems(StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable);
        return api;
    }

    public static TBuilder WithQuery<TBuilder>(this TBuilder endpoint, params Parameter[] parameters) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new KnownParameters(parameters));

    public static TBuilder ForOperators<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new OperatorsOnly()).WithProblems(StatusCodes.Status401Unauthorized);

    /// <summary>Its answer is whole as soon as the journal can be read.</summary>
    public static TBuilder ServedWhileLoading<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new WhileLoading());

    /// <summary>Says which problems to expect.</summary>
    public static TBuilder WithProblems<TBuilder>(this TBuilder endpoint, params int[] statuses) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata([.. statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [Problem.ContentType]))]);

    /// <summary>Whoever asks shows the operator's token, where it is not needed but shows more.</summary>
    public static bool IsOperator(this HttpContext context) => context.RequestServices.GetRequiredService<OperatorToken>().Matches(context.Request.Headers.Authorization);

    private static async ValueTask<object?> Pass(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var metadata = context.GetEndpoint()!.Metadata;
        if (metadata.GetMetadata<OperatorsOnly>() is not null)
        {
            var token = context.RequestServices.GetRequiredService<OperatorToken>();
            if (!token.Matches(context.Request.Headers.Authorization))
            {
                if (context.Request.Headers.Authorization.Count > 0)
                {
                    context.RequestServices.GetRequiredService<SecurityLog>().Add(
                        SecurityAct.Operate, SecurityOutcome.Refused, "nobody", context.Connection.RemoteIpAddress?.ToString() ?? "", $"{context.Request.Method} {context.Request.Path}");
                }

                return Problems.OperatorTokenNeeded(token);
            }
        }

        var mistakes = Parameter.Mistakes(context.Request.Query, metadata.GetMetadata<KnownParameters>()?.All ?? []);
        if (mistakes.Count > 0)
        {
            return Problems.InvalidParameters(mistakes);
        }

        // An empty list or a 404 would be a lie now.
        var readiness = context.RequestServices.GetRequiredService<Readiness>();
        return readiness.Loading is { } step && !(readiness.CanRead && metadata.GetMetadata<WhileLoading>() is not null) ? Problems.Loading(step) : await next(call);
    }
}

/// <summary>Marks what needs the operator's token.</summary>
internal sealed record OperatorsOnly;

/// <summary>Marks what needs the journal and not the whole board.</summary>
internal sealed record WhileLoading;
