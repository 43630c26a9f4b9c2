using Stations.EndToEnd.Running;
using Stations.Mqtt.Packets;

namespace Stations.EndToEnd;

public sealed class SubscriberTests(OpenServer open)
{
    private readonly ServerProcess server = open.Server;

    [Theory]
    [InlineData("5")]
    [InlineData("311")]
    public async Task Mosquitto_sub_sees_what_devices_say_and_what_is_retained(string version)
    {
        var program = Tools.Need("mosquitto_sub");
        var cabinet = new Cabinet("sub", $"cab-{version}", "s-1");
        await using var device = await server.Connect();
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.BirthTopic, cabinet.Birth()));
        Assert.Equal(ReasonCode.Success, await device.PublishAsync($"{cabinet.Prefix}/conn", cabinet.Connection(online: true), retain: true));
        Assert.Equal(ReasonCode.Success, await device.PublishAsync($"{cabinet.Prefix}/cab/state", cabinet.Telemetry("\"voltage_v\":231"), retain: true));

        await using var subscriber = ChildProcess.Start(
            program, "-h", "127.0.0.1", "-p", $"{server.MqttPort}", "-V", version, "-q", "2", "-t", $"{cabinet.Prefix}/#", "-F", "%t qos %q retain %r %p", "-d");
        await subscriber.Line(line => line.StartsWith("Subscribed", StringComparison.Ordinal) && line.Contains(": 2", StringComparison.Ordinal), "QoS 2 granted");
        await subscriber.Line(line => line.StartsWith($"{cabinet.Prefix}/conn qos 1 retain 1 {{\"online\":true", StringComparison.Ordinal), "the retained conn");
        await subscriber.Line(line => line.StartsWith($"{cabinet.Prefix}/cab/state qos 1 retain 1 ", StringComparison.Ordinal), "the retained state");

        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.TelemetryTopic, cabinet.Telemetry("\"voltage_v\":0.5"), QoS.AtMostOnce));
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.TelemetryTopic, cabinet.Telemetry("\"voltage_v\":1.5"), QoS.AtLeastOnce));
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.TelemetryTopic, cabinet.Telemetry("\"voltage_v\":2.5"), QoS.ExactlyOnce));
        foreach (var qos in new[] { 0, 1, 2 })
        {
            await subscriber.Line(
                line => line.StartsWith($"{cabinet.TelemetryTopic} qos {qos} retain 0 ", StringComparison.Ordinal) && line.Contains($"\"voltage_v\":{qos}.5", StringComparison.Ordinal),
                $"the telemetry with QoS {qos}");
        }
    }

    [Theory]
    [InlineData("5")]
    [InlineData("311")]
    public async Task Mosquitto_sub_is_told_what_is_free_when_it_comes_and_when_that_changes(string version)
    {
        var program = Tools.Need("mosquitto_sub");
        var cabinet = new Cabinet("free", $"cab-{version}", $"s-{version}");
        await using var device = await server.Connect();
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.BirthTopic, cabinet.Birth()));

        await using var subscriber = ChildProcess.Start(
            program, "-h", "127.0.0.1", "-p", $"{server.MqttPort}", "-V", version, "-q", "1", "-t", $"wn/1/out/free/s-{version}/availability", "-F", $"%r {(version == "5" ? "%E" : "-")} %p");
        var first = await Answer(subscriber, "\"free\":1,", "one of two free");
        Assert.Contains("\"total\":2", first, StringComparison.Ordinal);
        Assert.Contains("\"valid_until\":", first, StringComparison.Ordinal);
        if (version == "5")
        {
            Assert.InRange(int.Parse(first.Split(' ')[1], null), 1, 180);
        }

        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.02.present\":false")));
        await Answer(subscriber, "\"free\":2,", "both free");

        await using var late = ChildProcess.Start(program, "-h", "127.0.0.1", "-p", $"{server.MqttPort}", "-V", version, "-t", "wn/1/out/#", "-F", "%r - %t %p");
        await late.Line(line => line.StartsWith($"1 - wn/1/out/free/s-{version}/availability ", StringComparison.Ordinal) && line.Contains("\"free\":2,", StringComparison.Ordinal), "the retained answer");
    }

    private static Task<string> Answer(ChildProcess subscriber, string wanted, string what) => subscriber.Line(line => line.Contains(wanted, StringComparison.Ordinal), what);
}
