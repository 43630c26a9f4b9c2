using System.Text.Json.Nodes;

namespace Stations.Server.Tests.Api;

public sealed class DevicesApiTests(RunningServer server)
{
    [Fact]
    public async Task A_device_is_read_by_its_id()
    {
        await server.BearCoolers("devices-one", "s");
        await server.Report("devices-one", "s", "\"hot_c\":88");

        var device = await server.Get("/api/v1/devices/devices-one:gw-s:c1");

        Assert.Equal(("water_cooler", "AVAILABLE", 88.0), ((string?)device["kind"], (string?)device["status"], (double)device["values"]!["hot_c"]!));
    }

    [Fact]
    public async Task District_station_and_kind_narrow_the_list()
    {
        await server.BearCoolers("devices-list", "a", count: 2);
        await server.BearCoolers("devices-list", "b");
        await server.Bear("devices-list", "gw-p", "", """{"device":"p","kind":"parking_spot","station":"a"}""", "\"p\":{\"occupied\":false}");

        Assert.Equal(["devices-list:gw-a:c1", "devices-list:gw-a:c2", "devices-list:gw-b:c1", "devices-list:gw-p:p"], Ids(await server.Get("/api/v1/devices?district=devices-list")));
        Assert.Equal(["devices-list:gw-a:c1", "devices-list:gw-a:c2", "devices-list:gw-p:p"], Ids(await server.Get("/api/v1/devices?station=devices-list:a")));
        Assert.Equal(["devices-list:gw-p:p"], Ids(await server.Get("/api/v1/devices?district=devices-list&kind=parking_spot")));
        Assert.Empty(Ids(await server.Get("/api/v1/devices?district=elsewhere&station=devices-list:a")));
    }

    [Fact]
    public async Task A_walk_through_the_pages_meets_every_device_once()
    {
        await server.BearCoolers("devices-walk", "s", count: 23);
        var met = new List<string?>();
        string? cursor = "";
        do
        {
            var page = await server.Get($"/api/v1/devices?district=devices-walk&limit=7&cursor={cursor}");
            met.AddRange(Ids(page));
            await server.Report("devices-walk", "s", "\"mode\":\"dispensing\"", $"c{met.Count}");
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        Assert.Equal(23, met.Count);
        Assert.Equal(23, met.Distinct().Count());
    }

    [Fact]
    public async Task What_needs_a_person_most_comes_first_and_is_counted_whichever_is_asked_for()
    {
        await server.BearCoolers("devices-need", "s10");
        await server.BearCoolers("devices-need", "s2");
        await server.BearCoolers("devices-need", "s3");
        await server.Report("devices-need", "s3", "\"leak\":true,\"fault\":true");

        var all = await server.Get("/api/v1/devices?district=devices-need&sort=urgency");
        Assert.Equal(["devices-need:gw-s3:c1", "devices-need:gw-s2:c1", "devices-need:gw-s10:c1"], Ids(all));
        Assert.Equal((1, 2), ((int)all["counts"]!["fault"]!, (int)all["counts"]!["ok"]!));
        Assert.Equal("Station", (string?)all["stationNames"]!["devices-need:s3"]!["en"]);

        var faults = await server.Get("/api/v1/devices?district=devices-need&urgency=safety,fault");
        Assert.Equal(["devices-need:gw-s3:c1"], Ids(faults));
        Assert.Equal(((int)faults["total"]!, 2), (1, (int)faults["counts"]!["ok"]!));
    }

    [Fact]
    public async Task All_words_of_a_search_stand_somewhere_in_device_or_station()
    {
        await server.BearCoolers("devices-search", "north", count: 2);
        await server.BearCoolers("devices-search", "south");

        Assert.Equal(["devices-search:gw-north:c1", "devices-search:gw-north:c2"], Ids(await server.Get("/api/v1/devices?district=devices-search&search=驿站%20NORTH")));
        Assert.Equal(["devices-search:gw-south:c1"], Ids(await server.Get("/api/v1/devices?search=devices-search%20south%20c1")));
        Assert.Empty(Ids(await server.Get("/api/v1/devices?district=devices-search&search=east")));
        Assert.Empty(Ids(await server.Get("/api/v1/devices?district=devices-search&connection=OFFLINE,STALE")));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("urgency")]
    [InlineData("station")]
    [InlineData("name")]
    [InlineData("age")]
    public async Task A_walk_in_any_order_meets_every_device_once(string sort)
    {
        var district = $"devices-walk-{sort}";
        await server.BearCoolers(district, "a", count: 5);
        await server.BearCoolers(district, "b", count: 6);
        var (met, cursor) = (new List<string?>(), (string?)"");
        do
        {
            var page = await server.Get($"/api/v1/devices?district={district}&limit=4&sort={sort}&cursor={cursor}");
            met.AddRange(Ids(page));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        Assert.Equal(11, met.Count);
        Assert.Equal(11, met.Distinct().Count());
    }

    [Fact]
    public async Task Districts_are_counted_from_far_away()
    {
        await server.BearCoolers("devices-far", "a", count: 2);
        await server.BearCoolers("devices-far", "b");

        var district = (await server.Get("/api/v1/districts"))["districts"]!.AsArray().Single(one => (string?)one!["id"] == "devices-far")!;
        Assert.Equal((2, 3, 3), ((int)district["stations"]!, (int)district["devices"]!, (int)district["counts"]!["ok"]!));
    }

    private static IEnumerable<string?> Ids(JsonNode page) => page["devices"]!.AsArray().Select(device => (string?)device!["id"]);
}
