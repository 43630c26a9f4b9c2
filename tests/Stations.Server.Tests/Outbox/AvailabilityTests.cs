using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Operations;
using Stations.Tests;

namespace Stations.Server.Tests.Outbox;

/// <summary>What the server says of a station to whoever lives on MQTT, over real sockets.</summary>
public sealed class AvailabilityTests(RunningServer server)
{
    [Fact]
    public async Task Whoever_subscribes_hears_at_once_what_the_API_says_and_then_what_changes()
    {
        await server.BearCoolers("av", "s", count: 2);
        await using var early = new ListeningDevice(server, "av-early", "wn/1/out/av/+/availability");
        await early.Listen();
        await Answer(early, free: 2);

        await server.Report("av", "s", "\"mode\":\"fault\"");
        await Answer(early, free: 1);

        await using var late = new ListeningDevice(server, "av-late", "wn/1/out/#");
        await late.Listen();
        var (message, said) = await Answer(late, free: 1);
        Assert.True(message.Retain);
        Assert.InRange(message.Properties.Number(PropertyId.MessageExpiryInterval)!.Value, 1u, 180u);
        Assert.Equal(180_000, (long)said["valid_until"]! - (long)said["ts"]!);
        var asked = (await server.Get("/api/v1/stations/av:s"))["needs"]!;
        foreach (var field in new[] { "answer", "reason", "confidence", "since", "free", "outOfOrder", "total" })
        {
            Assert.Equal(asked["water"]![field]!.ToJsonString(), said["needs"]!["water"]![field]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("wn/1/out/av2/s/availability")]
    [InlineData("wn/1/out/s/conn")]
    [InlineData("wn/1/out/s/c1/tele")]
    [InlineData("wn/1/STATE/server")]
    [InlineData("wn/1/STATE/n/birth")]
    public async Task Nobody_may_speak_there_not_even_where_anybody_may_come_in(string topic) =>
        Assert.Equal(ReasonCode.TopicNameInvalid, await server.PublishAnything(topic, server.Telemetry("")));

    [Fact]
    public async Task Devices_hear_that_the_server_is_there_and_that_it_goes()
    {
        await using var other = new RunningServer();
        await other.InitializeAsync();
        await using var device = new ListeningDevice(other, "state", $"wn/1/{Topics.State}/+");
        await device.Listen();
        Assert.True(State(await device.Hears("that the server is there")));

        await other.Services.GetRequiredService<MqttService>().StopAsync(TestContext.Current.CancellationToken).Within("its end");
        Assert.False(State(await device.Hears("that the server goes")));
    }

    private static bool State(MqttMessage said)
    {
        Assert.True(Conn.TryParse(said.Payload.Span, out var state, out _, out var detail), detail);
        return state.Online;
    }

    /// <summary>Skips what it says of other stations, and earlier answers.</summary>
    private static async Task<(MqttMessage Message, JsonNode Said)> Answer(ListeningDevice listener, int free)
    {
        while (true)
        {
            var message = await listener.Hears($"that {free} are free");
            var said = JsonNode.Parse(message.Payload.Span)!;
            if ((string?)said["station"] == "av:s" && (int)said["needs"]!["water"]!["free"]! == free)
            {
                Assert.Equal("wn/1/out/av/s/availability", message.Topic);
                return (message, said);
            }
        }
    }
}
