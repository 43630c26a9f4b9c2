using System.Diagnostics.Metrics;
using System.Text;
using Stations.Server.Operations.Metrics;

namespace Stations.Server.Tests.Metrics;

/// <summary>Instruments of one meter, and the page that they make. The Cluster edition has a library for it.</summary>
public sealed class PrometheusTextTests : IDisposable
{
    private static int meters;
    private readonly string prefix = $"t{Interlocked.Increment(ref meters)}";
    private readonly Meter meter;
    private readonly MetricsPage page = new();

    public PrometheusTextTests() => meter = new Meter($"Stations.{prefix}");

    public void Dispose()
    {
        page.Dispose();
        meter.Dispose();
    }

    [Fact]
    public void A_counter_ends_in_total_after_its_unit()
    {
        meter.CreateCounter<long>($"{prefix}.read.bytes", "By", "Bytes read.").Add(7);
        meter.CreateCounter<double>($"{prefix}_waited_total", "s", "Time waited.").Add(1.5);
        meter.CreateCounter<long>($"{prefix}.requests", "{request}", "Requests.").Add(3);

        var read = Read();

        Assert.Equal(("counter", "Bytes read.", 7.0), Only(read, $"{prefix}_read_bytes_total"));
        Assert.Equal(("counter", "Time waited.", 1.5), Only(read, $"{prefix}_waited_seconds_total"));
        Assert.Equal(("counter", "Requests.", 3.0), Only(read, $"{prefix}_requests_total"));
    }

    [Fact]
    public void What_can_go_down_is_a_gauge()
    {
        meter.CreateUpDownCounter<long>($"{prefix}.open", "{connection}").Add(-2);
        meter.CreateObservableGauge($"{prefix}.hot", () => 92.5, "Cel", "Hot water.");
        meter.CreateObservableGauge($"{prefix}.nothing", () => double.NaN);
        meter.CreateObservableGauge($"{prefix}.much", () => double.PositiveInfinity);

        var read = Read();

        Assert.Equal(("gauge", $"{prefix}.open", -2.0), Only(read, $"{prefix}_open"));
        Assert.Equal(("gauge", "Hot water.", 92.5), Only(read, $"{prefix}_hot_celsius"));
        Assert.Equal(double.NaN, Only(read, $"{prefix}_nothing").Value);
        Assert.Equal(double.PositiveInfinity, Only(read, $"{prefix}_much").Value);
    }

    [Fact]
    public void A_histogram_has_rising_buckets_a_sum_and_a_count()
    {
        var took = meter.CreateHistogram($"{prefix}.took", "s", "Time taken.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        took.Record(0.05);
        took.Record(0.5);
        took.Record(5);

        var family = Read()[$"{prefix}_took_seconds"];

        Assert.Equal([("0.1", 1.0), ("1", 2.0), ("+Inf", 3.0)], family.Samples.Where(one => one.Name.EndsWith("_bucket", StringComparison.Ordinal)).Select(one => (one.Labels["le"], one.Value)));
        Assert.Equal(5.55, family.Samples.Single(one => one.Name.EndsWith("_sum", StringComparison.Ordinal)).Value, 10);
    }

    [Fact]
    public void Labels_and_help_survive_whatever_is_in_them()
    {
        meter.CreateCounter<long>($"{prefix}.odd", description: "A \\ and\na line.").Add(1, new KeyValuePair<string, object?>("1st key", "a \"b\" \\ c\nd 驿站"), new KeyValuePair<string, object?>("flag", true));

        var family = Read()[$"{prefix}_odd_total"];

        Assert.Equal(@"A \\ and\na line.", family.Help);
        Assert.Equal("a \"b\" \\ c\nd 驿站", Assert.Single(family.Samples).Labels["_1st_key"]);
        Assert.Equal("true", family.Samples[0].Labels["flag"]);
    }

    [Fact]
    public void Labels_are_bounded_and_nothing_is_lost_beyond()
    {
        var counter = meter.CreateCounter<long>($"{prefix}.many");
        for (var index = 0; index < Metered.MaxSeries * 3; index++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("id", index));
        }

        var family = Read()[$"{prefix}_many_total"];

        Assert.InRange(family.Samples.Count, 2, Metered.MaxSeries + 1);
        Assert.Contains(family.Samples, sample => sample.Labels.ContainsKey("otel_metric_overflow"));
        Assert.Equal(Metered.MaxSeries * 3, family.Samples.Sum(sample => sample.Value));
    }

    [Fact]
    public void Two_claims_to_one_name_leave_a_page_that_can_be_read()
    {
        using var other = new Meter($"Stations.{prefix}.other");
        meter.CreateCounter<long>($"{prefix}.same").Add(1);
        other.CreateObservableGauge($"{prefix}_same_total", () => 2);

        Assert.Single(Read()[$"{prefix}_same_total"].Samples);
    }

    [Fact]
    public void What_is_counted_before_the_first_look_counts()
    {
        var counter = meter.CreateCounter<long>($"{prefix}.early");
        counter.Add(1);
        Read();
        counter.Add(1);

        Assert.Equal(2, Only(Read(), $"{prefix}_early_total").Value);
    }

    private static (string Type, string? Help, double Value) Only(Dictionary<string, MetricFamily> read, string name)
    {
        Assert.True(read.TryGetValue(name, out var family), $"{name} is not among {string.Join(' ', read.Keys)}");
        return (family!.Type, family.Help, Assert.Single(family.Samples).Value);
    }

    private Dictionary<string, MetricFamily> Read() => Exposition.Parse(Encoding.UTF8.GetString(page.Collect()));
}
