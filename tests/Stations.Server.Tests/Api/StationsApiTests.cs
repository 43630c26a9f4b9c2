using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Stations.Server.Tests.Api;

public sealed class StationsApiTests(RunningServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_nearest_comes_first_and_what_is_too_far_not_at_all()
    {
        await server.BearCoolers("near", "far", 32.0900, 112.13);
        await server.BearCoolers("near", "close", 32.0510, 112.13);
        await server.BearCoolers("near", "closest", 32.0501, 112.13);

        var within5000 = await server.Get("/api/v1/stations?district=near&near=32.05,112.13");
        var within500 = await server.Get("/api/v1/stations?district=near&near=32.05,112.13&radius=500");

        Assert.Equal(["near:closest", "near:close", "near:far"], Ids(within5000));
        Assert.Equal(["near:closest", "near:close"], Ids(within500));
        Assert.Equal([11, 111, 4448], within5000["stations"]!.AsArray().Select(station => (int)station!["distanceMetres"]!));
        Assert.Equal((2, null), ((int)within500["total"]!, (string?)within500["next"]));
    }

    [Fact]
    public async Task Only_a_station_that_can_serve_every_need_is_named()
    {
        await server.BearCoolers("needs", "ready");
        await server.BearCoolers("needs", "busy", mode: "heating");
        await server.BearCoolers("needs", "unclear", mode: "humming");

        Assert.Equal(["needs:ready"], Ids(await server.Get("/api/v1/stations?district=needs&needs=water")));
        Assert.Empty(Ids(await server.Get("/api/v1/stations?district=needs&needs=water,charge")));
        Assert.Equal(3, Ids(await server.Get("/api/v1/stations?district=needs")).Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("&near=32.05,112.13&radius=50000")]
    public async Task A_walk_through_the_pages_meets_every_station_once_while_devices_change(string question)
    {
        var district = $"walk{question.Length}";
        for (var station = 0; station < 23; station++)
        {
            await server.BearCoolers(district, $"s{station}", 32 + station * 0.001);
        }

        var met = new List<string?>();
        var page = await server.Get($"/api/v1/stations?district={district}&limit=5{question}");
        while (true)
        {
            met.AddRange(Ids(page));
            Assert.Equal(23, (int)page["total"]!);
            await server.Report(district, $"s{met.Count % 23}", "\"mode\":\"dispensing\"");
            if ((string?)page["next"] is not { } cursor)
            {
                break;
            }

            page = await server.Get($"/api/v1/stations?district={district}&limit=5{question}&cursor={cursor}");
        }

        Assert.Equal(23, met.Distinct().Count());
        Assert.Equal(23, met.Count);
    }

    [Fact]
    public async Task Stations_that_come_during_a_walk_disturb_nobody()
    {
        foreach (var station in new[] { "b", "d", "f" })
        {
            await server.BearCoolers("coming", station);
        }

        var first = await server.Get("/api/v1/stations?district=coming&limit=2");
        await server.BearCoolers("coming", "a");
        await server.BearCoolers("coming", "e");
        var second = await server.Get($"/api/v1/stations?district=coming&limit=2&cursor={first["next"]}");

        Assert.Equal(["coming:b", "coming:d"], Ids(first));
        Assert.Equal(["coming:e", "coming:f"], Ids(second));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task A_cursor_of_another_question_is_refused()
    {
        await server.BearCoolers("cursor", "a");
        await server.BearCoolers("cursor", "b");
        var cursor = (await server.Get("/api/v1/stations?district=cursor&limit=1"))["next"];

        var response = await server.Riders.GetAsync($"/api/v1/stations?district=cursor&limit=1&near=32.05,112.13&cursor={cursor}", Cancellation);

        Assert.Equal(["cursor"], (await response.IsProblem(HttpStatusCode.BadRequest, "invalid_parameter")).Errors());
    }

    [Fact]
    public async Task One_station_comes_with_its_devices()
    {
        await server.BearCoolers("one", "s", count: 3);

        var station = await server.Get("/api/v1/stations/one:s");

        Assert.Equal(["one:gw-s:c1", "one:gw-s:c2", "one:gw-s:c3"], station["deviceList"]!.AsArray().Select(device => (string?)device!["id"]));
        Assert.Equal(3, (int)station["devices"]!);
        Assert.Equal(("yes", 3, 92.5), ((string?)station["needs"]!["water"]!["answer"], (int)station["needs"]!["water"]!["free"]!, (double)station["needs"]!["water"]!["celsius"]!));
    }

    [Fact]
    public async Task An_operator_describes_a_station_before_it_has_devices_and_again_after()
    {
        var first = await server.Operator.PutAsJsonAsync("/api/v1/stations/described:s", new { name = "我的驿站" }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal("/api/v1/stations/described:s", first.Headers.Location?.OriginalString);
        var created = (await first.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        Assert.Equal(("我的驿站", "我的驿站"), ((string?)created["name"]!["zh-CN"], (string?)created["name"]!["en"]));

        await server.Bear("described", "gw-s", "", """{"device":"c1","kind":"water_cooler","station":"s"}""", "\"c1\":{\"mode\":\"standby\"}");
        var body = new
        {
            name = new Dictionary<string, string> { ["zh-CN"] = "万达商圈红色驿站", ["en"] = "Wanda red station" },
            districtName = "万达",
            address = new { en = "1 Some Road" },
            hours = "07:00-01:00",
            position = new { latitude = 32.05, longitude = 112.13 },
        };
        var second = await server.Operator.PutAsJsonAsync("/api/v1/stations/described:s", body, Cancellation);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);

        var answered = (await second.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        var read = await server.Get("/api/v1/stations/described:s");
        Assert.True(JsonNode.DeepEquals(answered, read), $"{answered}\n{read}");
        Assert.Equal(("Wanda red station", "万达", "1 Some Road", "07:00-01:00"), (
            (string?)read["name"]!["en"], (string?)read["districtName"]!["zh-CN"], (string?)read["address"]!["en"], (string?)read["hours"]));
        Assert.Equal(32.05, (double)read["position"]!["latitude"]!);
        Assert.Single(read["deviceList"]!.AsArray());
    }

    [Fact]
    public async Task What_a_new_description_leaves_out_is_no_longer_known()
    {
        await server.Operator.PutAsJsonAsync("/api/v1/stations/forget:s", new { name = "x", hours = "24/7", position = new { latitude = 1, longitude = 1 } }, Cancellation);
        await server.Operator.PutAsJsonAsync("/api/v1/stations/forget:s", new { name = "x" }, Cancellation);

        var read = await server.Get("/api/v1/stations/forget:s");

        Assert.Null(read["hours"]);
        Assert.Null(read["position"]);
    }

    private static IEnumerable<string?> Ids(JsonNode page) => page["stations"]!.AsArray().Select(station => (string?)station!["id"]);
}
