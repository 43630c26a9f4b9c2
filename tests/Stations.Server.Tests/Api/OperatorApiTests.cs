using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Server.Operations;

namespace Stations.Server.Tests.Api;

/// <summary>Nodes and the quarantine.</summary>
public sealed class OperatorApiTests(RunningServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_enrolled_node_gets_in_with_the_password_it_was_shown()
    {
        var first = await Enrol("nodes", "cab-1");
        await Connect(first);

        await Assert.ThrowsAsync<MqttClientException>(() => Connect((first.Username, first.Password + "x")));
        Assert.Equal("nodes/cab-1", first.Username);
        Assert.Equal(22, first.Password.Length);
    }

    [Theory]
    [InlineData("{}", "district node")]
    [InlineData("""{"district":"a"}""", "node")]
    [InlineData("""{"district":"a/b","node":"c"}""", "district")]
    [InlineData("""{"district":"a","node":"b","password":"mine"}""", "password")]
    public async Task A_node_needs_a_district_and_a_name(string body, string fields)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var problem = await (await server.Operator.PostAsync("/api/v1/nodes", content, Cancellation)).IsProblem(HttpStatusCode.BadRequest, "invalid_body");

        Assert.Equal(fields, string.Join(' ', problem.Errors()));
    }

    [Fact]
    public async Task What_was_not_understood_is_shown_with_its_reason()
    {
        var payload = Encoding.UTF8.GetBytes("驿站" + new string('x', 600));
        await server.PublishAnything("wn/1/quarantined/n/d/tele", payload);

        var page = (await server.Operator.GetFromJsonAsync<JsonNode>("/api/v1/quarantine", Cancellation))!;

        var entry = page["entries"]!.AsArray().First(one => (string?)one!["topic"] == "wn/1/quarantined/n/d/tele")!;
        Assert.Equal(("not_json", "devices"), ((string?)entry["reason"], (string?)entry["client"]));
        Assert.Equal("驿站" + new string('x', 506), (string?)entry["payload"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string)entry["at"]!);
        Assert.True((long)page["total"]! >= 1);
    }

    private async Task<(string Username, string Password)> Enrol(string district, string node)
    {
        var response = await server.Operator.PostAsJsonAsync("/api/v1/nodes", new { district, node }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var json = (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        return ((string)json["username"]!, (string)json["password"]!);
    }

    private async Task Connect((string Username, string Password) credentials)
    {
        await using var client = await MqttClient.ConnectAsync(
            new MqttClientOptions
            {
                Port = server.Services.GetRequiredService<MqttService>().EndPoint.Port,
                UserName = credentials.Username,
                Password = Encoding.UTF8.GetBytes(credentials.Password),
            },
            Cancellation);
        Assert.Equal(ReasonCode.Success, client.ConnAck.Reason);
    }
}
