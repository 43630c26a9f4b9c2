using System.Text;
using Stations.EndToEnd.Running;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;

namespace Stations.EndToEnd;

/// <summary>Bad input is counted, kept for an operator to read, answered, and harms nobody: not even its sender's next message.</summary>
public sealed class BadInputTests(OpenServer open) : IClassFixture<OpenServer>
{
    /// <summary>Of its own, since what is counted here others do too.</summary>
    private readonly ServerProcess server = open.Server;

    public static TheoryData<string, string, string, ReasonCode> Mistakes => new()
    {
        { "hello/world", Envelope("{}"), "unknown_topic", ReasonCode.TopicNameInvalid },
        { "wn/1/bad/{node}/cab/sing", Envelope("{}"), "unknown_topic", ReasonCode.TopicNameInvalid },
        { "wn/1/bad/neighbour/cab/tele", Envelope("{}"), "foreign_prefix", ReasonCode.NotAuthorized },
        { "wn/1/bad/{node}/cab/tele", "{\"v\":1,", "not_json", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", "", "not_json", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", Envelope("{\"voltage_v\":NaN}"), "not_json", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", Envelope("{\"voltage_v\":1e400}"), "not_finite", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", Envelope("{\"voltage_v\":\"high\"}"), "wrong_type", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", Envelope("{\"slot.01.present\":1}"), "wrong_type", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", Envelope($"{{\"x\":{new string('[', 200)}{new string(']', 200)}}}"), "too_deep", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", Envelope($"{{\"x\":\"{new string('x', 20 * 1024)}\"}}"), "too_large", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", "{\"v\":1,\"boot\":\"B1\",\"seq\":9,\"ts\":1764000000,\"d\":{}}", "bad_time", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", "{\"v\":2,\"boot\":\"B1\",\"seq\":9,\"ts\":1764000000000,\"d\":{}}", "wrong_version", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", "{\"v\":1,\"boot\":\"B1\",\"ts\":1764000000000,\"d\":{}}", "missing_field", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/cab/tele", Envelope("{\"slot.65.present\":true}"), "too_many", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/birth", Envelope("{}"), "missing_field", ReasonCode.PayloadFormatInvalid },
        { "wn/1/bad/{node}/conn", "{\"online\":\"yes\",\"boot\":\"B1\",\"ts\":1764000000000}", "wrong_type", ReasonCode.PayloadFormatInvalid },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Bad_input_is_counted_kept_answered_and_forgiven(string topic, string payload, string reason, ReasonCode answer)
    {
        foreach (var version in new[] { MqttVersion.V50, MqttVersion.V311 })
        {
            var node = $"cab-{version}-{Cabinet.Now}";
            var cabinet = new Cabinet("bad", node, "s-1", $"B{Cabinet.Now}");
            await using var device = await server.ConnectAs($"bad/{node}", await server.Enrol("bad", node), new MqttClientOptions { Version = version, ClientId = $"bad-{version}-{Cabinet.Now}" });
            Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.BirthTopic, cabinet.Birth()));
            var sample = $"stations_ingest_rejected_total{{reason=\"{reason}\"}}";
            var before = await server.Metric(sample);

            var wrong = topic.Replace("{node}", node, StringComparison.Ordinal);
            Assert.Equal(version == MqttVersion.V50 ? answer : ReasonCode.Success, await device.PublishAsync(wrong, Encoding.UTF8.GetBytes(payload)).Expect($"an answer to {reason}"));

            Assert.Equal(before + 1, await server.Metric(sample));
            var newest = (await server.Get("/api/v1/quarantine")).GetProperty("entries")[0];
            Assert.Equal((reason, wrong, device.ClientId), (newest.GetProperty("reason").GetString(), newest.GetProperty("topic").GetString(), newest.GetProperty("client").GetString()));
            Assert.StartsWith(newest.GetProperty("payload").GetString()!, payload, StringComparison.Ordinal);

            Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.02.present\":false")));
            Assert.Equal(2, (await server.Get($"/api/v1/devices/{cabinet.Id}")).GetProperty("free").GetInt32());
        }
    }

    [Fact]
    public async Task A_device_that_was_never_born_is_asked_for_its_birth()
    {
        var cabinet = new Cabinet("bad", "stranger", "s-1");
        var asked = new TaskCompletionSource<MqttMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var device = await server.ConnectAs("bad/stranger", await server.Enrol("bad", "stranger"), new MqttClientOptions
        {
            OnMessage = message =>
            {
                asked.TrySetResult(message);
                return ValueTask.CompletedTask;
            },
        });
        Assert.False((await device.SubscribeAsync($"{cabinet.Prefix}/+/cmd")).IsFailure());
        var before = await server.Metric("stations_ingest_messages_total{outcome=\"stranger\"}");

        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.01.present\":false,\"slot.01.door\":\"closed\"")));

        var command = await asked.Task.Expect("a command");
        Assert.Equal($"{cabinet.Prefix}/cab/cmd", command.Topic);
        Assert.Contains("\"cmd\":\"rebirth\"", Encoding.UTF8.GetString(command.Payload.Span), StringComparison.Ordinal);
        Assert.Equal(before + 1, await server.Metric("stations_ingest_messages_total{outcome=\"stranger\"}"));

        await using var stream = await server.Stream($"station={cabinet.StationId}");
        Assert.DoesNotContain(stream.Devices, seen => seen.Id == cabinet.Id);
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.BirthTopic, cabinet.Birth()));
        await stream.Device(cabinet.Id, seen => seen is { Connection: "ONLINE", Free: 1 }, "born");
    }

    private static string Envelope(string fields) => $"{{\"v\":1,\"boot\":\"B1\",\"seq\":9,\"ts\":1764000000000,\"d\":{fields}}}";
}
