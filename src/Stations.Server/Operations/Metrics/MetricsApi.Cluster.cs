using System.Net.Mime;
using OpenTelemetry.Metrics;

namespace Stations.Server.Operations.Metrics;

internal static class MetricsApi
{
    public static IServiceCollection AddMetricsPage(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(Metered.Meters)
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = Metered.MaxSeries })
            .AddPrometheusExporter(exporter =>
            {
                // Names as the Embedded edition's, so that one dashboard reads both.
                exporter.ScopeInfoEnabled = false;
                exporter.TargetInfoEnabled = false;

                // Who asks is told what is so now, as in the Embedded edition.
                exporter.ScrapeResponseCacheDurationMilliseconds = 0;
            }));
        return services;
    }

    /// <summary><c>/metrics</c>, for Prometheus to read.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapPrometheusScrapingEndpoint("/metrics")
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
        .WithTags("Operations")
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [MediaTypeNames.Text.Plain]))
        .WithSummary("What is counted, as Prometheus text.");
}
