using Stations.Server.Operations;

namespace Stations.Server.Api;

/// <summary>What every call of the API passes: somebody who may, a question without mistakes, and a server that has loaded.</summary>
internal static class Gate
{
    private const string Root = "/api/v1";

    /// <summary>Where the nouns of the API are mapped to.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Root);
        api.AddEndpointFilter(Pass);
        api.WithProblems(StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable);
        return api;
    }

    public static TBuilder WithQuery<TBuilder>(this TBuilder endpoint, params Parameter[] parameters) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new KnownParameters(parameters));

    /// <summary>Its answer is whole as soon as the journal can be read.</summary>
    public static TBuilder ServedWhileLoading<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new WhileLoading());

    /// <summary>Says which problems to expect.</summary>
    public static TBuilder WithProblems<TBuilder>(this TBuilder endpoint, params int[] statuses) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata([.. statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [Problem.ContentType]))]);

    /// <summary>What it is called below the root.</summary>
    public static string Relative(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText![Root.Length..].TrimEnd('/');

    private static async ValueTask<object?> Pass(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var metadata = context.GetEndpoint()!.Metadata;
        if (await Admission.Of(context, metadata.GetMetadata<Needed>() ?? Needed.Unsaid) is { } problem)
        {
            return problem;
        }

        var mistakes = Parameter.Mistakes(context.Request.Query, metadata.GetMetadata<KnownParameters>()?.All ?? []);
        if (mistakes.Count > 0)
        {
            return Problems.InvalidParameters(mistakes);
        }

        // An empty list or a 404 would be a lie now.
        var readiness = context.RequestServices.GetRequiredService<Readiness>();
        return readiness.Loading is { } step && !(readiness.CanRead && metadata.GetMetadata<WhileLoading>() is not null) ? Problems.Loading(step)
            : Admission.IsSafe(context.Request.Method) ? await next(call)
            : await Audited.Run(call, next);
    }
}

/// <summary>Marks what needs the journal and not the whole board.</summary>
internal sealed record WhileLoading;
