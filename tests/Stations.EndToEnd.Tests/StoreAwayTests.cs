using System.Net;
using System.Text.Json;
using Stations.EndToEnd.Running;
using Stations.Mqtt.Packets;
using Stations.Tests;

namespace Stations.EndToEnd;

/// <summary>The journal's file is held by another program.</summary>
public sealed class StoreAwayTests
{
    [Fact]
    public async Task Smoke_is_seen_before_it_is_written_and_is_there_after_kill_9_once_acknowledged()
    {
        await using var server = await ServerProcess.Open();
        var cabinet = new Cabinet("smoke", "cab-1", "s-1");
        await using (var stream = await server.Stream())
        await using (var device = await server.Connect())
        {
            Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.BirthTopic, cabinet.Birth()));
            await stream.Device(cabinet.Id, seen => seen is { Safety: false, Free: 1 }, "with one slot free");

            Task<ReasonCode> acknowledged;
            await using (await LockedStore.ForWriters(server.DataFolder))
            {
                acknowledged = device.PublishAsync(cabinet.TelemetryTopic, cabinet.Telemetry("\"smoke\":true"));
                await stream.Device(cabinet.Id, seen => seen is { Safety: true, Free: 0 }, "with its safety lock");
                Assert.False((await Smoke(server)).GetProperty("written").GetBoolean());
                Assert.False(acknowledged.IsCompleted, "The smoke was acknowledged before it was written.");
            }

            Assert.Equal(ReasonCode.Success, await acknowledged.WaitAsync(Watched.Patience, TestContext.Current.CancellationToken));
            await server.Kill();
        }

        await server.Start();
        Assert.True((await Smoke(server)).GetProperty("written").GetBoolean());
        await server.Stop();
    }

    [Fact]
    public async Task A_server_started_meanwhile_says_so_and_goes_on_by_itself()
    {
        await using var server = await ServerProcess.Started();
        await server.Stop();
        await using (await LockedStore.ForAll(server.DataFolder))
        {
            server.Begin();
            await server.Process.Line(line => line.Contains("the start goes on by itself", StringComparison.Ordinal), "what it waits for");
            using var ready = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            using var stations = await server.Http.GetAsync(new Uri("/api/v1/stations", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, stations.StatusCode);
            Assert.DoesNotContain("operator token", server.Process.Output, StringComparison.Ordinal);
        }

        await server.IsReady();
        await server.Stop();
    }

    [Fact]
    public async Task A_server_that_waits_can_be_stopped()
    {
        await using var server = await ServerProcess.Started();
        await server.Stop();
        await using (await LockedStore.ForAll(server.DataFolder))
        {
            server.Begin();
            await server.Process.Line(line => line.Contains("the start goes on by itself", StringComparison.Ordinal), "what it waits for");
            await server.Stop();
        }
    }

    private static async Task<JsonElement> Smoke(ServerProcess server) => (await server.Get("/api/v1/alarms")).GetProperty("alarms").EnumerateArray()
        .Single(alarm => alarm.GetProperty("code").GetString() == "SMOKE");
}
