using System.Globalization;
using System.Text;
using Stations.Protocol;
using Stations.Server.History.Kpis;

namespace Stations.Server.Api;

/// <summary>A district's figures over a stretch of time, all of them computed from the event log.</summary>
/// <param name="Complete">False when there were more events than one answer looks at; then the figures are of the later part.</param>
/// <param name="AsOf">What was acknowledged up to this server time is in the answer.</param>
public sealed record KpiView(string District, DateTimeOffset From, DateTimeOffset To, bool Complete, IReadOnlyList<KindKpiView> Kinds, DateTimeOffset AsOf)
{
    internal static KpiView Of(string district, Stretch window, bool isWhole, IEnumerable<KindTimes> kinds, long asOf) => new(
        district,
        DateTimeOffset.FromUnixTimeMilliseconds(window.From),
        DateTimeOffset.FromUnixTimeMilliseconds(window.To),
        isWhole,
        [.. kinds.Select(KindKpiView.Of)],
        DateTimeOffset.FromUnixTimeMilliseconds(asOf));

    /// <summary>RFC 4180, a line for each kind.</summary>
    public string Csv()
    {
        var csv = new StringBuilder("district,from,to,kind,devices,availability,down_seconds,maintenance_seconds,failures_repaired,repair_mean_seconds,repair_median_seconds,silences,detection_mean_seconds,detection_longest_seconds\r\n");
        foreach (var kind in Kinds)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{District},{From:yyyy-MM-dd'T'HH:mm:ss'Z'},{To:yyyy-MM-dd'T'HH:mm:ss'Z'},{kind.Kind},{kind.Devices},{kind.Availability:0.######},{kind.DownSeconds},{kind.MaintenanceSeconds},")
                .Append(CultureInfo.InvariantCulture, $"{kind.Repair.Count},{kind.Repair.MeanSeconds},{kind.Repair.MedianSeconds},{kind.Detection.Count},{kind.Detection.MeanSeconds},{kind.Detection.LongestSeconds}\r\n");
        }

        return csv.ToString();
    }
}

/// <param name="Availability">Share of the time, maintenance left out, in which they spoke and were in order, 0 to 1; null when nothing is known.</param>
/// <param name="DownSeconds">Of all of them together.</param>
/// <param name="MaintenanceSeconds">Of all of them together.</param>
/// <param name="Repair">From the beginning of a silence or fault to its end, of those that ended.</param>
/// <param name="Detection">From a device's last word until it was called offline; where its connection told of the end at once there is nothing to detect.</param>
/// <param name="Occupancy">For each hour from the beginning of the question the share of slots or spots that was taken, 0 to 1, null where nothing was known; empty for a kind without.</param>
public sealed record KindKpiView(
    string Kind, int Devices, double? Availability, long DownSeconds, long MaintenanceSeconds, DurationsView Repair, DurationsView Detection, IReadOnlyList<double?> Occupancy)
{
    internal static KindKpiView Of(KindTimes kind)
    {
        var (down, planned) = (kind.Times.Sum(one => one.Down), kind.Times.Sum(one => one.Planned));
        var wanted = kind.Times.Sum(one => one.Known.Length) - planned;
        return new(
            kind.Kind.Word(),
            kind.Devices,
            wanted > 0 ? 1 - down / (double)wanted : null,
            down / 1000,
            planned / 1000,
            DurationsView.Of([.. kind.Times.SelectMany(one => one.Repairs)]),
            DurationsView.Of([.. kind.Times.SelectMany(one => one.Detections)]),
            [.. kind.Hours.Select(share => share is { } known ? Math.Round(known, 3) : (double?)null)]);
    }
}

/// <summary>How long something took.</summary>
/// <param name="Count">How often; without any the rest is null.</param>
public sealed record DurationsView(int Count, double? MeanSeconds, double? MedianSeconds, double? LongestSeconds)
{
    /// <param name="durations">Milliseconds.</param>
    internal static DurationsView Of(List<long> durations)
    {
        durations.Sort();
        return durations.Count == 0
            ? new(0, null, null, null)
            : new(durations.Count, Seconds(durations.Average()), Seconds((durations[(durations.Count - 1) / 2] + durations[durations.Count / 2]) / 2.0), Seconds(durations[^1]));
    }

    private static double Seconds(double milliseconds) => Math.Round(milliseconds / 1000, 1);
}
