using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Stations.Server.Tests.Api;
using Stations.Tests;

namespace Stations.Server.Tests.Reports;

/// <summary>Riders' reports over real HTTP, of devices over real MQTT. All riders here come from one address.</summary>
[Collection(nameof(Alone))]
public sealed class ReportTests : IAsyncLifetime
{
    private const string Cabinet = "told:cab-1:cab";

    private readonly RunningServer server = new() { Settings = ["--Alarms:REPORTED_BROKEN:Raise=2", "--Reports:PerAddress=100", "--Reports:PerThing=6", "--Reports:PhotoMegabytes=1"] };
    private int keys;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        await server.Bear("told", "cab-1", "", """{"device":"cab","kind":"charging_cabinet","station":"s","name":"柜","slots":2},{"device":"c1","kind":"water_cooler","station":"s","name":"饮水机"}""", """
            "cab":{"slot.01.door":"closed","slot.01.present":false,"slot.02.door":"closed","slot.02.present":false},"c1":{"mode":"standby","hot_c":92}
            """);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task One_rider_makes_a_slot_doubtful_two_out_of_order_and_a_charge_clears_it()
    {
        var first = await Ticket(await Post(Of(Cabinet, 1, "rider-one")));
        Assert.Equal(("AVAILABLE", "low", "REPORTED"), await Slot(1));
        Assert.Equal(("AVAILABLE", "high", "OK"), await Slot(2));

        var second = await Post(Of(Cabinet, 1, "rider-two"));
        Assert.Equal((HttpStatusCode.OK, first), (second.StatusCode, await Ticket(second)));
        Assert.Equal(("OUTOFORDER", "high", "REPORTED"), await Slot(1));
        Assert.Contains("REPORTED_BROKEN", await Alarms());
        Assert.Equal(1, (int)(await server.Get("/api/v1/stations/told:s"))["needs"]!["charge"]!["free"]!);

        await server.PublishAnything("wn/1/told/cab-1/cab/tele", server.Telemetry("\"slot.01.present\":true,\"slot.01.relay\":true,\"slot.01.power_w\":300"));
        Assert.Equal(("CHARGING", "high", "IN_USE"), await Slot(1));
        Assert.Equal(("USED_SINCE", 2), await Became(first));
    }

    [Fact]
    public async Task A_report_is_sent_twice_and_told_once_and_outlives_a_restart()
    {
        var report = Of("told:cab-1:c1", 0, "rider-one");
        var (one, other) = (await Post(report), await Post(report));
        Assert.Equal(HttpStatusCode.Created, one.StatusCode);
        var ticket = await Ticket(one);
        Assert.Equal(ticket, await Ticket(other));
        var ofStation = await Ticket(await Post(Of(null, 0, "rider-one", "dirty")));

        await server.Stop();
        await server.Begin();
        await server.IsUp();

        Assert.Equal(("OPEN", 1), await Became(ticket));
        Assert.Equal(("OPEN", 1), await Became(ofStation));
        Assert.Equal(("AVAILABLE", "low", "REPORTED"), Word(await server.Get("/api/v1/devices/told:cab-1:c1")));
        var water = (await server.Get("/api/v1/stations/told:s"))["needs"]!["water"]!;
        Assert.Equal(("yes", "low", "REPORTED"), ((string?)water["answer"], (string?)water["confidence"], (string?)water["reason"]));
    }

    [Fact]
    public async Task Danger_is_an_alarm_at_once_until_an_operator_has_answered()
    {
        var ticket = await Ticket(await Post(Of(Cabinet, 2, "rider-one", "unsafe")));
        Assert.Contains("REPORTED_UNSAFE", await Alarms());

        (await server.Operator.PostAsJsonAsync($"/api/v1/reports/{ticket}/resolve", new { by = "Wang", text = "Cable replaced" }, Cancellation)).EnsureSuccessStatusCode();

        var report = await server.Get($"/api/v1/reports/{ticket}");
        Assert.Equal(("RESOLVED", "Cable replaced", null), ((string?)report["state"], (string?)report["answer"], (string?)report["by"]));
        Assert.Equal(("AVAILABLE", "high", "OK"), await Slot(2));
    }

    [Fact]
    public async Task Operators_see_what_was_written_and_riders_do_not()
    {
        var ticket = await Ticket(await Post(Of(Cabinet, 1, "rider-one", "other", "call me: 138…")));
        await Post(Of(null, 0, "rider-two", "dirty"));

        Assert.Null((await server.Get($"/api/v1/reports/{ticket}"))["text"]);
        var page = (await server.Operator.GetFromJsonAsync<JsonNode>("/api/v1/reports?limit=1&state=OPEN", Cancellation))!;
        Assert.Equal((2, 1, true), ((int)page["total"]!, page["reports"]!.AsArray().Count, page["next"] is not null));
        var all = (await server.Operator.GetFromJsonAsync<JsonNode>($"/api/v1/reports?device={Cabinet}", Cancellation))!["reports"]!;
        Assert.Equal("call me: 138…", (string?)Assert.Single(all.AsArray())!["text"]);
        await (await server.Riders.GetAsync("/api/v1/reports", Cancellation)).IsProblem(HttpStatusCode.Unauthorized, "operator_token_needed");
        await (await server.Riders.PostAsJsonAsync($"/api/v1/reports/{ticket}/reject", new { by = "me" }, Cancellation)).IsProblem(HttpStatusCode.Unauthorized, "operator_token_needed");
    }

    [Fact]
    public async Task Too_many_of_one_thing_wait_a_minute_and_are_counted()
    {
        for (var report = 0; report < 6; report++)
        {
            (await Post(Of(Cabinet, 1, $"rider-number-{report}"))).EnsureSuccessStatusCode();
        }

        var refused = await Post(Of(Cabinet, 2, "rider-late"));
        await refused.IsProblem(HttpStatusCode.TooManyRequests, "too_many_reports");
        Assert.Equal("60", refused.Headers.RetryAfter!.ToString());
        (await Post(Of("told:cab-1:c1", 0, "rider-late"))).EnsureSuccessStatusCode();
        Assert.Equal(1, (await server.Metrics())["stations_reports_total"].Samples.Single(sample => sample.Labels["outcome"] == "limited_by_thing").Value);
    }

    [Theory]
    [InlineData("""{"station":"told:s","reporter":"rider-one","key":"key-12345"}""", 400, "invalid_body")]
    [InlineData("""{"station":"told:s","reason":"boring","reporter":"rider-one","key":"key-12345"}""", 400, "invalid_body")]
    [InlineData("""{"station":"told:s","reason":"broken","reporter":"me","key":"key-12345"}""", 400, "invalid_body")]
    [InlineData("""{"station":"told:s","reason":"broken","slot":2,"reporter":"rider-one","key":"key-12345"}""", 400, "invalid_body")]
    [InlineData("""{"station":"told:nowhere","reason":"broken","reporter":"rider-one","key":"key-12345"}""", 404, "not_found")]
    [InlineData("""{"station":"told:s","device":"told:cab-1:cab","slot":3,"reason":"broken","reporter":"rider-one","key":"key-12345"}""", 404, "not_found")]
    [InlineData("""{"station":"told:s","device":"told:cab-9:cab","reason":"broken","reporter":"rider-one","key":"key-12345"}""", 404, "not_found")]
    public async Task What_cannot_be_a_report_is_told_why(string body, int status, string code)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await (await server.Riders.PostAsync("/api/v1/reports", content, Cancellation)).IsProblem((HttpStatusCode)status, code);
    }

    [Fact]
    public async Task A_photo_is_kept_without_where_it_was_taken_and_for_operators_alone()
    {
        var ticket = await Ticket(await Post(Of(Cabinet, 1, "rider-one")));
        byte[] exif = [0xFF, 0xE1, 0x00, 0x0A, .. "Exif\0\0GP"u8];
        byte[] rest = [0xFF, 0xDB, 0x00, 0x04, 1, 2, 0xFF, 0xDA, 0x00, 0x02, 1, 2, 3, 0xFF, 0xD9];

        Assert.Equal(HttpStatusCode.NoContent, (await Put(ticket, [0xFF, 0xD8, .. exif, .. rest])).StatusCode);

        Assert.True((bool)(await server.Get($"/api/v1/reports/{ticket}"))["photo"]!);
        var photo = await server.Operator.GetAsync($"/api/v1/reports/{ticket}/photo", Cancellation);
        Assert.Equal("image/jpeg", photo.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0xFF, 0xD8, .. rest], await photo.Content.ReadAsByteArrayAsync(Cancellation));
        await (await server.Riders.GetAsync($"/api/v1/reports/{ticket}/photo", Cancellation)).IsProblem(HttpStatusCode.Unauthorized, "operator_token_needed");
        await (await Put(ticket, "<svg onload=alert(1)>"u8.ToArray())).IsProblem(HttpStatusCode.UnsupportedMediaType, "not_a_photo");
        await (await Put(ticket, new byte[1024 * 1024 + 1])).IsProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        await (await Put("K7X42QHM", [0xFF, 0xD8, .. rest])).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Photos_have_a_limit_together_and_the_oldest_of_what_is_closed_make_room()
    {
        byte[] large = [0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x02, .. new byte[700_000]];
        var (first, second) = (await Ticket(await Post(Of(Cabinet, 1, "rider-one"))), await Ticket(await Post(Of(Cabinet, 2, "rider-one"))));
        (await Put(first, large)).EnsureSuccessStatusCode();
        await (await Put(second, large)).IsProblem(HttpStatusCode.TooManyRequests, "too_many_reports");

        (await server.Operator.PostAsJsonAsync($"/api/v1/reports/{first}/reject", new { by = "Wang" }, Cancellation)).EnsureSuccessStatusCode();
        (await Put(second, large)).EnsureSuccessStatusCode();
        Assert.False((bool)(await server.Get($"/api/v1/reports/{first}"))["photo"]!);
    }

    private object Of(string? device, int slot, string reporter, string reason = "broken", string? text = null) =>
        new { station = "told:s", device, slot, reason, text, reporter, key = $"key-number-{++keys}" };

    private Task<HttpResponseMessage> Post(object report) => server.Riders.PostAsJsonAsync("/api/v1/reports", report, Cancellation).Within("the answer to a report");

    private Task<HttpResponseMessage> Put(string ticket, byte[] photo)
    {
        var content = new ByteArrayContent(photo);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return server.Riders.PutAsync($"/api/v1/reports/{ticket}/photo", content, Cancellation).Within("the answer to a photo");
    }

    private static async Task<string> Ticket(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["ticket"]!;
    }

    private async Task<(string? State, int Reporters)> Became(string ticket)
    {
        var report = await server.Get($"/api/v1/reports/{ticket.ToLowerInvariant()}");
        return ((string?)report["state"], (int)report["reporters"]!);
    }

    private async Task<(string?, string?, string?)> Slot(int number) => Word((await server.Get($"/api/v1/devices/{Cabinet}"))["slots"]![number - 1]!);

    private static (string?, string?, string?) Word(JsonNode shown) => ((string?)shown["status"], (string?)shown["confidence"], (string?)shown["reason"]);

    private async Task<IEnumerable<string?>> Alarms() =>
        (await server.Operator.GetFromJsonAsync<JsonNode>("/api/v1/alarms", Cancellation))!["alarms"]!.AsArray().Select(one => (string?)one!["code"]);
}
