using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stations.Benchmarks.Durability;

/// <summary>One MQTT 3.1.1 connection of a session that the server keeps, in the standard's own bytes.</summary>
internal sealed class KeptLink : IDisposable
{
    public const byte PublishOnce = 0x34;
    public const byte Duplicate = 0x08;
    public const byte Received = 0x50;
    public const byte Release = 0x62;
    public const byte Completed = 0x70;
    public const byte Subscribe = 0x82;
    public const byte Subscribed = 0x90;
    private const byte Connected = 0x20;

    private readonly NetworkStream stream;

    private KeptLink(NetworkStream stream) => this.stream = stream;

    /// <param name="known">The server must still have the session.</param>
    /// <exception cref="BenchmarkException">It has not, or refuses.</exception>
    public static async Task<KeptLink> Open(int port, string clientId, bool known, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
        var link = new KeptLink(new NetworkStream(socket, ownsSocket: true));
        await link.Send(0x10, [0, 4, .. "MQTT"u8, 4, 0, 0, 0, .. Text(clientId)]);
        var (first, body) = await link.Read();
        return first == Connected && body[1] == 0 && (!known || body[0] == 1)
            ? link
            : throw new BenchmarkException($"The server {(body[1] == 0 ? "forgot the session of" : $"refused with {body[1]}")} {clientId}.");
    }

    public static byte[] Text(string text) => [(byte)(text.Length >> 8), (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Number(int packetId) => [(byte)(packetId >> 8), (byte)packetId];

    public static int NumberIn(ReadOnlySpan<byte> body) => BinaryPrimitives.ReadUInt16BigEndian(body);

    /// <exception cref="IOException">The connection ended.</exception>
    public ValueTask Send(byte first, byte[] body)
    {
        var packet = new List<byte> { first };
        for (var rest = body.Length; ; rest >>= 7)
        {
            packet.Add((byte)(rest < 128 ? rest : rest | 128));
            if (rest < 128)
            {
                break;
            }
        }

        return stream.WriteAsync((byte[])[.. packet, .. body]);
    }

    /// <exception cref="IOException">The connection ended.</exception>
    public async Task<(byte First, byte[] Body)> Read()
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one);
        var (first, length) = (one[0], 0);
        for (var shift = 0; shift == 0 || one[0] > 127; shift += 7)
        {
            await stream.ReadExactlyAsync(one);
            length |= (one[0] & 127) << shift;
        }

        var body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return (first, body);
    }

    public void Dispose() => stream.Dispose();
}
