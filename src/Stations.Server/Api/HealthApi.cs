using Stations.Server.Operations;

namespace Stations.Server.Api;

public sealed record HealthView(string Status);

/// <param name="Status"><c>ready</c>: people may be sent here.</param>
/// <param name="Devices"><c>ready</c>, or what keeps devices from this server.</param>
public sealed record ReadyView(string Status, string Devices);

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: traffic may be sent here.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => new HealthView("alive"))
            .WithTags("Operations")
            .WithSummary("The process lives; restart it when this does not answer.");
        app.MapGet("/readyz", (Readiness readiness) => readiness.WhyNot is { } why ? (IResult)Problems.NotReady(why) : TypedResults.Ok(new ReadyView("ready", readiness.WhyNoDevices ?? "ready")))
            .WithTags("Operations")
            .Produces<ReadyView>()
            .WithProblems(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("People may be sent here; otherwise the problem says why not. Says as well whether devices can reach this server.");
    }
}
