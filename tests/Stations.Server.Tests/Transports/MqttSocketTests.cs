using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using Stations.Mqtt.Packets;
using Stations.Server.Tests.Api;
using Stations.Tests;

namespace Stations.Server.Tests.Transports;

public sealed class MqttSocketTests(RunningServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Packets_may_be_cut_into_frames_anyhow(int frame)
    {
        using var socket = await Open();
        byte[] topic = "wn/1/ws/cut/cab/tele"u8.ToArray();
        byte[] packets =
        [
            .. Bytes(new ConnectPacket($"cut-{frame}")),
            .. Publish(topic, id: 1),
            .. Publish(topic, id: 2),
        ];
        for (int at = 0; at < packets.Length; at += frame)
        {
            int end = Math.Min(at + frame, packets.Length);

            // Some end a message and some do not: that has no meaning here. Empty ones neither.
            await socket.SendAsync(packets.AsMemory(at..end), WebSocketMessageType.Binary, endOfMessage: at % 3 == 0 || end == packets.Length, Cancellation);
            await socket.SendAsync(Memory<byte>.Empty, WebSocketMessageType.Binary, endOfMessage: end == packets.Length || at % 3 == 0, Cancellation);
        }

        var answer = await Read(socket, until: bytes => Count(bytes) == 3);
        Assert.Equal([PacketType.ConnAck, PacketType.PubAck, PacketType.PubAck], Types(answer));
    }

    [Fact]
    public async Task The_subprotocol_is_mqtt_and_frames_are_binary()
    {
        using var socket = await Open();
        Assert.Equal("mqtt", socket.SubProtocol);
        await socket.SendAsync(Bytes(new ConnectPacket("binary")), WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
        var got = await socket.ReceiveAsync(new byte[256], Cancellation).Within("CONNACK");
        Assert.Equal(WebSocketMessageType.Binary, got.MessageType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_text_frame_ends_it(bool isConnected)
    {
        using var socket = await Open();
        if (isConnected)
        {
            await socket.SendAsync(Bytes(new ConnectPacket("text")), WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
            await socket.ReceiveAsync(new byte[256], Cancellation).Within("CONNACK");
        }

        await socket.SendAsync(Bytes(new ConnectPacket("text")), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        var end = await socket.ReceiveAsync(new byte[256], Cancellation).Within("the end");
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.InvalidMessageType), (end.MessageType, end.CloseStatus!.Value));
    }

    [Fact]
    public async Task A_protocol_mistake_is_told_before_the_end()
    {
        using var socket = await Open();
        await socket.SendAsync(Bytes(new ConnectPacket("mistake")), WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
        await socket.ReceiveAsync(new byte[256], Cancellation).Within("CONNACK");
        await socket.SendAsync(Bytes(new ConnectPacket("mistake")), WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
        Assert.Equal([PacketType.Disconnect], Types(await Read(socket, bytes => Count(bytes) == 1)));
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[256], Cancellation).Within("the close frame")).MessageType);
    }

    [Theory]
    [InlineData("mqttv3.1")]
    [InlineData("graphql-ws")]
    [InlineData(null)]
    public async Task Without_the_subprotocol_there_is_no_socket(string? protocol)
    {
        using var socket = new ClientWebSocket();
        if (protocol is not null)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(server.MqttSocket, Cancellation));
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task Whoever_asks_without_a_socket_is_told_how() =>
        await (await server.Riders.GetAsync(new Uri("/mqtt", UriKind.Relative), Cancellation)).IsProblem(HttpStatusCode.BadRequest, "bad_request");

    [Theory]
    [InlineData("https://maps.example.org", true)]
    [InlineData("HTTPS://MAPS.EXAMPLE.ORG", true)]
    [InlineData("http://localhost:3000", true)]
    [InlineData("http://localhost:3001", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("https://maps.example.org.evil.example", false)]
    [InlineData("null", false)]
    public async Task Pages_from_elsewhere_need_leave(string origin, bool mayCome) => await AssertOrigin(origin, mayCome);

    [Fact]
    public async Task Our_own_pages_may_come() => await AssertOrigin(server.Riders.BaseAddress!.GetLeftPart(UriPartial.Authority), mayCome: true);

    private async Task AssertOrigin(string origin, bool mayCome)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.CollectHttpResponseDetails = true;
        var refused = await Record.ExceptionAsync(() => socket.ConnectAsync(server.MqttSocket, Cancellation));
        Assert.Equal(mayCome, refused is null);
        Assert.Equal(mayCome ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    private async Task<ClientWebSocket> Open()
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(server.MqttSocket, Cancellation).Within("the WebSocket");
        return socket;
    }

    private static async Task<byte[]> Read(ClientWebSocket socket, Func<byte[], bool> until)
    {
        byte[] all = [];
        byte[] buffer = new byte[256];
        while (!until(all))
        {
            var got = await socket.ReceiveAsync(buffer, Cancellation).Within("more of the answer");
            Assert.Equal(WebSocketMessageType.Binary, got.MessageType);
            all = [.. all, .. buffer.AsSpan(0, got.Count)];
        }

        return all;
    }

    private static byte[] Bytes(Packet packet)
    {
        var output = new ArrayBufferWriter<byte>();
        packet.Write(output, MqttVersion.V50);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Publish(byte[] topic, ushort id)
    {
        var view = new PublishView { Topic = topic, Payload = "{}"u8, QoS = QoS.AtLeastOnce, PacketId = id };
        byte[] bytes = new byte[view.Length(MqttVersion.V50)];
        view.Write(bytes, MqttVersion.V50);
        return bytes;
    }

    private static int Count(byte[] bytes) => Types(bytes).Count;

    /// <summary>Of the whole packets in it; all here are shorter than 128 bytes.</summary>
    private static List<PacketType> Types(byte[] bytes)
    {
        var types = new List<PacketType>();
        for (int at = 0; at + 1 < bytes.Length && at + 2 + bytes[at + 1] <= bytes.Length; at += 2 + bytes[at + 1])
        {
            types.Add((PacketType)(bytes[at] >> 4));
        }

        return types;
    }
}
