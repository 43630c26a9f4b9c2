using Stations.Protocol;

namespace Stations.Model;

/// <summary>What one device adds to its station's summary.</summary>
/// <param name="Need">What riders come to it for; null when nobody does.</param>
/// <param name="LowConfidence">The device is stale: its figures may be old.</param>
/// <param name="Celsius">Hot water, where there is any to be had.</param>
/// <param name="ReportedAt">Server time, epoch milliseconds.</param>
public sealed record Contribution(Need? Need, Tally Tally, bool LowConfidence, double? Celsius, long ReportedAt)
{
    /// <summary>How old a station's figures may become while nothing but the time of a report has changed.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    public static Contribution Of(Device device) => new(
        device.Kind.Need,
        device.Kind.TallyOf(device),
        device.Connection == Connection.Stale,
        device.Status is PublicStatus.Available or PublicStatus.Charging or PublicStatus.Blocked ? device.Values.Number(Field.HotC) : null,
        device.ReportedAt);

    /// <summary>The station's figures change, or their age is to be refreshed.</summary>
    public bool IsNewsAfter(Contribution before) =>
        (Need, Tally, LowConfidence, Celsius) != (before.Need, before.Tally, before.LowConfidence, before.Celsius)
        || ReportedAt - before.ReportedAt >= Refresh.TotalMilliseconds;
}
