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

    private static IEnumerable<string?> Ids(JsonNode page) => page["devices"]!.AsArray().Select(device => (string?)device!["id"]);
}
