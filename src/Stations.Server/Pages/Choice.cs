using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Pages;

/// <summary>What the rider wants to see, as the address says it; the district also as it was chosen last. The script's twin: <c>rider/list/choice.ts</c>.</summary>
/// <param name="Needs">All of them must be met.</param>
internal sealed record Choice(IReadOnlyList<string> Needs, bool Open, string? District)
{
    private const string Cookie = "district";

    public static Choice Read(HttpRequest request)
    {
        var needs = request.Query["needs"].ToString().Split(',');
        var district = request.Query.TryGetValue("district", out var said) ? said.ToString() : request.Cookies[Cookie];
        return new([.. Figure.Names.Where(needs.Contains)], request.Query["open"] == "1", district is not null && Segment.IsValid(district) ? district : null);
    }

    /// <summary>How much is wanted.</summary>
    public int Count => Needs.Count + (Open ? 1 : 0);

    public Choice Toggle(string need) => this with { Needs = [.. Figure.Names.Where(name => Needs.Contains(name) != (name == need))] };

    public string Address => "/" + QueryString.Create(new[]
    {
        KeyValuePair.Create<string, string?>("needs", Needs.Count > 0 ? string.Join(',', Needs) : null),
        KeyValuePair.Create<string, string?>("open", Open ? "1" : null),
    }.Where(one => one.Value is not null));

    public bool Matches(StationView station, DateTimeOffset now, Words words) =>
        (District is null || station.District == District) && Misses(station, now, words) == 0;

    /// <summary>How much of what is wanted is not to be had there now.</summary>
    public int Misses(StationView station, DateTimeOffset now, Words words) =>
        Needs.Count(need => !Figure.Helps(station, need, now)) + (Open && Hours.Read(station.Hours, station.Zone, now, words) is null or { Closed: true } ? 1 : 0);
}
