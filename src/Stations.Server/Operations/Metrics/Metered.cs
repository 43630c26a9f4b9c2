namespace Stations.Server.Operations.Metrics;

/// <summary>What is counted at <c>/metrics</c>, in either edition.</summary>
internal static class Metered
{
    /// <summary>Combinations of labels that one measurement may have; what goes over it is summed under <c>otel_metric_overflow="true"</c>.</summary>
    public const int MaxSeries = 500;

    public static readonly string[] Meters =
        ["Stations.*", "Orleans.Local", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];
}
