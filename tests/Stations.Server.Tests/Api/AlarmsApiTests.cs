using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Stations.Tests;

namespace Stations.Server.Tests.Api;

/// <summary>What operators do about alarms, through the running server. Each test has a cabinet of its own.</summary>
public sealed class AlarmsApiTests(RunningServer server)
{
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Smoke_is_acknowledged_assigned_commented_and_reset_once_it_is_over()
    {
        var device = await Bear("acts");
        await Tell(device, "\"smoke\":true");
        var id = $"{device}:0:SMOKE";
        var alarm = await Alarm(device);
        Assert.Equal((id, "SMOKE", "CRITICAL", "ACTIVE", false), (Text(alarm, "id"), Text(alarm, "code"), Text(alarm, "severity"), Text(alarm, "status"), (bool)alarm["acknowledged"]!));
        Assert.Equal(["Notify", "CutMains", "Siren", "KeepDoorsShut"], alarm["remedies"]!.AsArray().Select(one => (string?)one));

        await Done($"/alarms/{id}/acknowledge", """{"by":"李雷"}""");
        await Done($"/alarms/{id}/acknowledge", """{"by":"somebody else"}""");
        await Done($"/alarms/{id}/assign", """{"by":"李雷","to":"韩梅梅"}""");
        await Done($"/alarms/{id}/comment", """{"by":"韩梅梅","text":"on my way"}""");
        alarm = await Alarm(device);
        Assert.Equal(
            (true, "李雷", "韩梅梅", "on my way"),
            ((bool)alarm["acknowledged"]!, Text(alarm, "acknowledgedBy"), Text(alarm, "assignee"), Text(alarm, "comment")));

        await (await Post($"/alarms/{id}/shelve", """{"by":"ops","minutes":5}""")).IsProblem(HttpStatusCode.Conflict, "alarm_not_shelvable");
        await (await Post($"/alarms/{id}/reset", """{"by":"ops"}""")).IsProblem(HttpStatusCode.Conflict, "alarm_still_holds");
        await Tell(device, "\"smoke\":false");
        Assert.True((bool)(await server.Get($"/api/v1/devices/{device}"))["safety"]!);

        await Done($"/alarms/{id}/reset", """{"by":"韩梅梅","text":"burnt toast"}""");
        Assert.False((bool)(await server.Get($"/api/v1/devices/{device}"))["safety"]!);
        Assert.Empty(await Alarms($"device={device}"));
    }

    [Fact]
    public async Task What_people_said_is_not_told_on_the_open_stream()
    {
        var device = await Bear("private");
        await Tell(device, "\"extinguisher_fired\":true");
        await Done($"/alarms/{device}:0:EXTINGUISHER/comment", """{"by":"a secret name","text":"a secret word"}""");

        using var response = await server.Operator.GetAsync("/api/v1/stream?include=alarms", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var events = new Live.EventReader(await response.Content.ReadAsStreamAsync(Cancellation));
        var told = (await events.Next("alarms", "the alarms at first")).Data;

        Assert.Contains($"{device}:0:EXTINGUISHER", told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Maintenance_takes_a_device_and_a_station_out_of_service_until_it_is_ended()
    {
        var device = await Bear("service");
        Assert.Equal("AVAILABLE", await Status(device));

        await Done($"/devices/{device}/maintenance", """{"by":"ops","minutes":60,"text":"new lock"}""");
        Assert.Equal("INOPERATIVE", await Status(device));
        await Done($"/devices/{device}/maintenance", """{"by":"ops","minutes":0}""");
        Assert.Equal("AVAILABLE", await Status(device));

        await Done("/stations/service:s/maintenance", """{"by":"ops","minutes":60}""");
        Assert.Equal("INOPERATIVE", await Status(device));
    }

    [Fact]
    public async Task Questions_leave_out_what_was_not_asked_for()
    {
        var device = await Bear("asked");
        await Tell(device, "\"leakage_ma\":31,\"extinguisher_fired\":true");
        await Tell(device, "\"smoke\":true");
        await Done($"/alarms/{device}:0:LEAKAGE/acknowledge", """{"by":"ops"}""");

        Assert.Equal(3, (await Alarms("district=asked&status=ACTIVE&severity=CRITICAL")).Count);
        Assert.Equal(["LEAKAGE"], Codes(await Alarms("district=asked&acknowledged=true")));
        Assert.Equal(["SMOKE"], Codes(await Alarms("station=asked:s&code=SMOKE")));
        Assert.Empty(await Alarms("district=asked&severity=MINOR,WARNING"));
        Assert.Empty(await Alarms("district=asked&status=CLEARED"));
    }

    [Fact]
    public async Task Questions_are_answered_gravest_first_and_page_by_page()
    {
        var clock = new ManualClock();
        await using var own = new RunningServer();
        await own.Begin(clock);
        await own.IsUp();
        var asked = new AlarmsApiTests(own);

        Assert.Equal(["SMOKE", "LEAKAGE", "WATER_IMPURE"], await asked.Listed("last", () => clock.Advance(OneMillisecond), "LEAKAGE", "SMOKE", "WATER_IMPURE"));
        Assert.Equal(["SMOKE", "LEAKAGE", "WATER_IMPURE"], await asked.Listed("among", () => clock.Advance(OneMillisecond), "LEAKAGE", "WATER_IMPURE", "SMOKE"));
        Assert.Equal(["LEAKAGE", "SMOKE", "WATER_IMPURE"], await asked.Listed("first", () => clock.Advance(OneMillisecond), "WATER_IMPURE", "SMOKE", "LEAKAGE"));
        Assert.Equal(["LEAKAGE", "SMOKE", "WATER_IMPURE"], await asked.Listed("together", () => { }, "SMOKE", "WATER_IMPURE", "LEAKAGE"));
    }

    [Theory]
    [InlineData("/alarms/no:such:device:0:SMOKE/acknowledge", """{"by":"ops"}""", HttpStatusCode.NotFound, "not_found", "")]
    [InlineData("/alarms/nonsense/acknowledge", """{"by":"ops"}""", HttpStatusCode.NotFound, "not_found", "")]
    [InlineData("/alarms/a:b:NODE_OFFLINE/acknowledge", """{"by":"ops"}""", HttpStatusCode.NotFound, "not_found", "")]
    [InlineData("/alarms/a:b:c:0:SMOKE/acknowledge", """{"by":""}""", HttpStatusCode.BadRequest, "invalid_body", "by")]
    [InlineData("/alarms/a:b:c:0:SMOKE/acknowledge", """{"by":"ops","minutes":3}""", HttpStatusCode.BadRequest, "invalid_body", "minutes")]
    [InlineData("/alarms/a:b:c:0:SMOKE/comment", """{"by":"ops"}""", HttpStatusCode.BadRequest, "invalid_body", "text")]
    [InlineData("/alarms/a:b:c:0:SMOKE/shelve", """{"by":"ops","minutes":721}""", HttpStatusCode.BadRequest, "invalid_body", "minutes")]
    [InlineData("/alarms/a:b:c:0:SMOKE/reset", """{"by":"ops","to":"me"}""", HttpStatusCode.BadRequest, "invalid_body", "to")]
    [InlineData("/devices/a:b:c/maintenance", """{"by":"ops","minutes":5}""", HttpStatusCode.NotFound, "not_found", "")]
    [InlineData("/stations/a:b/maintenance", """{"by":"ops","minutes":5}""", HttpStatusCode.NotFound, "not_found", "")]
    [InlineData("/devices/a:b:c/maintenance", """{"by":"ops"}""", HttpStatusCode.BadRequest, "invalid_body", "minutes")]
    public async Task What_cannot_be_done_says_why(string path, string body, HttpStatusCode status, string code, string fields)
    {
        var problem = await (await Post(path, body)).IsProblem(status, code);

        Assert.Equal(fields, problem["errors"] is null ? "" : string.Join(' ', problem.Errors()));
    }

    [Fact]
    public async Task Only_operators_act()
    {
        using var body = new StringContent("""{"by":"me"}""", Encoding.UTF8, "application/json");

        await (await server.Riders.PostAsync("/api/v1/alarms/a:b:c:0:SMOKE/reset", body, Cancellation)).IsProblem(HttpStatusCode.Unauthorized, "operator_token_needed");
    }

    /// <summary>The alarms of a district in which they were raised so, read one by one.</summary>
    private async Task<List<string?>> Listed(string district, Action between, params string[] raised)
    {
        var cabinet = await Bear(district);
        await server.BearCoolers(district, "s");
        foreach (var code in raised)
        {
            between();
            await (code switch
            {
                "SMOKE" => Tell(cabinet, "\"smoke\":true"),
                "LEAKAGE" => Tell(cabinet, "\"leakage_ma\":31"),
                _ => server.Report(district, "s", "\"tds_out_ppm\":300"),
            });
        }

        var (all, cursor) = (new List<string?>(), "");
        do
        {
            var page = await Page($"district={district}&limit=1{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            Assert.Equal(raised.Length, (int)page["total"]!);
            all.AddRange(Codes(page["alarms"]!.AsArray()));
            cursor = (string?)page["next"] ?? "";
        }
        while (cursor.Length > 0);
        return all;
    }

    private async Task<string> Bear(string district)
    {
        await server.Bear(district, "cab-1", "", """{"device":"cab","kind":"charging_cabinet","station":"s","name":"柜","slots":1}""", """
            "cab":{"slot.01.door":"closed","slot.01.present":false}
            """);
        return $"{district}:cab-1:cab";
    }

    private async Task Tell(string device, string fields) =>
        Assert.Equal(Mqtt.Packets.ReasonCode.Success, await server.PublishAnything($"wn/1/{device.Replace(':', '/')}/tele", server.Telemetry(fields)));

    private async Task<HttpResponseMessage> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await server.Operator.PostAsync($"/api/v1{path}", content, Cancellation).Within(path);
    }

    private async Task Done(string path, string body) => Assert.Equal(HttpStatusCode.NoContent, (await Post(path, body)).StatusCode);

    private async Task<JsonNode> Page(string query) => (await server.Operator.GetFromJsonAsync<JsonNode>($"/api/v1/alarms?{query}", Cancellation).Within("the alarms"))!;

    private async Task<JsonArray> Alarms(string query) => (await Page(query))["alarms"]!.AsArray();

    private async Task<JsonNode> Alarm(string device) => Assert.Single(await Alarms($"device={device}"))!;

    private async Task<string?> Status(string device) => Text(await server.Get($"/api/v1/devices/{device}"), "status");

    private static string? Text(JsonNode alarm, string name) => (string?)alarm[name];

    private static IEnumerable<string?> Codes(JsonArray alarms) => alarms.Select(one => (string?)one!["code"]);
}
