using System.Buffers;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Stations.Server.Operations.Metrics;

/// <summary>
/// What is counted, collected when somebody asks. Counts from the moment it is made, so make it before the counting begins.
/// </summary>
public sealed class MetricsPage : IDisposable
{
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> output = new(16 * 1024);
    private readonly MetricReader reader;
    private readonly MeterProvider provider;

    public MetricsPage()
    {
        reader = new BaseExportingMetricReader(new Exporter(output));
        provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Metered.Meters)
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = Metered.MaxSeries })
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
