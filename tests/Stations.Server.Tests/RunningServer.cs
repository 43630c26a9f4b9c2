using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Operations;
using Stations.Server.Tests;
using Stations.Server.Tests.Metrics;
using Stations.Tests;

[assembly: AssemblyFixture(typeof(RunningServer))]

namespace Stations.Server.Tests;

/// <summary>The whole server as people start it, on free ports and ground of its own. Tests keep to districts of their own.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private WebApplication app = null!;
    private long sequence;

    /// <summary>Everything that devices send goes through this.</summary>
    public MqttClient Devices { get; private set; } = null!;

    internal Ground Ground { get; } = new();

    /// <summary>Set besides those that every test server has, as <c>--Section:Name=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public HttpClient Riders { get; private set; } = null!;

    /// <summary>Where MQTT is spoken over WebSocket.</summary>
    public Uri MqttSocket => new UriBuilder(Riders.BaseAddress!) { Scheme = "ws", Path = "/mqtt" }.Uri;

    public HttpClient Operator { get; private set; } = null!;

    public IServiceProvider Services => app.Services;

    public async ValueTask InitializeAsync()
    {
        await Begin();
        await IsUp();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Ground.Dispose();
    }

    /// <summary>Returns as soon as HTTP answers.</summary>
    internal async Task Begin(TimeProvider? clock = null)
    {
        app = ServerHost.Create(
            ["--Http:Address=127.0.0.1:0", "--Mqtt:Address=127.0.0.1:0", "--Mqtt:Anonymous=true", "--Mqtt:WebSocket=true", "--Mqtt:Origins=https://maps.example.org,http://localhost:3000", "--Enrolment:Auto=true", "--Logging:LogLevel:Default=Warning", .. Ground.Settings, .. Settings], clock);
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        Riders = new HttpClient { BaseAddress = address };
        Operator = new HttpClient { BaseAddress = address };
        Operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Services.GetRequiredService<OperatorToken>().Value);
    }

    internal async Task IsUp()
    {
        Assert.True(await Services.GetRequiredService<StartUp>().Up.Within("the start"));
        Devices = await MqttClient.ConnectAsync(new MqttClientOptions { ClientId = "devices", Port = Services.GetRequiredService<MqttService>().EndPoint.Port });
    }

    /// <summary>Keeps the data, to begin again on them.</summary>
    internal async Task Stop()
    {
        await Devices.DisposeAsync();
        Riders.Dispose();
        Operator.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>A gateway at <paramref name="station"/> with coolers that are ready, named c1, c2 …; acknowledged, so all of it is shown.</summary>
    public Task BearCoolers(string district, string station, double latitude = 32.05, double longitude = 112.13, int count = 1, string mode = "standby") => Bear(
        district,
        $"gw-{station}",
        FormattableString.Invariant($$$"""{"station":"{{{station}}}","name":{"zh-CN":"驿站","en":"Station"},"latitude":{{{latitude}}},"longitude":{{{longitude}}}}"""),
        string.Join(',', Enumerable.Range(1, count).Select(number => $$"""{"device":"c{{number}}","kind":"water_cooler","station":"{{station}}","name":"饮水机"}""")),
        string.Join(',', Enumerable.Range(1, count).Select(number => $$$"""
            "c{{{number}}}":{"mode":"{{{mode}}}","hot_c":92.5}
            """)));

    public Task Bear(string district, string node, string stations, string kinds, string state) =>
        Publish($"wn/1/{district}/{node}/birth", Samples.Birth(Now, Interlocked.Increment(ref sequence), stations, kinds, state));

    /// <summary>A change of the gateway's first cooler.</summary>
    public Task Report(string district, string station, string fields, string device = "c1") => Publish($"wn/1/{district}/gw-{station}/{device}/tele", Telemetry(fields));

    /// <summary>The next message of whatever device was born here.</summary>
    public byte[] Telemetry(string fields) => Encoding.UTF8.GetBytes(
        $$$"""{"v":1,"boot":"boot-1","seq":{{{Interlocked.Increment(ref sequence)}}},"ts":{{{Now}}},"d":{ {{{fields}}} }}""");

    public async Task<ReasonCode> PublishAnything(string topic, byte[] payload) => await Devices.PublishAsync(topic, payload).Within($"the answer on {topic}");

    public async Task<JsonNode> Get(string path) =>
        (await Riders.GetFromJsonAsync<JsonNode>(path, TestContext.Current.CancellationToken).Within($"GET {path}"))!;

    /// <summary>The same for those who work here.</summary>
    public async Task<JsonNode> Ask(string path) =>
        (await Operator.GetFromJsonAsync<JsonNode>(path, TestContext.Current.CancellationToken).Within($"GET {path}"))!;

    /// <summary>What <c>/metrics</c> says, family by family.</summary>
    internal async Task<Dictionary<string, MetricFamily>> Metrics() =>
        Exposition.Parse(await Riders.GetStringAsync("/metrics", TestContext.Current.CancellationToken).Within("the metrics"));

    private static long Now => TimeProvider.System.NowMilliseconds();

    private async Task Publish(string topic, byte[] payload) => Assert.Equal(ReasonCode.Success, await PublishAnything(topic, payload));
}
