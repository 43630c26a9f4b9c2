using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Server.Live;

/// <summary>What a station offers now, as it is said on MQTT; a need as in <see cref="StationView"/>.</summary>
/// <param name="Ts">When it was said, epoch milliseconds as in all that is said on MQTT.</param>
/// <param name="ValidUntil">From then on nothing of it is known any more, the same.</param>
/// <param name="Open">By its hours, which change none of the answers; null where they are not known.</param>
public sealed record AvailabilityView(
    int V,
    long Ts,
    [property: JsonPropertyName("valid_until")] long ValidUntil,
    string Station,
    bool? Open,
    NeedsView Needs)
{
    internal static AvailabilityView Of(StationPicture picture, DateTimeOffset now, TimeSpan validity) => new(
        1,
        now.ToUnixTimeMilliseconds(),
        now.Add(validity).ToUnixTimeMilliseconds(),
        picture.Info.Id.ToString(),
        OpeningHours.IsOpen(picture.Info.Hours, picture.Info.Zone, now),
        NeedsView.Of(picture));

    /// <summary>What of a station's needs is news: neither when it was reported last nor how hot the water is, nor what may be free later.</summary>
    internal static NeedsView NewsOf(StationPicture picture)
    {
        var needs = NeedsView.Of(picture with { NextFull = null });
        return new(Timeless(needs.Charge), Timeless(needs.Water), Timeless(needs.Rest), Timeless(needs.Park), Timeless(needs.Food));
    }

    private static NeedView? Timeless(NeedView? need) => need is null ? null : need with { ReportedAt = null, Celsius = null };
}
