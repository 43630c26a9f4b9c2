using System.Net;
using System.Net.Sockets;
using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt;

/// <summary>A bare socket, either end of a connection, that says whatever bytes a test wants to say.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly NetworkStream stream;

    public RawClient(Socket socket)
    {
        stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>For another protocol on top.</summary>
    public Stream Stream => stream;

    /// <summary>Something has come that was not read yet.</summary>
    public bool HasBytes => stream.DataAvailable;

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port).Expect("a TCP connection");
        return new RawClient(socket);
    }

    public Task SendAsync(params byte[][] packets) => stream.WriteAsync(packets.SelectMany(packet => packet).ToArray()).AsTask().Expect("room to send");

    /// <summary>False if the connection has ended.</summary>
    public async Task<bool> TrySendAsync(byte[] packet)
    {
        try
        {
            await SendAsync(packet);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public Task SendAsync(Packet packet, MqttVersion version) => SendAsync(PacketSamples.Encode(packet, version));

    public async Task GreetAsync(string clientId, MqttVersion version)
    {
        await SendAsync(new ConnectPacket(clientId) { Version = version }, version);
        Assert.Equal(PacketType.ConnAck, (PacketType)((await ReadAsync())[0] >> 4));
    }

    /// <summary>The next whole packet, or nothing at the end of the connection.</summary>
    public async Task<byte[]> ReadAsync()
    {
        try
        {
            byte[] header = new byte[2];
            await stream.ReadExactlyAsync(header).AsTask().Expect("a packet or the end of the connection");
            Assert.True(header[1] < 0x80, "longer packets are not read here");
            byte[] body = new byte[header[1]];
            await stream.ReadExactlyAsync(body).AsTask().Expect("the rest of a packet");
            return [.. header, .. body];
        }
        catch (IOException)
        {
            return [];
        }
    }

    public async Task ExpectAsync(byte[] packet) => Assert.Equal(packet, await ReadAsync());

    public async Task ExpectEndAsync() => Assert.Empty(await ReadAsync());

    public static byte[] Publish(string topic, QoS qos, ushort id, MqttVersion version, string payload = "x", bool duplicate = false) => PacketSamples.Encode(
        new PublishView
        {
            Topic = System.Text.Encoding.UTF8.GetBytes(topic), Payload = System.Text.Encoding.UTF8.GetBytes(payload), QoS = qos, PacketId = id, Duplicate = duplicate,
        },
        version);

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
