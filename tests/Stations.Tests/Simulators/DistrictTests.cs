using System.Text.RegularExpressions;
using DeviceSimulators;
using Stations.Protocol;

namespace Stations.Tests.Simulators;

public sealed partial class DistrictTests
{
    // South-west and north-east corner of the city that each district lies in.
    private static readonly Dictionary<string, (double South, double West, double North, double East)> Cities = new(StringComparer.Ordinal)
    {
        ["beibei-jialing"] = (29.78, 106.38, 29.88, 106.50),
        ["cenxi-bases"] = (22.88, 110.95, 22.97, 111.05),
        ["xiangyang-wanda"] = (31.98, 112.05, 32.10, 112.20),
        ["yiwu-hehua"] = (29.25, 120.00, 29.37, 120.15),
        ["zaozhuang-yunxi"] = (34.75, 117.20, 34.88, 117.40),
    };

    private static readonly District[] Districts = [.. District.Ids.Select(District.Load)];

    [Fact]
    public void The_five_districts_are_shipped()
    {
        Assert.Equal(Cities.Keys.Order(StringComparer.Ordinal), District.Ids, StringComparer.Ordinal);
        Assert.All(Districts.Zip(District.Ids), pair => Assert.Equal(pair.Second, pair.First.Id));
        Assert.InRange(Districts.Sum(district => district.Stations.Count), 22, 28);
    }

    [Fact]
    public void Every_station_is_complete()
    {
        foreach (var (district, station) in Districts.SelectMany(district => district.Stations.Select(station => (district, station))))
        {
            Assert.True(Segment.IsValid(station.Station), station.Station);
            foreach (var words in new[] { district.Name, station.Name, station.Address })
            {
                Assert.False(string.IsNullOrWhiteSpace(words["zh-CN"]) || string.IsNullOrWhiteSpace(words["en"]), station.Station);
            }

            Assert.Matches(Hours(), station.Hours);
            Assert.InRange(station.Seats, 1, 100);
            Assert.InRange(station.Spots, 0, 8);
            Assert.NotEqual(1, station.Spots);
            Assert.Equal((station.Appliances ?? []).Count, (station.Appliances ?? []).DistinctBy(one => one.Kind, StringComparer.Ordinal).Count());
            Assert.All(station.Cabinets, slots => Assert.InRange(slots, 8, 12));
        }
    }

    [Fact]
    public void No_two_stations_share_an_id_or_a_place()
    {
        foreach (var district in Districts)
        {
            Assert.Equal(district.Stations.Count, district.Stations.DistinctBy(station => station.Station, StringComparer.Ordinal).Count());
            Assert.Equal(district.Stations.Count, district.Stations.DistinctBy(station => (station.Latitude, station.Longitude)).Count());
        }
    }

    [Fact]
    public void Every_station_lies_in_its_city()
    {
        foreach (var (district, station) in Districts.SelectMany(district => district.Stations.Select(station => (district, station))))
        {
            var city = Cities[district.Id];
            Assert.InRange(station.Latitude, city.South, city.North);
            Assert.InRange(station.Longitude, city.West, city.East);
        }
    }

    [Fact]
    public void Each_district_has_what_is_told_of_it()
    {
        Assert.Contains(StationsOf("zaozhuang-yunxi"), station => station.Hours == "24/7" && station.Cabinets.Count > 0);
        Assert.True(StationsOf("beibei-jialing").Count >= 4);
        Assert.Equal(3, StationsOf("cenxi-bases").Count(station => station is { Cabinets.Count: > 0, Spots: > 0 }));
        Assert.Equal(5, StationsOf("yiwu-hehua").Count(station => station.Station.StartsWith("e-", StringComparison.Ordinal)));
        Assert.Equal(2, StationsOf("yiwu-hehua").Count(station => station.Station.StartsWith("yijiaqin-", StringComparison.Ordinal)));

        var wanda = StationsOf("xiangyang-wanda");
        Assert.Equal((7, 3, 1), (wanda.Count, wanda.Count(station => station.Spots > 0 || Has(station, "parking_area")), wanda.Sum(station => station.Cabinets.Count)));
        Assert.Contains(wanda, station => Has(station, "love_fridge") && Has(station, "microwave") && Has(station, "medicine_kit"));
        Assert.Contains(StationsOf("zaozhuang-yunxi"), station => Has(station, "air_conditioner") && Has(station, "medicine_kit"));
        Assert.Contains(StationsOf("beibei-jialing"), station => Has(station, "power_bank_cabinet") && Has(station, "medicine_kit"));
        Assert.All(StationsOf("cenxi-bases"), station => Assert.True(Has(station, "socket_pile") && Has(station, "air_conditioner"), station.Station));
    }

    [Fact]
    public void Some_stations_never_close_and_some_close_after_midnight()
    {
        var hours = Districts.SelectMany(district => district.Stations).Select(station => station.Hours).ToArray();

        Assert.Contains("24/7", hours, StringComparer.Ordinal);
        Assert.Contains(hours, text => text.Length == 11 && string.CompareOrdinal(text, 6, "00:00", 0, 5) > 0 && string.CompareOrdinal(text, 0, text, 6, 5) > 0);
    }

    [Fact]
    public void An_unknown_district_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => District.Load("nowhere"));
        Assert.Contains("yiwu-hehua", error.Message, StringComparison.Ordinal);
    }

    private static bool Has(StationPlan station, string kind) => (station.Appliances ?? []).Any(one => one.Kind == kind);

    private static IReadOnlyList<StationPlan> StationsOf(string id) => Districts.Single(district => district.Id == id).Stations;

    [GeneratedRegex(@"^(24/7|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hours();
}
