using System.Net;
using System.Net.Http.Json;
using System.Text;
using Stations.Mqtt.Packets;
using Stations.Server.Tests.Api;
using Stations.Tests;
using static Stations.Server.Tests.Accounts.StaffedServer;

namespace Stations.Server.Tests.Accounts;

/// <summary>Whose account is for some districts only.</summary>
public sealed class ScopeTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_elsewhere_is_not_there()
    {
        foreach (var district in (string[])["here", "there"])
        {
            await Json(await server.Chief.PutAsJsonAsync($"/api/v1/stations/{district}:s", new { name = "S" }, Cancellation));
            await Json(await server.Chief.PostAsJsonAsync("/api/v1/nodes", new { district, node = "n" }, Cancellation));
        }

        var (mine, _) = await server.Program("of-here", "administrator", "here");
        using var client = mine;

        Assert.Equal(["here:s"], (await Json(await client.GetAsync("/api/v1/stations", Cancellation)))["stations"]!.AsArray().Select(one => (string)one!["id"]!));
        Assert.Equal(["here:n"], (await Json(await client.GetAsync("/api/v1/nodes", Cancellation)))["nodes"]!.AsArray().Select(one => (string)one!["id"]!));
        Assert.Equal(HttpStatusCode.OK, await Status(client, HttpMethod.Get, "/api/v1/nodes/here:n"));
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Get, "/nodes/"), (HttpMethod.Delete, "/nodes/"), (HttpMethod.Post, "/nodes/{id}/password"), (HttpMethod.Get, "/stations/"), (HttpMethod.Get, "/devices/")])
        {
            Assert.Equal(await Detail("there:n"), await Detail("nowhere:n"));

            async Task<string> Detail(string id)
            {
                using var request = new HttpRequestMessage(method, $"/api/v1{(path.Contains("{id}", StringComparison.Ordinal) ? path.Replace("{id}", id) : path + id)}");
                var problem = await (await server.Send(client, request)).IsProblem(HttpStatusCode.NotFound, "not_found");
                return ((string)problem["detail"]!).Replace(id, "ID", StringComparison.Ordinal);
            }
        }

        await (await client.PostAsJsonAsync("/api/v1/nodes", new { district = "there", node = "m" }, Cancellation)).IsProblem(HttpStatusCode.Forbidden, "foreign_district");
        using var rows = new StringContent("district,node\nhere,imported\nthere,imported\n", Encoding.UTF8, "text/csv");
        var report = await Json(await client.PostAsync("/api/v1/nodes/import", rows, Cancellation));
        Assert.Equal(["enrolled", "failed"], report["rows"]!.AsArray().Select(row => (string)row!["outcome"]!));
        Assert.Equal(HttpStatusCode.NotFound, await Status(server.Chief, HttpMethod.Get, "/api/v1/nodes/there:imported"));
    }

    [Theory]
    [InlineData("wn/1/here/#", true)]
    [InlineData("wn/1/here/+/+/tele", true)]
    [InlineData("wn/1/out/here/#", true)]
    [InlineData("wn/1/there/#", false)]
    [InlineData("wn/1/out/there/#", false)]
    [InlineData("wn/1/out/#", false)]
    [InlineData("wn/1/+/n/+/tele", false)]
    [InlineData("wn/1/#", false)]
    [InlineData("#", false)]
    [InlineData("$SYS/#", false)]
    public async Task Over_MQTT_a_program_hears_its_districts_and_says_nothing(string filter, bool may)
    {
        var name = $"ear-{Math.Abs(filter.GetHashCode(StringComparison.Ordinal))}";
        var (http, token) = await server.Program(name, "viewer", "here");
        http.Dispose();
        var client = await server.Connect(name, token);

        Assert.Equal(may, !(await client.SubscribeAsync(filter).Within(filter)).IsFailure());
        Assert.Equal(ReasonCode.NotAuthorized, await client.PublishAsync("wn/1/here/n/d/tele", "{}"u8.ToArray()).Within("the refusal"));
        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide($"not-{name}", token)).Reason);
    }

    [Fact]
    public async Task A_person_hears_over_MQTT_with_their_password_until_they_are_disabled()
    {
        (await server.Person("listener", "viewer")).Dispose();
        var client = await server.Connect("listener", Password);
        Assert.False((await client.SubscribeAsync("wn/1/#").Within("the subscription")).IsFailure());

        Assert.Equal(HttpStatusCode.NoContent, await Status(server.Chief, HttpMethod.Post, "/api/v1/operators/listener/disable"));
        server.WaitForTheWatch();

        Assert.Equal(ReasonCode.NotAuthorized, (await client.Disconnected.Within("the end of the connection")).Reason);
        Assert.Equal(ReasonCode.BadUserNameOrPassword, await server.Refusal("listener", Password));
    }

    [Fact]
    public async Task An_open_stream_ends_with_the_token_that_opened_it()
    {
        var (client, _) = await server.Program("streamer", "viewer", "here");
        using var http = client;
        await using var stream = await http.GetStreamAsync("/api/v1/stream?include=alarms", Cancellation).Within("the stream");

        Assert.Equal(HttpStatusCode.NoContent, await Status(server.Chief, HttpMethod.Delete, "/api/v1/tokens/streamer"));
        server.WaitForTheWatch();

        using var rest = new StreamReader(stream);
        Assert.Contains("event: alarms", await rest.ReadToEndAsync(Cancellation).Within("the end of the stream"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(http, HttpMethod.Get, "/api/v1/stream?include=alarms"));
    }

    [Fact]
    public async Task Alarms_are_for_who_is_signed_in()
    {
        using var stranger = server.Browser();

        await (await stranger.GetAsync("/api/v1/stream?include=alarms", HttpCompletionOption.ResponseHeadersRead, Cancellation)).IsProblem(HttpStatusCode.Unauthorized, "sign_in_needed");
        Assert.Equal(HttpStatusCode.OK, await Status(stranger, HttpMethod.Get, "/api/v1/stream?include=stations"));
    }
}
