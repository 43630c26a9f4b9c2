using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Tests.Mqtt.Conformance;

namespace Stations.Tests.Mqtt;

/// <summary>A client that comes again while its last connection is open still, and what that one had said before.</summary>
public sealed class TakeoverTests
{
    private const int Rounds = 100;

    private static readonly byte[] GoodBye = [0xE0, 0];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ConnectPacket Connect => new("d") { Will = new Will("last", "words"u8.ToArray(), QoS.AtLeastOnce) };

    /// <summary>Several reads long, and short enough for what a socket holds.</summary>
    private static byte[] Burst { get; } = [.. Enumerable.Range(0, 40).SelectMany(_ => RawClient.Publish("a", QoS.AtMostOnce, 0, MqttVersion.V50, new string('x', 1000)))];

    [Fact]
    public async Task A_DISCONNECT_that_lies_in_the_socket_takes_the_will_back()
    {
        await using var host = new EndpointHost(application: Silent());
        var old = await host.GreetedAsync(Connect);
        for (int round = 0; round < Rounds; round++)
        {
            await old.SendAsync(Burst, GoodBye);
            old = await host.GreetedAsync(Connect);
            Assert.Equal(DisconnectKind.ByClient, (await host.Application.NextEndAsync()).Cause.Kind);
        }

        await old.SendAsync(GoodBye);
        await host.Application.NextEndAsync();
        Assert.False(host.Application.HasMessage);
    }

    [Fact]
    public async Task The_same_over_tls()
    {
        await using var tls = new TlsHost();
        tls.Host.Application.Grant = Silent().Grant;
        var old = await GreetedAsync(tls);
        for (int round = 0; round < Rounds; round++)
        {
            await old.WriteAsync(Burst, Cancellation);
            await old.WriteAsync(GoodBye, Cancellation);
            var young = await GreetedAsync(tls);
            Assert.Equal(DisconnectKind.ByClient, (await tls.Host.Application.NextEndAsync()).Cause.Kind);
            await old.DisposeAsync();
            old = young;
        }

        await old.DisposeAsync();
        Assert.True((await tls.Host.Application.NextAsync()).IsWill);
    }

    [Fact]
    public async Task The_same_over_a_web_socket()
    {
        await using var host = new EndpointHost(application: Silent());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        for (int round = 0; round < Rounds; round++)
        {
            await using var ours = await RawClient.ConnectAsync(((IPEndPoint)listener.LocalEndpoint).Port);
            using var theirs = WebSocket.CreateFromStream(new NetworkStream(await listener.AcceptSocketAsync(Cancellation), ownsSocket: true), new WebSocketCreationOptions { IsServer = true });
            using var socket = WebSocket.CreateFromStream(ours.Stream, new WebSocketCreationOptions());
            var serving = host.Endpoint.ServeAsync(theirs, remoteEndPoint: null, Cancellation);
            await socket.SendAsync(PacketSamples.Encode(Connect, MqttVersion.V50), WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
            await socket.ReceiveAsync(new byte[256], Cancellation).Expect("CONNACK");
            await socket.SendAsync((byte[])[.. Burst, .. GoodBye], WebSocketMessageType.Binary, endOfMessage: true, Cancellation);

            var young = await host.GreetedAsync(Connect);

            Assert.Equal(DisconnectKind.ByClient, (await host.Application.NextEndAsync()).Cause.Kind);
            await young.SendAsync(GoodBye);
            await host.Application.NextEndAsync();
            await serving.Expect("the end of the web socket");
        }

        Assert.False(host.Application.HasMessage);
    }

    [Fact]
    public async Task What_the_old_connection_had_said_counts_and_is_acknowledged_before_it_is_told()
    {
        await using var host = new EndpointHost();
        for (int round = 0; round < Rounds; round++)
        {
            var old = await host.GreetedAsync(Connect);
            await old.SendAsync(RawClient.Publish("said", QoS.AtLeastOnce, 7, MqttVersion.V50));
            await host.GreetedAsync(Connect with { Will = null });

            Assert.Equal("said", (await host.Application.NextAsync()).Topic);
            Assert.True((await host.Application.NextAsync()).IsWill);
            await old.ExpectAsync([0x40, 2, 0, 7]);
            await old.ExpectRefusalAsync(ReasonCode.SessionTakenOver);
        }
    }

    [Fact]
    public async Task Who_goes_on_sending_keeps_the_next_connection_for_a_megabyte_at_most()
    {
        await using var host = new EndpointHost(application: Silent());
        var old = await host.GreetedAsync(Connect);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var flood = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested && await old.TrySendAsync(Burst))
                {
                    // Until it is cut off.
                }
            },
            stop.Token);

        await host.GreetedAsync(Connect);

        Assert.Equal(DisconnectKind.TakenOver, (await host.Application.NextEndAsync()).Cause.Kind);
        await flood.Expect("the end of the flood");
    }

    [Fact]
    public async Task A_DISCONNECT_behind_messages_that_the_application_keeps_for_a_while_counts_too()
    {
        await using var host = new EndpointHost(new MqttLimits { PendingPerConnection = 1 });
        var (first, greeting) = await ComeAgainBehindAsync(host);
        host.Application.CompletesAtOnce = true;

        first.Done.SetResult(ReasonCode.Success);

        await greeting;
        Assert.Equal(DisconnectKind.ByClient, (await host.Application.NextEndAsync()).Cause.Kind);
        Assert.False((await host.Application.NextAsync()).IsWill);
        Assert.False(host.Application.HasMessage);
    }

    [Fact]
    public async Task Messages_that_the_application_keeps_for_long_are_not_waited_for()
    {
        await using var host = new EndpointHost(new MqttLimits { PendingPerConnection = 1 });
        var (first, greeting) = await ComeAgainBehindAsync(host);

        host.Clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(greeting.IsCompleted);
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        await greeting;
        Assert.Equal(DisconnectKind.TakenOver, (await host.Application.NextEndAsync()).Cause.Kind);
        Assert.True((await host.Application.NextAsync()).IsWill);
        first.Done.SetResult(ReasonCode.Success);
    }

    /// <summary>A DISCONNECT waits behind two messages, of which the application has one; the next connection waits for that one to give way.</summary>
    private static async Task<(Taken First, Task Greeting)> ComeAgainBehindAsync(EndpointHost host)
    {
        host.Application.CompletesAtOnce = false;
        var old = await host.GreetedAsync(Connect);
        await old.SendAsync(RawClient.Publish("a", QoS.AtLeastOnce, 1, MqttVersion.V50), RawClient.Publish("a", QoS.AtLeastOnce, 2, MqttVersion.V50), GoodBye);
        var first = await host.Application.NextAsync();
        var greeting = host.GreetedAsync(Connect);
        for (var given = host.Endpoint.Find("d")!; !given.IsGivingWay && !greeting.IsCompleted;)
        {
            await Task.Yield();
        }

        return (first, greeting);
    }

    private static TestApplication Silent() => new() { Grant = topic => new TopicGrant(Allowed: true, topic == "last" ? topic : null) };

    private static async Task<SslStream> GreetedAsync(TlsHost tls)
    {
        var stream = await tls.HandshakeAsync();
        await stream.WriteAsync(PacketSamples.Encode(Connect, MqttVersion.V50), Cancellation);
        byte[] answer = new byte[2];
        await stream.ReadExactlyAsync(answer, Cancellation).AsTask().Expect("CONNACK");
        await stream.ReadExactlyAsync(new byte[answer[1]], Cancellation).AsTask().Expect("the rest of CONNACK");
        return stream;
    }
}
