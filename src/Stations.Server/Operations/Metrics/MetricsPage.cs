using System.Buffers;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Stations.Server.Operations.Metrics;

/// <summary>
/// What is counted, collected when somebody asks. Counts from the moment it is made, so make it before the counting begins.
/// One measurement has at most <see cref="MaxSeries"/> combinations of labels; what goes over is summed under <c>otel_metric_overflow="true"</c>.
/// </summary>
public sealed class MetricsPage : IDisposable
{
    public const int MaxSeries = 500;

    private static readonly string[] Meters =
        ["Stations.*", "Orleans.Local", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> output = new(16 * 1024);
    private readonly MetricReader reader;
    private readonly MeterProvider provider;

    public MetricsPage()
    {
        reader = new BaseExportingMetricReader(new Exporter(output));
        provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Meters)
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MaxSeries })
            .AddReader(reader)
            .Build();
    }

    /// <summary>All of it as Prometheus text, UTF-8.</summary>
    public byte[] Collect()
    {
        lock (gate)
        {
            output.ResetWrittenCount();
            reader.Collect();
            return output.WrittenSpan.ToArray();
        }
    }

    public void Dispose() => provider.Dispose();

    private sealed class Exporter(IBufferWriter<byte> output) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            PrometheusText.Write(output, batch);
            return ExportResult.Success;
        }
    }
}
