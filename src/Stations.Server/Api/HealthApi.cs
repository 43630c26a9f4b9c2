using Stations.Server.Operations;

namespace Stations.Server.Api;

public sealed record HealthView(string Status);

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: traffic may be sent here.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => new HealthView("alive"))
            .WithTags("Operations")
            .WithSummary("The process lives; restart it when this does not answer.");
        app.MapGet("/readyz", (Readiness readiness) => readiness.WhyNot is { } why ? (IResult)Problems.NotReady(why) : TypedResults.Ok(new HealthView("ready")))
            .WithTags("Operations")
            .Produces<HealthView>()
            .WithProblems(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Traffic may be sent here; otherwise the problem says why not.");
    }
}
