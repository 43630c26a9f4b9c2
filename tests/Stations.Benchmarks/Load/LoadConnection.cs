using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stations.Benchmarks.Load;

/// <summary>One MQTT 3.1.1 connection that keeps a number of QoS 1 messages of its devices under way; packet ids are 1 to that number.</summary>
internal sealed class LoadConnection : IDisposable
{
    private const int ReplyBytes = 4;
    private const byte PubAck = 0x40;
    private const byte ConnAck = 0x20;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly LoadDevice[] devices;
    private readonly (LoadDevice? Device, long Number, long Due)[] underWay;
    private readonly byte[] carried = new byte[ReplyBytes];
    private int carriedBytes;
    private int turn;

    public LoadConnection(int port, LoadDevice[] devices, int window)
    {
        this.devices = devices;
        underWay = new (LoadDevice?, long, long)[window];
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
    }

    public Socket Socket => socket;

    public int UnderWay { get; private set; }

    /// <summary>Gets the time between due and acknowledged, in ticks of the clock, of every message of a <see cref="Burst"/>.</summary>
    public List<long>? Latencies { get; set; }

    /// <summary>Sends CONNECT: clean session, no keep-alive.</summary>
    public void Greet(string clientId) => socket.Send(
        [0x10, (byte)(12 + clientId.Length), 0, 4, .. "MQTT"u8, 4, 2, 0, 0, 0, (byte)clientId.Length, .. Encoding.ASCII.GetBytes(clientId)]);

    public void AwaitWelcome()
    {
        Span<byte> reply = stackalloc byte[ReplyBytes];
        socket.ReceiveTimeout = 5000;
        for (var got = 0; got < ReplyBytes;)
        {
            var count = socket.Receive(reply[got..]);
            got += count > 0 ? count : throw new BenchmarkException("The server closed a connection instead of accepting it.");
        }

        if (reply[0] != ConnAck || reply[3] != 0)
        {
            throw new BenchmarkException($"The server refused a connection with code {reply[3]}.");
        }
    }

    public void Start(byte[] buffer, long now)
    {
        var length = 0;
        for (var packetId = 1; packetId <= underWay.Length; packetId++)
        {
            length += Next(buffer.AsSpan(length), packetId, now);
        }

        socket.Send(buffer.AsSpan(0, length));
    }

    /// <summary>Fills the window in one packet; only when nothing is under way.</summary>
    /// <param name="due">When it should have been sent, in ticks of the clock.</param>
    public void Burst(byte[] buffer, long now, long due)
    {
        Start(buffer, now);
        foreach (ref var message in underWay.AsSpan())
        {
            message.Due = due;
        }
    }

    /// <summary>Takes the acknowledgements that have arrived and sends as many messages if <paramref name="goOn"/>; returns how many there were.</summary>
    /// <param name="buffer">Scratch, shared by all connections of the thread.</param>
    /// <param name="ticks">The clock.</param>
    /// <exception cref="BenchmarkException">The server closed the connection or acknowledged what was not sent.</exception>
    public int Exchange(byte[] buffer, long now, long ticks, bool goOn)
    {
        Span<byte> replies = stackalloc byte[4096];
        carried.AsSpan(0, carriedBytes).CopyTo(replies);
        var received = socket.Receive(replies[carriedBytes..]);
        if (received == 0)
        {
            throw new BenchmarkException("The server closed a connection under load.");
        }

        var end = carriedBytes + received;
        var (count, length) = (0, 0);
        for (var at = 0; at + ReplyBytes <= end; at += ReplyBytes, count++)
        {
            var packetId = Take(replies[at..], ticks);
            if (goOn)
            {
                length += Next(buffer.AsSpan(length), packetId, now);
            }
        }

        carriedBytes = end % ReplyBytes;
        replies.Slice(end - carriedBytes, carriedBytes).CopyTo(carried);
        if (length > 0)
        {
            socket.Send(buffer.AsSpan(0, length));
        }

        return count;
    }

    public void Dispose() => socket.Dispose();

    private int Take(ReadOnlySpan<byte> reply, long ticks)
    {
        int packetId = BinaryPrimitives.ReadUInt16BigEndian(reply[2..]);
        if (reply[0] != PubAck || packetId == 0 || packetId > underWay.Length || underWay[packetId - 1].Device is not { } device)
        {
            throw new BenchmarkException($"The server sent {Convert.ToHexString(reply[..ReplyBytes])} where a PUBACK of a message under way was expected.");
        }

        device.Acknowledged = Math.Max(device.Acknowledged, underWay[packetId - 1].Number);
        Latencies?.Add(ticks - underWay[packetId - 1].Due);
        underWay[packetId - 1] = default;
        UnderWay--;
        return packetId;
    }

    private int Next(Span<byte> target, int packetId, long now)
    {
        var device = devices[turn];
        turn = turn + 1 == devices.Length ? 0 : turn + 1;
        var length = device.WriteNext(target, (ushort)packetId, now, out var number);
        underWay[packetId - 1] = (device, number, Due: 0);
        UnderWay++;
        return length;
    }
}
