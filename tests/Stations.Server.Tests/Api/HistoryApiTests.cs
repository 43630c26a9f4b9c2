using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Stations.Server.History;

namespace Stations.Server.Tests.Api;

/// <summary>Through real MQTT.</summary>
public sealed class HistoryApiTests(RunningServer server)
{
    [Fact]
    public async Task What_a_device_told_is_its_history_and_a_repeat_changes_nothing()
    {
        await server.BearCoolers("history-one", "s");
        var first = server.Telemetry("\"hot_c\":88.5,\"mode\":\"heating\"");
        await Publish(first);
        await server.Report("history-one", "s", "\"hot_c\":89.5,\"tank_low\":true");
        await Publish(first);
        var asked = TimeProvider.System.GetUtcNow();

        var raw = await Followed("/api/v1/devices/history-one:gw-s:c1/history?field=hot_c", asked);
        Assert.Equal(("history-one:gw-s:c1", "hot_c", "°C", "raw", "Asia/Shanghai", null), (Text(raw, "device"), Text(raw, "field"), Text(raw, "unit"), Text(raw, "resolution"), Text(raw, "zone"), Text(raw, "next")));
        Assert.Equal([92.5, 88.5, 89.5], raw["points"]!.AsArray().Select(point => (double)point!["v"]!));
        Assert.Equal(["t", "v"], raw["points"]![0]!.AsObject().Select(pair => pair.Key));

        var hour = await server.Ask("/api/v1/devices/history-one:gw-s:c1/history?field=hot_c&resolution=day");
        var points = hour["points"]!.AsArray();
        Assert.Equal((88.5, 92.5, 3), (points.Min(point => (double)point!["min"]!), points.Max(point => (double)point!["max"]!), points.Sum(point => (long)point!["count"]!)));
        Assert.Equal(["standby", "heating"], (await server.Ask("/api/v1/devices/history-one:gw-s:c1/history?field=mode"))["points"]!.AsArray().Select(point => (string)point!["v"]!));
        Assert.Equal([1.0], (await server.Ask("/api/v1/devices/history-one:gw-s:c1/history?field=tank_low&resolution=raw"))["points"]!.AsArray().Select(point => (double)point!["v"]!));

        Task Publish(byte[] payload) => server.PublishAnything("wn/1/history-one/gw-s/c1/tele", payload);
    }

    [Fact]
    public async Task A_time_with_nothing_in_it_is_empty_and_says_since_when_there_is_something()
    {
        await server.BearCoolers("history-none", "s");
        await Followed("/api/v1/devices/history-none:gw-s:c1/history?field=hot_c", TimeProvider.System.GetUtcNow());

        var past = await server.Ask("/api/v1/devices/history-none:gw-s:c1/history?field=hot_c&from=2021-01-01T00:00:00%2B08:00&to=1609545600000&resolution=hour");

        Assert.Empty(past["points"]!.AsArray());
        Assert.Equal("2020-12-31T16:00:00.000Z", Text(past, "from"));
        Assert.NotNull(past["keptFrom"]);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        await server.BearCoolers("history-wrong", "s");

        Assert.Equal(["field"], (await Wrong("")).Errors());
        Assert.Equal(["cursor", "field", "from", "resolution", "to", "until"], (await Wrong("?field=colour&from=yesterday&to=2019-01-01T00:00:00Z&resolution=week&cursor=x&until=1")).Errors());
        Assert.Equal(["from", "resolution"], (await Wrong("?field=mode&resolution=hour&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")).Errors());
        await (await server.Operator.GetAsync("/api/v1/devices/history-wrong:gw-s:c9/history?field=hot_c", TestContext.Current.CancellationToken)).IsProblem(HttpStatusCode.NotFound, "not_found");

        async Task<JsonNode> Wrong(string query) => await (await server.Operator.GetAsync($"/api/v1/devices/history-wrong:gw-s:c1/history{query}", TestContext.Current.CancellationToken))
            .IsProblem(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task Days_are_those_of_the_stations_zone()
    {
        await server.BearCoolers("history-zone", "s");
        using var body = new StringContent("""{"name":"Station","zone":"Europe/Berlin"}""", Encoding.UTF8, "application/json");
        (await server.Operator.PutAsync("/api/v1/stations/history-zone:s", body, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        var answer = await Followed("/api/v1/devices/history-zone:gw-s:c1/history?field=hot_c&resolution=day", TimeProvider.System.GetUtcNow());

        Assert.Equal("Europe/Berlin", Text(answer, "zone"));
        var berlin = TimeZoneInfo.ConvertTime((DateTimeOffset)answer["points"]![0]!["t"]!, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Assert.Equal(TimeSpan.Zero, berlin.TimeOfDay);
        using var wrong = new StringContent("""{"name":"Station","zone":"Mars/Olympus"}""", Encoding.UTF8, "application/json");
        await (await server.Operator.PutAsync("/api/v1/stations/history-zone:s", wrong, TestContext.Current.CancellationToken)).IsProblem(HttpStatusCode.BadRequest, "invalid_body");
    }

    [Fact]
    public async Task Events_of_device_station_and_district_come_newest_first_and_page_by_page_while_new_ones_arrive()
    {
        await server.BearCoolers("events-walk", "s", count: 4);
        await server.BearCoolers("events-walk", "other");
        await Followed("/api/v1/events?district=events-walk", TimeProvider.System.GetUtcNow());
        var met = new List<string>();
        string? cursor = "";
        do
        {
            var page = await server.Ask($"/api/v1/events?district=events-walk&limit=3&cursor={cursor}");
            met.AddRange(page["events"]!.AsArray().Select(one => Text(one!, "id")!));
            await server.Report("events-walk", "s", $"\"tank_low\":{(met.Count % 2 == 0 ? "true" : "false")}");
            cursor = Text(page, "next");
        }
        while (cursor is not null);

        Assert.Equal(10, met.Count); // five births, and as many times online
        Assert.Equal(10, met.Distinct().Count());
        Assert.Equal(8, (await server.Ask("/api/v1/events?station=events-walk:s&kind=Born,WentOnline"))["events"]!.AsArray().Count);
        Assert.Equal(["WentOnline", "Born"], (await server.Ask("/api/v1/devices/events-walk:gw-s:c2/events"))["events"]!.AsArray().Select(one => Text(one!, "kind")));
        Assert.Equal(["WentOnline"], (await server.Ask("/api/v1/stations/events-walk:other/events?limit=1"))["events"]!.AsArray().Select(one => Text(one!, "kind")));
        Assert.Empty((await server.Ask("/api/v1/events?district=nowhere"))["events"]!.AsArray());
    }

    [Fact]
    public async Task Events_of_nobody_are_not_found_and_wrong_questions_say_why()
    {
        await (await Ask("/api/v1/devices/a:b:c/events")).IsProblem(HttpStatusCode.NotFound, "not_found");
        await (await Ask("/api/v1/stations/a:b/events")).IsProblem(HttpStatusCode.NotFound, "not_found");
        var problem = await (await Ask("/api/v1/events?device=c1&kind=Exploded&limit=0&from=now")).IsProblem(HttpStatusCode.BadRequest, "invalid_parameter");
        Assert.Equal(["device", "from", "kind", "limit"], problem.Errors());

        Task<HttpResponseMessage> Ask(string path) => server.Operator.GetAsync(path, TestContext.Current.CancellationToken);
    }

    private static string? Text(JsonNode node, string name) => (string?)node[name];

    /// <summary>The answer once history has followed what was acknowledged by then.</summary>
    private async Task<JsonNode> Followed(string path, DateTimeOffset acknowledged)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            var answer = await server.Ask(path);
            if ((DateTimeOffset)answer["asOf"]! >= acknowledged)
            {
                return answer;
            }

            await Task.Delay(HistoryFollower.Beat, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"History did not follow to {acknowledged:O}: {path}");
        return null!;
    }
}
