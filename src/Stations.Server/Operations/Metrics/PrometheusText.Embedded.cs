using System.Buffers;
using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Stations.Server.Operations.Metrics;

/// <summary>
/// Prometheus' text exposition format 0.0.4: for each family HELP, TYPE, then its samples. When two meters lay claim to one family the first
/// has it, since a page with a family in two places is refused whole.
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void Write(IBufferWriter<byte> output, in Batch<Metric> metrics)
    {
        var text = new StringBuilder();
        var families = new HashSet<string>(StringComparer.Ordinal);
        foreach (var metric in metrics)
        {
            var family = PrometheusNames.Family(metric.Name, metric.Unit, metric.MetricType);
            if (metric.MetricType != MetricType.ExponentialHistogram && families.Add(family))
            {
                WriteFamily(text, family, metric);
            }
        }

        foreach (var chunk in text.GetChunks())
        {
            Encoding.UTF8.GetBytes(chunk.Span, output);
        }
    }

    private static void WriteFamily(StringBuilder text, string family, Metric metric)
    {
        var help = metric.Description.Length == 0 ? metric.Name : metric.Description;
        text.Append($"# HELP {family} {help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)}\n");
        text.Append($"# TYPE {family} {PrometheusNames.Kind(metric.MetricType)}\n");
        foreach (var point in metric.GetMetricPoints())
        {
            var labels = LabelsOf(point);
            if (metric.MetricType == MetricType.Histogram)
            {
                WriteHistogram(text, family, labels, point);
            }
            else
            {
                WriteSample(text, family, labels, Figure(metric.MetricType, point));
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, string family, string labels, MetricPoint point)
    {
        var soFar = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            soFar += bucket.BucketCount;
            var bound = $"le=\"{Figure(bucket.ExplicitBound)}\"";
            WriteSample(text, $"{family}_bucket", labels.Length == 0 ? bound : $"{labels},{bound}", Figure(soFar));
        }

        WriteSample(text, $"{family}_sum", labels, Figure(point.GetHistogramSum()));
        WriteSample(text, $"{family}_count", labels, Figure(point.GetHistogramCount()));
    }

    private static void WriteSample(StringBuilder text, string name, string labels, string figure) =>
        text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(figure).Append('\n');

    private static string LabelsOf(MetricPoint point)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in point.Tags)
        {
            labels.TryAdd(PrometheusNames.Label(key), value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }

        return string.Join(',', labels.Select(label => $"{label.Key}=\"{Escape(label.Value)}\""));
    }

    private static string Figure(MetricType type, MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Figure(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Figure(point.GetSumDouble()),
        MetricType.LongGauge => Figure(point.GetGaugeLastValueLong()),
        _ => Figure(point.GetGaugeLastValueDouble()),
    };

    private static string Figure(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Figure(double number) => number switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Escape(string value) => value
        .Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal);
}
