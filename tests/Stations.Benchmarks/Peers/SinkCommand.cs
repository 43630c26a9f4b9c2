using System.Buffers.Binary;
using System.CommandLine;
using System.Net;
using System.Net.Sockets;

namespace Stations.Benchmarks.Peers;

/// <summary><c>sink</c>: counts MQTT frames and acknowledges them, no more. Started by the benchmarks.</summary>
internal static class SinkCommand
{
    public const string Name = "sink";
    private const byte Connect = 0x10;
    private const byte PublishQoS1 = 0x32;

    public static Command Create()
    {
        var port = new Argument<int>("port");
        var command = new Command(Name, "Acknowledge everything on a port.") { port };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => Listen(parsed.GetValue(port), cancellation));
        return command;
    }

    private static async Task Listen(int port, CancellationToken cancellation)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(1024);
        while (true)
        {
            _ = Serve(await listener.AcceptAsync(cancellation));
        }
    }

    private static async Task Serve(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var (received, replies, held) = (new byte[32 * 1024], new byte[4 * 1024], 0);
            while (await socket.ReceiveAsync(received.AsMemory(held)) is > 0 and var count)
            {
                held += count;
                var length = Answer(received, ref held, replies);
                if (length > 0)
                {
                    await socket.SendAsync(replies.AsMemory(0, length));
                }
            }
        }
    }

    private static int Answer(byte[] received, ref int held, Span<byte> replies)
    {
        var (at, length) = (0, 0);
        while (TryFrame(received.AsSpan(at, held - at), out var body, out var total))
        {
            switch (received[at])
            {
                case Connect:
                    new byte[] { 0x20, 2, 0, 0 }.CopyTo(replies[length..]);
                    length += 4;
                    break;
                case PublishQoS1:
                    var packetId = received.AsSpan(at + body + 2 + BinaryPrimitives.ReadUInt16BigEndian(received.AsSpan(at + body)), 2);
                    replies[length++] = 0x40;
                    replies[length++] = 2;
                    packetId.CopyTo(replies[length..]);
                    length += 2;
                    break;
            }

            at += total;
        }

        received.AsSpan(at, held - at).CopyTo(received);
        held -= at;
        return length;
    }

    private static bool TryFrame(ReadOnlySpan<byte> bytes, out int body, out int total)
    {
        (body, total) = (1, 0);
        for (var (rest, shift) = (0, 0); body < bytes.Length; shift += 7)
        {
            rest |= (bytes[body] & 127) << shift;
            if (bytes[body++] < 128)
            {
                total = body + rest;
                return total <= bytes.Length;
            }
        }

        return false;
    }
}
