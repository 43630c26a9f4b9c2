using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stations.Grains;
using Stations.Journal;
using Stations.Mqtt.Packets;
using Stations.Tests;

namespace Stations.Server.Tests.Safety;

/// <summary>A server that is started on what a newer version has written.</summary>
[Collection(nameof(Alone))]
public sealed class NewerVersionTests : IAsyncLifetime
{
    private readonly RunningServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task It_starts_serves_the_others_and_says_what_to_do_about_those_that_it_cannot_read()
    {
        await server.BearCoolers("newer", "s", count: 2);
        Assert.Equal("AVAILABLE", await Status("c1"));
        await Impound("newer:gw-s:c1");

        // Each start has its checkpoint, which must leave it as it is.
        for (var start = 0; start < 3; start++)
        {
            await server.Stop();
            await server.Begin();
            await server.IsUp();
        }

        Assert.Equal(ReasonCode.PayloadFormatInvalid, await server.PublishAnything("wn/1/newer/gw-s/c1/tele", server.Telemetry("\"hot_c\":60")));
        await server.Report("newer", "s", "\"hot_c\":61", device: "c2");
        Assert.Contains(await Status("c1"), (string?[])[null, "UNKNOWN"]);
        Assert.Equal(61, (double)(await server.Get("/api/v1/devices/newer:gw-s:c2"))["values"]!["hot_c"]!);
        Assert.Equal(1, (await server.Metrics())["stations_devices_unreadable"].Samples.Single().Value);
        Assert.Equal(1, (await server.Metrics())["stations_trouble"].Samples.Single(sample => sample.Labels["part"] == "unreadable").Value);
        var refused = (await server.Ask("/api/v1/quarantine"))["entries"]!.AsArray().First(one => (string?)one!["topic"] == "wn/1/newer/gw-s/c1/tele")!;
        Assert.Contains("start that version", (string?)refused["detail"], StringComparison.Ordinal);
    }

    private async Task<string?> Status(string device)
    {
        var answer = await server.Riders.GetAsync($"/api/v1/devices/newer:gw-s:{device}", TestContext.Current.CancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["status"];
    }

    /// <summary>As a newer version may do it, which knows that word.</summary>
    private async Task Impound(string device)
    {
        var payload = """{"kind":"Impound","by":"ops"}"""u8;
        var record = new byte[DeviceRecord.LengthOf(0, payload.Length)];
        DeviceRecord.Write(record, DeviceRecord.RecordKind.Act, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), [], payload);
        await server.Services.GetRequiredService<EventJournal>().Append(Encoding.ASCII.GetBytes(device), record).Committed.AsTask().Within("the commit");
    }
}
