using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Stations.Mqtt.Packets;
using Stations.Server.Tests.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Safety;

/// <summary>Smoke while the store is away, through the running server.</summary>
[Collection(nameof(Alone))]
public sealed class AlarmTests : IAsyncLifetime
{
    private const string Topic = "wn/1/smoky/cab-1/cab/tele";
    private const string Device = "smoky:cab-1:cab";

    private readonly RunningServer server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        await server.Bear("smoky", "cab-1", "", """{"device":"cab","kind":"charging_cabinet","station":"s","name":"柜","slots":1}""", """
            "cab":{"slot.01.door":"closed","slot.01.present":false}
            """);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Smoke_is_shown_before_it_is_written_and_acknowledged_after()
    {
        Assert.Equal("AVAILABLE", await Status());
        using var stream = await Stream();
        Assert.Equal(0, (int)(await stream.Next("alarms", "what is critical at first")).Json["total"]!);
        var refusal = await server.Ground.RefuseCommits();

        var acknowledged = server.Devices.PublishAsync(Topic, server.Telemetry("\"smoke\":true,\"temperature_c\":41"));
        var smoke = await Alarm(stream, "SMOKE", written: false);

        Assert.Equal((Device, "smoky:s", "柜", 0), ((string?)smoke["device"], (string?)smoke["station"], (string?)smoke["name"], (int)smoke["slot"]!));
        Assert.NotEqual("AVAILABLE", await Status());
        Assert.Null((await server.Get($"/api/v1/devices/{Device}"))["values"]!["temperature_c"]);
        Assert.False(acknowledged.IsCompleted, "The smoke was acknowledged before it was written.");
        Assert.Null((await Alarm(stream, "journal", written: false))["detail"]);
        Assert.Contains(refusal.Words, (string?)(await ForOperators()).Single(one => (string?)one!["code"] == "journal")!["detail"], StringComparison.Ordinal);
        var metrics = await server.Metrics();
        Assert.Equal(1, metrics["stations_trouble"].Samples.Single(sample => sample.Labels["part"] == "journal").Value);
        Assert.Equal(0, metrics["stations_ready"].Samples.Single().Value);
        Assert.NotEqual(0, metrics["stations_alarms_unwritten_seconds"].Samples.Single().Value);

        await refusal.DisposeAsync();
        Assert.Equal(ReasonCode.Success, await acknowledged.Within("the acknowledgement once the store is back"));
        await Alarm(stream, "SMOKE", written: true);
        Assert.Equal(0, (await server.Metrics())["stations_alarms_unwritten_seconds"].Samples.Single().Value);
        while ((await stream.Next("alarms", "the end of the journal's alarm")).Json["alarms"]!.AsArray().Count > 1)
        {
        }

        Assert.Equal(41, (double)(await server.Get($"/api/v1/devices/{Device}"))["values"]!["temperature_c"]!);
        Assert.Equal(["SMOKE"], (await ForOperators()).Select(one => (string?)one!["code"]));
    }

    [Fact]
    public async Task What_was_known_before_the_store_went_away_stays_as_it_was_beside_the_danger()
    {
        await using (await server.Ground.RefuseCommits())
        {
            var held = server.Devices.PublishAsync(Topic, server.Telemetry("\"slot.01.present\":true"));
            var smoke = server.Devices.PublishAsync(Topic, server.Telemetry("\"smoke\":true"));
            using var stream = await Stream();
            await Alarm(stream, "SMOKE", written: false);

            var device = await server.Get($"/api/v1/devices/{Device}");
            Assert.True((bool)device["safety"]!);
            Assert.Equal("FREE", (string?)device["slots"]![0]!["use"]);
            Assert.False(held.IsCompleted || smoke.IsCompleted, "Something was acknowledged before it was written.");
        }
    }

    [Fact]
    public async Task Telemetry_that_nobody_was_promised_neither_keeps_smoke_in_the_socket_nor_fills_the_memory()
    {
        const int Flood = 20_000;
        using var stream = await Stream();
        await using (await server.Ground.RefuseCommits())
        {
            for (var message = 0; message < Flood; message++)
            {
                await server.Devices.PublishAsync(Topic, server.Telemetry($"\"power_w\":{message}"), QoS.AtMostOnce);
            }

            await server.Devices.PublishAsync(Topic, server.Telemetry("\"smoke\":true"), QoS.AtMostOnce);
            await Alarm(stream, "SMOKE", written: false);
            var messages = (await server.Metrics())["stations_ingest_messages_total"];
            Assert.InRange(messages.Samples.Single(sample => sample.Labels["outcome"] == "shed").Value, 1_000, Flood);
        }

        await Alarm(stream, "SMOKE", written: true);
    }

    [Fact]
    public async Task An_alarm_is_there_again_after_a_restart()
    {
        await server.PublishAnything(Topic, server.Telemetry("\"extinguisher_fired\":true"));
        await server.Stop();
        await server.Begin();
        await server.IsUp();

        var alarm = Assert.Single(await ForOperators())!;
        Assert.Equal(("EXTINGUISHER", Device, true), ((string?)alarm["code"], (string?)alarm["device"], (bool)alarm["written"]!));
    }

    /// <summary>The alarm of that kind, as soon as the stream tells of it in that state.</summary>
    private static async Task<JsonNode> Alarm(EventReader stream, string code, bool written)
    {
        while (true)
        {
            var all = (await stream.Next("alarms", $"{code}, {(written ? "written" : "not yet written")}")).Json["alarms"]!.AsArray();
            if (all.FirstOrDefault(one => (string?)one!["code"] == code && (bool)one["written"]! == written) is { } found)
            {
                return found;
            }
        }
    }

    private async Task<EventReader> Stream() => new(await server.Operator.GetStreamAsync("/api/v1/stream?include=alarms", Cancellation).Within("the stream"));

    private async Task<string?> Status() => (string?)(await server.Get($"/api/v1/devices/{Device}"))["status"];

    private async Task<JsonArray> ForOperators() =>
        (await server.Operator.GetFromJsonAsync<JsonNode>("/api/v1/alarms", Cancellation).Within("the alarms"))!["alarms"]!.AsArray();
}
