using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Live;
using Stations.Server.Operations;

namespace Stations.Cluster.Tests;

public sealed class SharedBoardTests(TwoServers servers) : IClassFixture<TwoServers>
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_a_device_tells_one_server_every_server_shows()
    {
        await using var devices = await MqttClient.ConnectAsync(
            new MqttClientOptions { ClientId = "devices", Port = servers.First.Services.GetRequiredService<MqttService>().EndPoint.Port });
        var coolers = Enumerable.Range(1, 16).Select(number => new DeviceId("east", "gw", $"c{number}")).ToList();
        await Publish(devices, "wn/1/east/gw/birth", 1,
            $$"""
            "full":true,"stations":[{"station":"s1","name":{"zh-CN":"驿站","en":"Rest"},"latitude":32.05,"longitude":112.13}],
            "devices":[{{string.Join(',', coolers.Select(one => $$"""{"device":"{{one.Device}}","kind":"water_cooler","station":"s1","name":"饮水机"}"""))}}],
            "d":{ {{string.Join(',', coolers.Select(one => $"\"{one.Device}\":{{\"mode\":\"standby\",\"hot_c\":92.5}}"))}} }
            """);
        foreach (var cooler in coolers)
        {
            await Publish(devices, $"wn/1/east/gw/{cooler.Device}/tele", 2, """ "d":{"hot_c":88.5} """);
        }

        var station = new StationId("east", "s1");
        foreach (var server in (WebApplication[])[servers.First, servers.Second])
        {
            var board = server.Services.GetRequiredService<StationBoard>();
            await Sees(server, () => coolers.TrueForAll(one => board.Find(one)?.Device.Values.Number(Field.HotC) == 88.5), "every cooler's water");
            await Sees(server, () => board.Find(station) is { Picture: { Info.Position: not null, Summary: { Devices: 16, Water: { Hot: 16, Celsius: 88.5 } } } }, "the station's sum and description");
        }
    }

    [Fact]
    public async Task Who_comes_from_another_server_begins_with_a_snapshot()
    {
        var epochs = new[] { servers.First, servers.Second }.Select(server => server.Services.GetRequiredService<LiveFrames>().Epoch).ToList();
        Assert.NotEqual(epochs[0], epochs[1]);

        using var rider = new HttpClient();
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri($"{servers.Second.Urls.Single()}/api/v1/stream")) { Headers = { { "Last-Event-ID", $"{epochs[0]}-0" } } };
        using var answer = await rider.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        string? line;
        do
        {
            line = await lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Longest, TestContext.Current.CancellationToken);
        }
        while (line?.StartsWith("event: ", StringComparison.Ordinal) == false);

        Assert.Equal("event: snapshot", line);
    }

    private static async Task Publish(MqttClient devices, string topic, int seq, string rest)
    {
        var now = TimeProvider.System.NowMilliseconds();
        var message = Encoding.UTF8.GetBytes($$"""{"v":1,"boot":"boot-1","seq":{{seq}},"ts":{{now}},{{rest}}}""");
        Assert.Equal(ReasonCode.Success, await devices.PublishAsync(topic, message).WaitAsync(Longest, TestContext.Current.CancellationToken));
    }

    /// <summary>Looks again with every frame of the server's live stream.</summary>
    private static async Task Sees(WebApplication server, Func<bool> so, string what)
    {
        using var listener = server.Services.GetRequiredService<LiveFrames>().Listen();
        while (!so())
        {
            try
            {
                await listener.Next(TestContext.Current.CancellationToken).WaitAsync(Longest, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"Waited {Longest.TotalSeconds} s in vain for {what}.");
            }
        }
    }
}
