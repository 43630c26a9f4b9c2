using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

/// <summary>Silence is news, and unknown is never free.</summary>
public sealed class SilenceTests(OpenServer open)
{
    [Fact]
    public async Task Devices_whose_network_hangs_become_stale_then_unknown_and_come_back()
    {
        await using var server = await ServerProcess.Open("--Silence:StaleSeconds=5", "--Silence:OfflineSeconds=21");
        await using var stream = await server.Stream();
        await using var simulators = Wanda.Start(server, "--speed", "60");
        await stream.All((_, devices) => devices.Count == Wanda.Devices && devices.All(device => device.Connection == "ONLINE"), "all devices online");
        Assert.Contains(stream.Devices, device => device.Status == "AVAILABLE");

        simulators.Signal("STOP");
        var stopped = stream.Changes.Count;
        await stream.All((_, devices) => devices.All(device => device is { Connection: "OFFLINE", Status: "UNKNOWN", Confidence: "none", Free: 0 }), "all devices offline and unknown");
        await stream.All((stations, _) => stations.All(station => station.Needs.Values.All(need => need is null or { Answer: "unknown", Free: 0 })), "no station that promises anything");
        var told = stream.Changes.Skip(stopped).GroupBy(device => device.Id, StringComparer.Ordinal).ToArray();
        Assert.Equal(Wanda.Devices, told.Length);
        Assert.All(told, history =>
        {
            Assert.Contains(history, device => device is { Connection: "STALE", Confidence: "low" });
            Assert.DoesNotContain(history.SkipWhile(device => device.Connection != "OFFLINE"), device => device.Status == "AVAILABLE" || device.Free > 0);
        });

        // The quiet ones come with their next heartbeat; others may be stale again by then.
        var resumed = stream.Changes.Count;
        simulators.Signal("CONT");
        await stream.Changed(resumed, changes => changes.Where(device => device.Connection == "ONLINE").DistinctBy(device => device.Id, StringComparer.Ordinal).Count() == Wanda.Devices, "all devices back");
        Assert.Contains(stream.Changes.Skip(resumed), device => device is { Connection: "ONLINE", Status: "AVAILABLE" });
    }

    [Fact]
    public async Task Devices_that_lose_their_power_are_offline_at_once_by_their_wills()
    {
        await using var stream = await open.Server.Stream("district=xiangyang-wanda");
        await using var simulators = Wanda.Start(open.Server, "--speed", "60");
        await stream.All((_, devices) => devices.Count == Wanda.Devices && devices.All(device => device.Connection == "ONLINE"), "all devices online");

        // Silence alone would make them stale first.
        var killed = stream.Changes.Count;
        simulators.Signal("KILL");
        await stream.All((_, devices) => devices.All(device => device is { Connection: "OFFLINE", Status: "UNKNOWN" }), "all devices offline");
        Assert.DoesNotContain(stream.Changes.Skip(killed), device => device.Connection == "STALE");
    }
}
