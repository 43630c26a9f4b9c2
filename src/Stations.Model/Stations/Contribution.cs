using Stations.Protocol;

namespace Stations.Model;

/// <summary>What one device adds to its station's summary.</summary>
/// <param name="Need">What riders come to it for; null when nobody does.</param>
/// <param name="LowConfidence">The device is stale: its figures may be old.</param>
/// <param name="Celsius">Hot water, where there is any to be had.</param>
/// <param name="ReportedAt">Server time, epoch milliseconds.</param>
public sealed record Contribution(Need? Need, Tally Tally, bool LowConfidence, double? Celsius, long ReportedAt)
{
    public static Contribution Of(Device device) => new(
        device.Kind.Need,
        device.Kind.TallyOf(device),
        device.Connection == Connection.Stale,
        device.Status is PublicStatus.Available or PublicStatus.Charging or PublicStatus.Blocked ? device.Values.Number(Field.HotC) : null,
        device.ReportedAt);

    /// <summary>The same but for its age.</summary>
    public bool SaysTheSameAs(Contribution other) =>
        (Need, Tally, LowConfidence, Celsius) == (other.Need, other.Tally, other.LowConfidence, other.Celsius);
}
