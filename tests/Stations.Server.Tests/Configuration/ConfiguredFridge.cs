using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Tests;

namespace Stations.Server.Tests.Configuration;

/// <summary>A fridge that hears what it is to be set to and says what it is, and the operator who sets it.</summary>
internal sealed class ConfiguredFridge(RunningServer server, string district) : IAsyncDisposable
{
    private readonly ListeningDevice ear = new(server, district, $"wn/1/{district}/n/+/desired");
    private long seq = 1_000_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Id => $"{district}:n:fridge";

    public string Path => $"/api/v1/devices/{Id}/config";

    public string Topic => $"wn/1/{district}/n/fridge";

    public Task Bear() => server.Bear(district, "n", "", """{"device":"fridge","kind":"love_fridge","station":"s","name":"冰柜"}""", "\"fridge\":{\"temperature_c\":4}");

    public Task Listen() => ear.Listen();

    /// <summary>What was said before may still be under way: it waits for this version.</summary>
    public async Task<Desired> Hears(long version)
    {
        while (true)
        {
            var message = await HearsAnything($"version {version}");
            if (Desired.TryParse(message.Payload.Span, out var desired) && desired.Version == version)
            {
                return desired;
            }
        }
    }

    public Task<MqttMessage> HearsAnything(string what) => ear.Hears(what);

    /// <summary>Acknowledged, so it is shown.</summary>
    public async Task Says(long version, double celsius, string? refused = null) => Assert.Equal(ReasonCode.Success, await server.PublishAnything(
        $"{Topic}/reported",
        new Reported(version, new Dictionary<string, SettingValue>(StringComparer.Ordinal) { ["set_c"] = new(Number: celsius) }, refused, "boot-1", ++seq).ToBytes()));

    public Task<HttpResponseMessage> Put(double celsius, long? version = null) =>
        Put(string.Create(CultureInfo.InvariantCulture, $$$"""{"values":{"set_c":{{{celsius}}}}}"""), version is { } number ? $"\"{number}\"" : null);

    public async Task<HttpResponseMessage> Put(string body, string? match)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (match is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", match);
        }

        return await server.Operator.SendAsync(request, Cancellation).Within("the answer");
    }

    /// <summary>A configuration that is taken; its version.</summary>
    public async Task<long> Set(double celsius, long? version = null)
    {
        var answer = await Put(celsius, version);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        var set = (long)JsonNode.Parse(text)!["version"]!;
        Assert.Equal($"\"{set}\"", answer.Headers.ETag!.Tag);
        return set;
    }

    public async Task<JsonNode> Find() => (await server.Operator.GetFromJsonAsync<JsonNode>(Path, Cancellation).Within("the configuration"))!;

    public async Task<string> State() => (string)(await Find())["state"]!;

    public ValueTask DisposeAsync() => ear.DisposeAsync();
}
