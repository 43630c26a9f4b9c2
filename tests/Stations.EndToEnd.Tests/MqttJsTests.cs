using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

public sealed class MqttJsTests(OpenServer open)
{
    private const int Success = 0, NotAuthorized = 0x87, TopicNameInvalid = 0x90, PayloadFormatInvalid = 0x99;

    private readonly ServerProcess server = open.Server;

    [Fact]
    public async Task Mqtt_js_is_told_what_became_of_each_message()
    {
        var password = await server.Enrol("js", "cab-1");
        var cabinet = new Cabinet("js", "cab-1", "s-1");
        await using var stream = await server.Stream("station=js:s-1");

        var reasons = await NodeScript.Publish(
            $"mqtt://127.0.0.1:{server.MqttPort}",
            new { protocolVersion = 5, username = "js/cab-1", password },
            (cabinet.BirthTopic, cabinet.Birth()),
            (cabinet.TelemetryTopic, "not JSON"u8.ToArray()),
            ("wn/1/js/cab-2/cab/tele", cabinet.Telemetry("")),
            ("somewhere/else", "{}"u8.ToArray()),
            (cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.02.present\":false")));

        Assert.Equal([Success, PayloadFormatInvalid, NotAuthorized, TopicNameInvalid, Success], reasons);
        await stream.Station("js:s-1", station => station.Charge is { Free: 2, Total: 2 }, "with two slots free");
    }
}
