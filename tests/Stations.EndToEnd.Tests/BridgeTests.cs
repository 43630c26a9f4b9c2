using Stations.EndToEnd.Running;
using Stations.Tests;

namespace Stations.EndToEnd;

/// <summary>A district that has a Mosquitto already lets it forward what devices say.</summary>
public sealed class BridgeTests(OpenServer open)
{
    private readonly ServerProcess server = open.Server;

    [Theory]
    [InlineData("mqttv311", "5")]
    [InlineData("mqttv50", "311")]
    public async Task A_bridged_mosquitto_forwards_its_devices(string protocol, string deviceVersion)
    {
        var (broker, publish) = (Tools.Need("mosquitto"), Tools.Need("mosquitto_pub"));
        using var folder = new TempFolder();
        var port = Ports.Free();
        await File.WriteAllTextAsync(
            folder.File("mosquitto.conf"),
            $"""
            listener {port} 127.0.0.1
            allow_anonymous true
            connection stations-{protocol}
            address 127.0.0.1:{server.MqttPort}
            bridge_protocol_version {protocol}
            topic wn/1/# out 1
            """,
            TestContext.Current.CancellationToken);
        var cabinet = new Cabinet("bridge", protocol, $"s-{protocol}");
        await using var stream = await server.Stream($"station={cabinet.StationId}");
        await using var mosquitto = ChildProcess.Start(broker, "-c", folder.File("mosquitto.conf"), "-v");
        await mosquitto.Line(line => line.Contains("running", StringComparison.Ordinal), "that it runs");

        Task<string> Say(string topic, byte[] payload) => ChildProcess.Run(
            publish, "-h", "127.0.0.1", "-p", $"{port}", "-V", deviceVersion, "-q", "1", "-t", topic, "-m", System.Text.Encoding.UTF8.GetString(payload));
        await Say(cabinet.BirthTopic, cabinet.Birth());
        await stream.Station(cabinet.StationId, station => station.Charge is { Free: 1, Total: 2 }, $"with one slot free, by way of Mosquitto, which said:\n{mosquitto.Output}\n");
        await Say(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.02.present\":false"));
        await stream.Station(cabinet.StationId, station => station.Charge is { Free: 2, Total: 2 }, "with two slots free, by way of Mosquitto");
    }
}
