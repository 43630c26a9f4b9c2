using System.Net.Mime;

namespace Stations.Server.Operations.Metrics;

internal static class MetricsApi
{
    public static IServiceCollection AddMetricsPage(this IServiceCollection services) => services.AddSingleton<MetricsPage>();

    /// <summary><c>/metrics</c>, for Prometheus to read. Makes the page, so that the counting begins with the start of the server.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        var page = app.ServiceProvider.GetRequiredService<MetricsPage>();
        app.MapGet("/metrics", () => TypedResults.Bytes(page.Collect(), PrometheusText.ContentType))
            .WithTags("Operations")
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Plain)
            .WithSummary("What is counted, as Prometheus text.");
    }
}
