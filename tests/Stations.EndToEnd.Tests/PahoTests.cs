using System.Text;
using System.Text.Json;
using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

public sealed class PahoTests(OpenServer open)
{
    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public async Task Paho_for_Python_hears_with_every_QoS_what_it_says(int protocol)
    {
        var python = Tools.NeedPython("paho");
        var cabinet = new Cabinet("paho", $"cab-{protocol}", "s-1");
        (string Topic, byte[] Payload, int QoS)[] messages =
        [
            (cabinet.BirthTopic, cabinet.Birth(), 1),
            .. Enumerable.Range(0, 3).Select(qos => (cabinet.TelemetryTopic, cabinet.Telemetry($"\"voltage_v\":{qos}.5"), qos)),
        ];
        await using var script = ChildProcess.Start(python, Path.Combine(Built.PythonFolder, "echo.py"));
        script.Say(JsonSerializer.Serialize(new
        {
            port = open.Server.MqttPort,
            protocol,
            filter = $"{cabinet.Prefix}/#",
            messages = messages.Select(message => new { topic = message.Topic, payload = Encoding.UTF8.GetString(message.Payload), qos = message.QoS }),
        }));
        script.CloseInput();

        Assert.True(await script.Exit() == 0, script.Output);
        Assert.Equal(
            messages.Select(message => $"{message.Topic} {message.QoS} {Encoding.UTF8.GetString(message.Payload).Replace('\n', ' ')}").Order(StringComparer.Ordinal),
            script.Output.Split('\n').Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }
}
