using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Api;

/// <summary>What an operator says of a station.</summary>
/// <param name="Name">By language tag, such as {"zh-CN":"我的驿站","en":"My station"}, or one text for all.</param>
/// <param name="DistrictName">As name.</param>
/// <param name="Address">As name.</param>
/// <param name="Hours">24/7, or opening and closing time such as 07:00-01:00.</param>
/// <param name="Zone">Its time zone, such as Asia/Shanghai, which it has if none is said.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed partial record StationBody(
    LocalText? Name, LocalText? DistrictName = null, LocalText? Address = null, string? Hours = null, PositionBody? Position = null, string? Zone = null)
{
    /// <summary>All that is wrong, by field; empty when nothing is.</summary>
    public Dictionary<string, string[]> Mistakes()
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Check("name", Name is not null, "is needed: a text, or texts by language such as {\"zh-CN\":\"…\",\"en\":\"…\"}");
        Check("name", Name?.IsValid, LocalText.Expected);
        Check("districtName", DistrictName?.IsValid, LocalText.Expected);
        Check("address", Address?.IsValid, LocalText.Expected);
        Check("hours", Hours is null ? null : HoursForm().IsMatch(Hours), "must be 24/7, or opening and closing time such as 07:00-01:00");
        Check("zone", Zone is null ? null : Model.History.Zone.TryFind(Zone, out _), "must be an IANA time zone that this server knows, such as Asia/Shanghai");
        Check("position", Position?.IsValid, "must have latitude, -90 to 90, and longitude, -180 to 180, and is nowhere near 0,0");
        return mistakes;

        void Check(string field, bool? good, string mistake)
        {
            if (good == false)
            {
                mistakes[field] = [mistake];
            }
        }
    }

    public StationInfo ToInfo(StationId id) => new(
        id,
        Name!.ByLanguage,
        DistrictName?.ByLanguage,
        Address?.ByLanguage,
        Hours,
        Position is { Latitude: { } latitude, Longitude: { } longitude } ? new Position(latitude, longitude) : null,
        Zone);

    [GeneratedRegex(@"^(24/7|([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00))\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HoursForm();
}

/// <param name="Latitude">Degrees north, WGS-84.</param>
/// <param name="Longitude">Degrees east, WGS-84.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PositionBody(double? Latitude, double? Longitude)
{
    [JsonIgnore]
    public bool IsValid => Latitude is { } latitude && Longitude is { } longitude && Positions.IsValid(latitude, longitude);
}
