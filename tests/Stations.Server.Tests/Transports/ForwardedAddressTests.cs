using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stations.Mqtt.Server;
using Stations.Server.Operations;
using Stations.Tests;

namespace Stations.Server.Tests.Transports;

/// <summary>Behind an ingress every WebSocket comes from the ingress; the limits per address have to go by what it says.</summary>
[Collection(nameof(Alone))]
public sealed class ForwardedAddressTests : IAsyncLifetime
{
    private readonly Ground ground = new();
    private readonly List<ClientWebSocket> sockets = [];
    private WebApplication app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = ServerHost.Create(
            ["--Http:Address=127.0.0.1:0", "--Mqtt:Address=127.0.0.1:0", "--Mqtt:WebSocket=true", "--Mqtt:Proxy:From=127.0.0.1", "--Logging:LogLevel:Default=Warning", .. ground.Settings]);
        await app.StartAsync();
        Assert.True(await app.Services.GetRequiredService<StartUp>().Up.Within("the start"));
    }

    public async ValueTask DisposeAsync()
    {
        sockets.ForEach(socket => socket.Dispose());
        await app.StopAsync();
        await app.DisposeAsync();
        ground.Dispose();
    }

    [Fact]
    public async Task What_a_known_proxy_says_of_the_address_is_believed()
    {
        for (int i = 0; i < new MqttLimits().UnauthenticatedPerAddress; i++)
        {
            await Open("203.0.113.7");
        }

        await AssertIsEnded(await Open("203.0.113.7"));

        // What the client wrote itself stands before what the proxy added.
        await AssertIsEnded(await Open("198.51.100.1, 203.0.113.7"));

        var other = await Open("203.0.113.8");
        await other.SendAsync(new byte[] { 0x10, 0x0E, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 5, 2, 0, 0, 0, 0, 1, (byte)'d' }, WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
        Assert.Equal(WebSocketMessageType.Binary, (await other.ReceiveAsync(new byte[64], Cancellation).Within("CONNACK")).MessageType);
    }

    private static async Task AssertIsEnded(ClientWebSocket socket)
    {
        var end = await Record.ExceptionAsync(async () => Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[64], Cancellation).Within("the end")).MessageType));
        Assert.True(end is null or WebSocketException, $"{end}");
    }

    private async Task<ClientWebSocket> Open(string forwardedFor)
    {
        var socket = new ClientWebSocket();
        sockets.Add(socket);
        socket.Options.AddSubProtocol("mqtt");
        socket.Options.SetRequestHeader("X-Forwarded-For", forwardedFor);
        await socket.ConnectAsync(new UriBuilder(app.Urls.Single()) { Scheme = "ws", Path = "/mqtt" }.Uri, Cancellation).Within("the WebSocket");
        return socket;
    }
}
