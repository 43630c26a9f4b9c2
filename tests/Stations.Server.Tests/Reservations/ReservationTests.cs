using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Stations.Server.Tests.Api;
using Stations.Tests;

namespace Stations.Server.Tests.Reservations;

/// <summary>Riders hold and wait, over HTTP, while devices report over MQTT. Each test has a station of its own.</summary>
public sealed class ReservationTests(RunningServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slot_is_held_shown_and_used()
    {
        var device = await Bear("held");
        var made = await Held(Rider(1), $$"""{"device":"{{device}}","slot":1}""");

        Assert.Equal(("held", 1, device), ((string?)made["state"], (int)made["slot"]!, (string?)made["device"]));
        var slot = (await server.Get($"/api/v1/devices/{device}"))["slots"]![0]!;
        Assert.Equal(("RESERVED", (string?)made["until"]), ((string?)slot["status"], (string?)slot["reservedUntil"]));
        Assert.Equal(1, (int)(await server.Get("/api/v1/stations/held:s"))["needs"]!["charge"]!["free"]!);
        Assert.DoesNotContain("rider", (await server.Get($"/api/v1/devices/{device}")).ToJsonString(), StringComparison.OrdinalIgnoreCase);

        var taken = await (await Ask(Rider(2), "reservations", $$"""{"device":"{{device}}","slot":1}""")).IsProblem(HttpStatusCode.Conflict, "not_free");
        Assert.Contains("Free there now: 2.", (string?)taken["detail"], StringComparison.Ordinal);

        await Tell(device, "\"slot.01.present\":true");
        var over = await server.Get($"/api/v1/reservations/{made["id"]}");
        Assert.Equal(("used", null), ((string?)over["state"], over["claim"]));
    }

    [Fact]
    public async Task Asking_twice_is_asking_once_and_a_second_wish_is_refused()
    {
        await Bear("twice");
        const string wish = """{"station":"twice:s","need":"charge"}""";
        var first = await Held(Rider(1), wish, key: "k1");
        var again = await Held(Rider(1), wish, key: "k1");

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        var refused = await (await Ask(Rider(1), "reservations", wish, key: "k2")).IsProblem(HttpStatusCode.Conflict, "already_holding");
        Assert.Contains($"DELETE /api/v1/reservations/{first["id"]}", (string?)refused["detail"], StringComparison.Ordinal);
        await (await Ask(Rider(1), "queues/twice:s/charge", "{}")).IsProblem(HttpStatusCode.Conflict, "already_holding");
    }

    [Fact]
    public async Task Only_its_owner_gives_it_back_or_opens_its_door()
    {
        var device = await Bear("owner");
        var made = await Held(Rider(1), $$"""{"device":"{{device}}","slot":2}""");
        var path = $"reservations/{made["id"]}";

        await (await Send(HttpMethod.Delete, path, ("X-Claim", "something else"))).IsProblem(HttpStatusCode.Forbidden, "not_yours");
        await (await Send(HttpMethod.Post, $"{path}/open", ("X-Claim", "something else"), ("Idempotency-Key", "o1"))).IsProblem(HttpStatusCode.Forbidden, "not_yours");
        Assert.Equal(HttpStatusCode.Accepted, (await Send(HttpMethod.Post, $"{path}/open", ("X-Claim", (string)made["claim"]!), ("Idempotency-Key", "o1"))).StatusCode);
        var order = (await server.Operator.GetFromJsonAsync<JsonNode>($"/api/v1/devices/{device}/commands", Cancellation).Within("the commands"))!["commands"]![0]!;
        Assert.Equal(("slot.open", 2, "rider"), ((string?)order["command"], (int)order["slot"]!, (string?)order["by"]));

        Assert.Equal(HttpStatusCode.NoContent, (await Send(HttpMethod.Delete, path, ("X-Claim", (string)made["claim"]!))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Send(HttpMethod.Delete, path, ("X-Claim", (string)made["claim"]!))).StatusCode);
        await (await Send(HttpMethod.Post, $"{path}/open", ("X-Claim", (string)made["claim"]!), ("Idempotency-Key", "o2"))).IsProblem(HttpStatusCode.Conflict, "not_held");
        Assert.Equal("AVAILABLE", (string?)(await server.Get($"/api/v1/devices/{device}"))["slots"]![1]!["status"]);
    }

    [Fact]
    public async Task What_becomes_free_is_offered_to_who_came_first_and_then_to_the_next()
    {
        var device = await Bear("queue", free: false);
        Assert.Equal(1, (int)(await Waits(Rider(1), "queue"))["position"]!);
        Assert.Equal(2, (int)(await Waits(Rider(2), "queue"))["position"]!);

        await Tell(device, "\"slot.02.present\":false");
        var refused = await (await Ask(Rider(3), "reservations", $$"""{"device":"{{device}}","slot":2}""")).IsProblem(HttpStatusCode.Conflict, "others_wait");
        Assert.Contains("POST /api/v1/queues/queue:s/charge", (string?)refused["detail"], StringComparison.Ordinal);
        var offer = (await Get(Rider(1), "queues/queue:s/charge"))["offer"]!;
        Assert.Equal((true, 2, "held"), ((bool)offer["offer"]!, (int)offer["slot"]!, (string?)offer["state"]));
        Assert.Equal((1, 1), ((int)(await Get(Rider(2), "queues/queue:s/charge"))["position"]!, (int)(await Get(Rider(9), "queues/queue:s/charge"))["waiting"]!));

        Assert.Equal(HttpStatusCode.NoContent, (await Send(HttpMethod.Delete, "queues/queue:s/charge", ("X-Rider", Rider(1)))).StatusCode);
        var mine = await Get(Rider(2), "reservations");
        Assert.Equal((2, "held"), ((int)mine["reservation"]!["slot"]!, (string?)mine["reservation"]!["state"]));
        Assert.Null((await Get(Rider(1), "reservations"))["reservation"]);
    }

    [Fact]
    public async Task Who_loses_a_slot_gets_another_one_at_the_station()
    {
        var first = await Bear("lost", "cab-1", slots: 1);
        await Bear("lost", "cab-2", slots: 1);
        var made = await Held(Rider(1), $$"""{"device":"{{first}}","slot":1}""");

        await Tell(first, "\"smoke\":true");
        Assert.Equal("lost", (string?)(await server.Get($"/api/v1/reservations/{made["id"]}"))["state"]);

        var instead = (await Get(Rider(1), "reservations"))["reservation"]!;
        Assert.Equal(("lost:cab-2:cab", first, "held"), ((string?)instead["device"], (string?)instead["instead"], (string?)instead["state"]));
        Assert.Equal((string?)made["until"], (string?)instead["until"]);
        Assert.Equal((string?)made["claim"], (string?)instead["claim"]);
    }

    [Fact]
    public async Task A_server_that_begins_anew_knows_who_holds_and_who_waits()
    {
        await using var own = new RunningServer();
        await own.InitializeAsync();
        var before = new ReservationTests(own);
        var device = await before.Bear("anew", slots: 1);
        var made = await before.Held(Rider(1), """{"station":"anew:s","need":"charge"}""");
        await before.Waits(Rider(2), "anew");
        await before.Waits(Rider(3), "anew");

        await own.Stop();
        await own.Begin();
        await own.IsUp();

        var mine = (await before.Get(Rider(1), "reservations"))["reservation"]!;
        Assert.Equal((string?)made["id"], (string?)mine["id"]);
        Assert.Equal(2, (int)(await before.Get(Rider(3), "queues/anew:s/charge"))["position"]!);
        await before.Tell(device, "\"slot.01.present\":true");
        await before.Tell(device, "\"slot.01.present\":false");
        Assert.Equal("held", (string?)(await before.Get(Rider(2), "reservations"))["reservation"]!["state"]);
        Assert.Equal(1, (int)(await before.Get(Rider(3), "queues/anew:s/charge"))["position"]!);
    }

    [Theory]
    [InlineData("reservations", "{}", HttpStatusCode.BadRequest, "invalid_body")]
    [InlineData("reservations", """{"station":"wrong:s","need":"sleep"}""", HttpStatusCode.BadRequest, "invalid_body")]
    [InlineData("reservations", """{"device":"wrong:none:cab"}""", HttpStatusCode.NotFound, "not_found")]
    [InlineData("reservations", """{"station":"wrong:none","need":"charge"}""", HttpStatusCode.NotFound, "not_found")]
    [InlineData("reservations", """{"station":"wrong:s","need":"park"}""", HttpStatusCode.Conflict, "not_holdable")]
    [InlineData("reservations", """{"device":"wrong:cab-1:cab","slot":3}""", HttpStatusCode.NotFound, "not_found")]
    [InlineData("queues/wrong:s/park", "{}", HttpStatusCode.NotFound, "not_found")]
    [InlineData("queues/wrong:s/sleep", "{}", HttpStatusCode.NotFound, "not_found")]
    public async Task What_cannot_be_held_says_why(string path, string body, HttpStatusCode status, string code)
    {
        await Bear("wrong");
        await (await Ask(Rider(1), path, body)).IsProblem(status, code);
    }

    [Fact]
    public async Task Who_does_not_say_who_he_is_holds_nothing()
    {
        await (await Ask("short", "reservations", """{"station":"a:b","need":"charge"}""")).IsProblem(HttpStatusCode.BadRequest, "rider_needed");
        await (await Send(HttpMethod.Get, "reservations")).IsProblem(HttpStatusCode.BadRequest, "rider_needed");
        await (await Send(HttpMethod.Get, "reservations/a:b:c:d")).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Few_wishes_come_from_one_address_and_none_where_nothing_is_held()
    {
        await using var own = new RunningServer { Settings = ["--Reservations:PerAddress=2", "--Reservations:Minutes=0"] };
        await own.InitializeAsync();
        var strict = new ReservationTests(own);
        await strict.Bear("few");
        Assert.Equal((600, 0), ((int)(await server.Get("/api/v1/reservations/terms"))["holdSeconds"]!, (int)(await own.Get("/api/v1/reservations/terms"))["holdSeconds"]!));
        const string wish = """{"station":"few:s","need":"charge"}""";
        await (await strict.Ask(Rider(1), "reservations", wish)).IsProblem(HttpStatusCode.Forbidden, "holding_off");
        await (await strict.Ask(Rider(2), "reservations", wish)).IsProblem(HttpStatusCode.Forbidden, "holding_off");
        await (await strict.Ask(Rider(3), "reservations", wish)).IsProblem(HttpStatusCode.TooManyRequests, "too_many_wishes");
    }

    /// <summary>128 bits that nobody else has, in each test.</summary>
    private static string Rider(int number) => $"{TestContext.Current.TestCase!.UniqueID[..19]}{number:D2}A";

    private async Task<string> Bear(string district, string node = "cab-1", int slots = 2, bool free = true)
    {
        var state = string.Join(',', Enumerable.Range(1, slots).Select(slot => $"\"slot.0{slot}.door\":\"closed\",\"slot.0{slot}.present\":{(free ? "false" : "true")}"));
        await server.Bear(district, node, "", $$"""{"device":"cab","kind":"charging_cabinet","station":"s","name":"柜","slots":{{slots}}}""", $$$"""
            "cab":{{{{state}}}}
            """);
        return $"{district}:{node}:cab";
    }

    private async Task Tell(string device, string fields) =>
        Assert.Equal(Mqtt.Packets.ReasonCode.Success, await server.PublishAnything($"wn/1/{device.Replace(':', '/')}/tele", server.Telemetry(fields)));

    private async Task<JsonNode> Held(string rider, string body, string? key = null) => await Read(await Ask(rider, "reservations", body, key), HttpStatusCode.Created);

    private async Task<JsonNode> Waits(string rider, string district) => await Read(await Ask(rider, $"queues/{district}:s/charge", "{}"), HttpStatusCode.OK);

    private async Task<JsonNode> Get(string rider, string path) => await Read(await Send(HttpMethod.Get, path, ("X-Rider", rider)), HttpStatusCode.OK);

    private static async Task<JsonNode> Read(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpResponseMessage> Ask(string rider, string path, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Rider", rider);
        request.Headers.Add("Idempotency-Key", key ?? $"{rider}-{path.GetHashCode(StringComparison.Ordinal):x}-{body.GetHashCode(StringComparison.Ordinal):x}");
        return await server.Riders.SendAsync(request, Cancellation).Within(path);
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await server.Riders.SendAsync(request, Cancellation).Within(path);
    }
}
