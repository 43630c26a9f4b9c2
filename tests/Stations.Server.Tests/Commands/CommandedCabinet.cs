using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Tests.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Commands;

/// <summary>A cabinet with two slots that hears what it is told, and the operator who tells it. Slot 1 is empty, in slot 2 stands a battery; both doors are shut.</summary>
internal sealed class CommandedCabinet(RunningServer server, string district) : IAsyncDisposable
{
    private readonly ListeningDevice ear = new(server, district, $"wn/1/{district}/cab-1/+/cmd");
    private EventReader? stream;
    private int keys;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Id => $"{district}:cab-1:cab";

    private string Topic => $"wn/1/{district}/cab-1/cab";

    public Task Bear() => server.Bear(district, "cab-1", "", """{"device":"cab","kind":"charging_cabinet","station":"s","name":"柜","slots":2}""", """
        "cab":{"power_w":20,"slot.01.door":"closed","slot.01.present":false,"slot.01.power_w":0,"slot.02.door":"closed","slot.02.present":true,"slot.02.relay":false,"slot.02.power_w":0}
        """);

    /// <summary>Its controller starts anew, in another life.</summary>
    public Task Restarts(string fields) => Publishes("birth", $$$"""
        {"v":1,"boot":"boot-2","seq":1,"ts":{{{Now}}},"full":true,"devices":[{"device":"cab","kind":"charging_cabinet","station":"s","name":"柜","slots":2}],"d":{"cab":{ {{{fields}}} }} }
        """);

    /// <summary>The first message of that life after its birth.</summary>
    public Task TellsAnew(string fields) => Publishes("cab/tele", $$$"""{"v":1,"boot":"boot-2","seq":2,"ts":{{{Now}}},"d":{ {{{fields}}} } }""");

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task Publishes(string topic, string json) =>
        Assert.Equal(ReasonCode.Success, await server.PublishAnything($"wn/1/{district}/cab-1/{topic}", Encoding.UTF8.GetBytes(json)));

    /// <summary>From here on it hears its commands, and the operator what becomes of them.</summary>
    public async Task Listen()
    {
        await ear.Listen();
        stream ??= new EventReader(await server.Operator.GetStreamAsync($"/api/v1/stream?include=commands&district={district}", Cancellation).Within("the stream"));
    }

    /// <summary>It hears nothing any more; the operator still sees.</summary>
    public Task Deafen() => ear.Deafen();

    /// <summary>The next command that arrives.</summary>
    public async Task<(CommandMessage Command, MqttMessage Message)> Hears(string what)
    {
        var message = await ear.Hears(what);
        return (Read(message), message);
    }

    /// <summary>The ids of what else it heard.</summary>
    public IEnumerable<string?> Rest() => ear.Rest().Select(message => Read(message).Id);

    public bool HeardNothing => ear.HeardNothing;

    public async Task Says(string id, AckState state, string? reason = null) =>
        Assert.Equal(ReasonCode.Success, await server.PublishAnything($"{Topic}/ack", new Ack(id, state, reason, "boot-1").ToBytes()));

    public async Task Tells(string fields) => Assert.Equal(ReasonCode.Success, await server.PublishAnything($"{Topic}/tele", server.Telemetry(fields)));

    public async Task<HttpResponseMessage> Ask(string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/devices/{Id}/commands") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key ?? $"key-{++keys}");
        return await server.Operator.SendAsync(request, Cancellation).Within("the answer");
    }

    /// <summary>A command that is taken; its id.</summary>
    public async Task<string> Give(string body, string? key = null)
    {
        var answer = await Ask(body, key);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        var id = (string)JsonNode.Parse(text)!["id"]!;
        Assert.Equal($"/api/v1/devices/{Id}/commands/{id}", answer.Headers.Location!.ToString());
        return id;
    }

    /// <summary>Waits until the stream shows the command so.</summary>
    public async Task<JsonNode> Becomes(string id, string state, string? effect = null)
    {
        while (true)
        {
            var shown = (await stream!.Next("commands", $"{id} to be {state} {effect}")).Json;
            foreach (var command in shown["open"]!.AsArray().Append(shown["last"]))
            {
                if ((string?)command?["id"] == id && (string?)command["state"] == state && (effect is null || (string?)command["effect"] == effect))
                {
                    return command;
                }
            }
        }
    }

    public async Task<JsonNode> Find(string id) =>
        (await server.Operator.GetFromJsonAsync<JsonNode>($"/api/v1/devices/{Id}/commands/{id}", Cancellation).Within("the command"))!;

    public async Task<string?> Use(int slot) => (string?)(await server.Get($"/api/v1/devices/{Id}"))["slots"]![slot - 1]!["use"];

    private static CommandMessage Read(MqttMessage message)
    {
        Assert.True(CommandMessage.TryParse(message.Payload.Span, out var command));
        return command;
    }

    public ValueTask DisposeAsync()
    {
        stream?.Dispose();
        stream = null;
        return ear.DisposeAsync();
    }
}
