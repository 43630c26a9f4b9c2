using System.Net;
using System.Net.Sockets;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt;

/// <summary>The client against a server that the test plays byte by byte.</summary>
public sealed class ClientTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ManualClock clock = new();

    public ClientTests() => listener.Start();

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task Silence_is_broken_by_a_ping_before_the_keep_alive_is_over()
    {
        var (client, server) = await ConnectAsync(options => options with { KeepAliveSeconds = 10 });
        clock.Advance(TimeSpan.FromSeconds(9));
        await server.ExpectAsync([0xC0, 0]);
        await server.SendAsync([0xD0, 0]);
        Assert.False(client.Disconnected.IsCompleted);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_pings_is_given_up()
    {
        var (client, server) = await ConnectAsync(options => options with { KeepAliveSeconds = 10 });
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(ReasonCode.KeepAliveTimeout, (await client.Disconnected.Expect("the client's end")).Reason);
        await server.ExpectAsync([0xC0, 0]);
        await Assert.ThrowsAsync<MqttClientException>(() => client.PublishAsync("a", default));
    }

    [Fact]
    public async Task No_more_messages_are_under_way_than_the_server_takes_and_they_keep_their_order()
    {
        var (client, server) = await ConnectAsync(options => options with { MaxInFlight = 2 });
        var answers = Enumerable.Range(1, 4).Select(i => client.PublishAsync("a", new[] { (byte)i })).ToArray();
        for (byte i = 1; i <= 2; i++)
        {
            await server.ExpectAsync([0x32, 7, 0, 1, 0x61, 0, i, 0, i]);
        }

        await server.SendAsync([0xD0, 0], [0x40, 2, 0, 1]);
        await server.ExpectAsync([0x32, 7, 0, 1, 0x61, 0, 3, 0, 3]);
        await server.SendAsync([0x40, 3, 0, 2, 0x97], [0x40, 2, 0, 3]);
        await server.ExpectAsync([0x32, 7, 0, 1, 0x61, 0, 4, 0, 4]);
        await server.SendAsync([0x40, 2, 0, 4]);

        Assert.Equal([ReasonCode.Success, ReasonCode.QuotaExceeded, ReasonCode.Success, ReasonCode.Success], await Task.WhenAll(answers).Expect("all answers"));
    }

    [Fact]
    public async Task A_received_message_is_acknowledged_when_its_handler_is_done()
    {
        var handling = new TaskCompletionSource();
        var (_, server) = await ConnectAsync(options => options with { OnMessage = message => message.QoS > QoS.AtMostOnce ? new(handling.Task) : default });
        await server.SendAsync(RawClient.Publish("a", QoS.AtLeastOnce, 5, MqttVersion.V50), RawClient.Publish("a", QoS.ExactlyOnce, 6, MqttVersion.V50));
        handling.SetResult();
        await server.ExpectAsync([0x40, 2, 0, 5]);
        await server.ExpectAsync([0x50, 2, 0, 6]);
        await server.SendAsync([0x62, 2, 0, 6]);
        await server.ExpectAsync([0x70, 2, 0, 6]);
    }

    [Fact]
    public async Task Waiting_calls_fail_when_the_connection_is_lost()
    {
        var (client, server) = await ConnectAsync(options => options);
        var publishing = client.PublishAsync("a", default);
        var subscribing = client.SubscribeAsync("a");
        await server.DisposeAsync();

        await Assert.ThrowsAsync<MqttClientException>(() => publishing.Expect("the publish to fail"));
        await Assert.ThrowsAsync<MqttClientException>(() => subscribing.Expect("the subscribe to fail"));
        Assert.Null((await client.Disconnected.Expect("the client's end")).Reason);
    }

    private async Task<(MqttClient Client, RawClient Server)> ConnectAsync(Func<MqttClientOptions, MqttClientOptions> change)
    {
        var options = new MqttClientOptions { Port = ((IPEndPoint)listener.LocalEndpoint).Port, ClientId = "d", KeepAliveSeconds = 0, Clock = clock };
        var connecting = MqttClient.ConnectAsync(change(options));
        var server = new RawClient(await listener.AcceptSocketAsync().Expect("the client's TCP connection"));
        Assert.Equal(0x10, (await server.ReadAsync())[0]);
        await server.SendAsync(new ConnAckPacket(ReasonCode.Success), MqttVersion.V50);
        return (await connecting.Expect("the client to be connected"), server);
    }
}
