using System.Globalization;
using System.Text.RegularExpressions;

namespace Stations.Server.Tests.Metrics;

internal sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

internal sealed record MetricFamily(string Name, string Type, List<MetricSample> Samples)
{
    public string? Help { get; init; }
}

/// <summary>
/// A strict reader of Prometheus' text format 0.0.4: it looks at every line and refuses what Prometheus refuses, and what promtool warns of.
/// </summary>
internal static partial class Exposition
{
    public static Dictionary<string, MetricFamily> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        var families = new Dictionary<string, MetricFamily>(StringComparer.Ordinal);
        var series = new HashSet<string>(StringComparer.Ordinal);
        var help = new Dictionary<string, string>(StringComparer.Ordinal);
        MetricFamily? current = null;
        var lines = text[..^1].Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            if (Comment().IsMatch(line))
            {
                continue;
            }

            if (HelpLine().Match(line) is { Success: true } told)
            {
                help.Add(told.Groups["name"].Value, told.Groups["text"].Value);
                continue;
            }

            if (TypeLine().Match(line) is { Success: true } type)
            {
                current = new(type.Groups["name"].Value, type.Groups["type"].Value, []);
                Assert.True(families.TryAdd(current.Name, current), $"A second family {current.Name}");
                continue;
            }

            Assert.True(current is not null && SampleLine().IsMatch(line), $"Not a line of the format: {line}");
            var sample = Sample(line);
            Assert.True(Belongs(sample, current!), $"{sample.Name} stands under {current!.Name} ({current.Type})");
            Assert.True(series.Add(line[..line.LastIndexOf(' ')]), $"Twice the same series: {line}");
            current!.Samples.Add(sample);
        }

        Assert.All(families.Values, Check);
        Assert.All(help.Keys, name => Assert.Contains(name, families.Keys));
        return families.Values.ToDictionary(family => family.Name, family => family with { Help = help.GetValueOrDefault(family.Name) }, StringComparer.Ordinal);
    }

    private static bool Belongs(MetricSample sample, MetricFamily family) => family.Type == "histogram"
        ? sample.Name == $"{family.Name}_sum" || sample.Name == $"{family.Name}_count" || (sample.Name == $"{family.Name}_bucket" && sample.Labels.ContainsKey("le"))
        : sample.Name == family.Name && !sample.Labels.ContainsKey("le");

    private static void Check(MetricFamily family)
    {
        Assert.True(family.Type != "counter" || family.Name.EndsWith("_total", StringComparison.Ordinal), $"The counter {family.Name} does not end in _total");
        Assert.True(family.Type == "counter" || !family.Name.EndsWith("_total", StringComparison.Ordinal), $"{family.Name} is no counter");
        Assert.False(family.Name.EndsWith("_bucket", StringComparison.Ordinal) || family.Name.EndsWith("_count", StringComparison.Ordinal) && family.Type == "histogram", family.Name);
        Assert.All(family.Samples.Where(_ => family.Type == "counter"), sample => Assert.True(sample.Value >= 0, $"{sample.Name} is {sample.Value}"));
        if (family.Type == "histogram")
        {
            Assert.All(family.Samples.GroupBy(WithoutBound, StringComparer.Ordinal), group => CheckHistogram(family.Name, group));
        }
    }

    private static void CheckHistogram(string name, IEnumerable<MetricSample> samples)
    {
        var buckets = samples.Where(sample => sample.Name == $"{name}_bucket").ToArray();
        var bounds = buckets.Select(bucket => Number(bucket.Labels["le"])).ToArray();
        Assert.Equal(bounds.Order(), bounds);
        Assert.Equal(double.PositiveInfinity, bounds[^1]);
        Assert.Equal(buckets.Select(bucket => bucket.Value).Order(), buckets.Select(bucket => bucket.Value));
        Assert.Equal(buckets[^1].Value, samples.Single(sample => sample.Name == $"{name}_count").Value);
        Assert.Single(samples, sample => sample.Name == $"{name}_sum");
    }

    private static string WithoutBound(MetricSample sample) =>
        string.Join(',', sample.Labels.Where(label => label.Key != "le").Select(label => $"{label.Key}={label.Value}"));

    private static MetricSample Sample(string line)
    {
        var match = SampleLine().Match(line);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match label in Label().Matches(match.Groups["labels"].Value))
        {
            Assert.True(labels.TryAdd(label.Groups["name"].Value, Unescape(label.Groups["value"].Value)), $"Twice the same label: {line}");
        }

        return new(match.Groups["name"].Value, labels, Number(match.Groups["value"].Value));
    }

    private static string Unescape(string value) => Escape().Replace(value, one => one.Value[1] == 'n' ? "\n" : one.Value[1..]);

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>([^\\\n]|\\\\|\\n)+)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HelpLine();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeLine();

    [GeneratedRegex(
        """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\\\|\\"|\\n)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\\\|\\"|\\n)*")*)?\})? (?<value>[+-]Inf|NaN|-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?)\z""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SampleLine();

    [GeneratedRegex("^# (EOF|UNIT .+)\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)"(,|\z)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
