using System.Text;
using OpenTelemetry.Metrics;

namespace Stations.Server.Operations.Metrics;

/// <summary>Names as Prometheus wants them: base units spelled out at the end, counters with <c>_total</c> after that.</summary>
internal static class PrometheusNames
{
    /// <summary><c>http_server_request_duration_seconds</c> for <c>http.server.request.duration</c> in <c>s</c>.</summary>
    public static string Family(string name, string unit, MetricType type)
    {
        var family = Sanitize(name, colon: true);
        var counter = Kind(type) == "counter";
        if (counter && family.EndsWith("_total", StringComparison.Ordinal))
        {
            family = family[..^"_total".Length];
        }

        if (UnitWord(unit) is { } word && !family.EndsWith($"_{word}", StringComparison.Ordinal))
        {
            family = $"{family}_{word}";
        }

        return counter ? $"{family}_total" : family;
    }

    /// <summary>A letter or <c>_</c>, then those and digits; whatever else is in it becomes <c>_</c>.</summary>
    public static string Label(string name) => Sanitize(name, colon: false);

    public static string Kind(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    /// <summary>UCUM's units as words; null for what has no unit, such as <c>1</c> and <c>{request}</c>.</summary>
    private static string? UnitWord(string unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "By" => "bytes",
        "Cel" => "celsius",
        "W" => "watts",
        "V" => "volts",
        "A" => "amperes",
        "%" => "percent",
        "" or "1" => null,
        _ when unit.Contains('{') || unit.Contains('/') => null,
        _ => Sanitize(unit, colon: false),
    };

    private static string Sanitize(string name, bool colon)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var c in name)
        {
            var good = char.IsAsciiLetterOrDigit(c) || c == '_' || (colon && c == ':');
            if (text.Length == 0 && char.IsAsciiDigit(c))
            {
                text.Append('_');
            }

            if (good || text.Length == 0 || text[^1] != '_')
            {
                text.Append(good ? c : '_');
            }
        }

        return text.Length == 0 ? "_" : text.ToString();
    }
}
