using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Server.Access;
using Stations.Server.Operations;
using Stations.Tests;

namespace Stations.Server.Tests.Access;

/// <summary>The whole server as it is without any setting: nobody comes in unknown. Its clock is the test's.</summary>
public class GuardedServer : IAsyncLifetime
{
    private readonly Ground ground = new();
    private readonly List<MqttClient> clients = [];
    private WebApplication app = null!;

    public ManualClock Clock { get; } = new();

    public HttpClient Operator { get; private set; } = null!;

    public string DataFolder => ground.DataFolder;

    public int Port => Services.GetRequiredService<MqttService>().EndPoint.Port;

    public string Token => Services.GetRequiredService<OperatorToken>().Value;

    public IServiceProvider Services => app.Services;

    /// <summary>Slow hashes computed so far.</summary>
    public long Hashes => Services.GetRequiredService<SlowWork>().Done;

    public IReadOnlyList<SecurityEvent> Events => Services.GetRequiredService<SecurityLog>().Events;

    protected virtual IEnumerable<string> Settings => [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = ServerHost.Create(["--Http:Address=127.0.0.1:0", "--Mqtt:Address=127.0.0.1:0", "--Logging:LogLevel:Default=Error", .. ground.Settings, .. Settings], Clock);
        await app.StartAsync();
        Operator = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Assert.True(await Services.GetRequiredService<StartUp>().Up.Within("the start"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        Operator.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        ground.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A minute later nobody is limited any more.</summary>
    public void WaitAMinute() => Clock.Advance(TimeSpan.FromMinutes(1));

    /// <summary>The longest that a revoked connection may live.</summary>
    public void WaitForTheWatch()
    {
        for (var second = 0; second < 5; second++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>What a node shows, as if it came from this address.</summary>
    public async Task<ConnectDecision> Decide(string? user, string? password, string from = "10.0.0.1", string? certificate = null, string clientId = "c", Will? will = null)
    {
        var packet = new ConnectPacket(clientId) { UserName = user, Password = Bytes(password), Will = will };
        var request = new ConnectRequest(clientId, packet, new IPEndPoint(IPAddress.Parse(from), 50000)) { CertificateName = certificate };
        return await Services.GetRequiredService<Logins>().Decide(request).AsTask().Within($"the decision on {user}");
    }

    /// <summary>Null, and not empty, for null: a null array would become an empty one.</summary>
    private static ReadOnlyMemory<byte>? Bytes(string? text) => text is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(text);

    /// <summary>Over a socket.</summary>
    public async Task<MqttClient> Connect(string? user, string? password, Func<MqttClientOptions, MqttClientOptions>? change = null)
    {
        var options = new MqttClientOptions { Port = Port, UserName = user, Password = Bytes(password), KeepAliveSeconds = 0 };
        var client = await MqttClient.ConnectAsync(change?.Invoke(options) ?? options, Cancellation).Within($"CONNACK for {user}");
        clients.Add(client);
        return client;
    }

    public async Task<ReasonCode?> Refusal(string? user, string? password, Func<MqttClientOptions, MqttClientOptions>? change = null) =>
        (await Assert.ThrowsAsync<MqttClientException>(() => Connect(user, password, change))).Reason;

    /// <summary>Its password.</summary>
    public async Task<string> Enrol(string district, string node)
    {
        var response = await Operator.PostAsJsonAsync("/api/v1/nodes", new { district, node }, Cancellation).Within($"the enrolment of {node}");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["password"]!;
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await Send(Operator, request);
    }

    /// <summary>Returns as soon as there are headers: a stream has no end.</summary>
    public Task<HttpResponseMessage> Send(HttpClient client, HttpRequestMessage request) =>
        client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation).Within($"{request.Method} {request.RequestUri}");

    public async Task<JsonNode> Ask(HttpMethod method, string path, HttpContent? content = null)
    {
        var response = await Send(method, path, content);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}");
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }
}
