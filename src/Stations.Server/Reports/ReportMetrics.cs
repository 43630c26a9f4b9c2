using System.Diagnostics.Metrics;

namespace Stations.Server.Reports;

/// <summary>What became of what riders sent.</summary>
public enum ReportOutcome
{
    Taken,
    LimitedByAddress,
    LimitedByThing,

    /// <summary>As many tickets are open as there may be.</summary>
    Full,
    Refused,
}

public sealed class ReportMetrics
{
    private readonly long[] outcomes = new long[Enum.GetValues<ReportOutcome>().Length];

    public ReportMetrics(IMeterFactory meters) => meters.Create("Stations.Server").CreateObservableCounter(
        "stations.reports",
        () => Enum.GetValues<ReportOutcome>().Select(one => new Measurement<long>(
            Volatile.Read(ref outcomes[(int)one]), new KeyValuePair<string, object?>("outcome", System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(one.ToString())))),
        description: "Reports of riders by what became of them");

    public void Count(ReportOutcome outcome) => Interlocked.Increment(ref outcomes[(int)outcome]);
}
