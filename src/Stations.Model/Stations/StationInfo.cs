using Stations.Protocol;

namespace Stations.Model;

/// <summary>What an operator says of a station. Texts by language tag, <c>zh-CN</c> and <c>en</c>.</summary>
/// <param name="Hours"><c>24/7</c>, or opening and closing time such as <c>07:00-01:00</c>, in the station's time zone.</param>
/// <param name="Position">WGS-84.</param>
/// <param name="Zone">Its time zone by IANA name; null for <see cref="History.Zone.Default"/>.</param>
public sealed record StationInfo(
    StationId Id,
    IReadOnlyDictionary<string, string> Name,
    IReadOnlyDictionary<string, string>? DistrictName = null,
    IReadOnlyDictionary<string, string>? Address = null,
    string? Hours = null,
    Position? Position = null,
    string? Zone = null)
{
    /// <summary>A station that a device named before anybody described it.</summary>
    public static StationInfo Unnamed(StationId id) => new(id, new Dictionary<string, string>(StringComparer.Ordinal) { ["zh-CN"] = id.Station, ["en"] = id.Station });
}

/// <summary>Degrees, WGS-84.</summary>
public readonly record struct Position(double Latitude, double Longitude)
{
    /// <summary>Great-circle distance in metres on a sphere of 6,371 km; wrong by at most 0.6 %.</summary>
    public double MetresTo(Position other)
    {
        var (lat1, lat2) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var (dLat, dLon) = (lat2 - lat1, double.DegreesToRadians(other.Longitude - Longitude));
        var h = Math.Pow(Math.Sin(dLat / 2), 2) + Math.Cos(lat1) * Math.Cos(lat2) * Math.Pow(Math.Sin(dLon / 2), 2);
        return 2 * 6_371_000 * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
