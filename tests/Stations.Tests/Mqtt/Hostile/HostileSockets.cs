using System.Net;
using System.Net.Sockets;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt.Hostile;

/// <summary>The same as <see cref="HostileLives"/> over real sockets: what is sent is of one seed, when it arrives is not.</summary>
internal sealed class HostileSockets
{
    public const int Packets = Connections * PacketsEach;

    private const int Connections = 10;
    private const int PacketsEach = 100;
    private const int PatienceMilliseconds = 20_000;

    private readonly int seed;
    private readonly Random random;
    private readonly PacketMaker[] makers;
    private readonly byte[] packet = new byte[PacketMaker.MostBytes];

    public HostileSockets(int seed)
    {
        (this.seed, random) = (seed, new Random(seed));
        makers = [new(random, oddPerMille: 0), new(random, oddPerMille: random.Next(1, 60))];
    }

    /// <exception cref="InvalidOperationException">The endpoint gave way; names the seed.</exception>
    public void Run()
    {
        var endpoint = new MqttEndpoint(new HostileApplication(), new MqttEndpointOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Limits = new MqttLimits { FiltersPerClient = 5, RetainedMessages = 20, OutputBytes = 16 * 1024 },
        });
        endpoint.Start();
        try
        {
            using var healthy = Connect(endpoint);
            healthy.Send(Convert.FromHexString("100F00044D5154540402000000036F6B21"));
            Expect(healthy, "20020000");
            for (var connection = 0; connection < Connections; connection++)
            {
                Attack(endpoint);
                healthy.Send(Convert.FromHexString("320700016D00072121"));
                Expect(healthy, "40020007");
            }
        }
        catch (SocketException error)
        {
            throw new InvalidOperationException($"Seed {seed}: the healthy client: {error.Message}", error);
        }
        finally
        {
            endpoint.DisposeAsync().AsTask().Wait(PatienceMilliseconds);
        }
    }

    private void Attack(MqttEndpoint endpoint)
    {
        using var socket = Connect(endpoint);
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        try
        {
            var version = random.Next(2) == 0 ? MqttVersion.V311 : MqttVersion.V50;
            socket.Send(makers[0].Make(PacketType.Connect, version));
            for (var left = PacketsEach; left > 0; left--)
            {
                var made = makers[random.Next(2)].Make((PacketType)random.Next(1, 16), version);
                made.CopyTo(packet);
                Drain(socket);
                socket.Send(packet.AsSpan(0, random.Next(5) == 0 ? Mutation.Apply(packet, made.Length, random) : made.Length));
            }

            socket.Shutdown(SocketShutdown.Send);
            while (socket.Receive(packet) > 0)
            {
                // Whatever it says; how it says it is HostileLives' affair.
            }
        }
        catch (SocketException error) when (error.SocketErrorCode != SocketError.TimedOut)
        {
            // It has had enough of this client.
        }
    }

    /// <summary>One that did not read would have to wait.</summary>
    private static void Drain(Socket socket)
    {
        Span<byte> answers = stackalloc byte[16 * 1024];
        while (socket.Available > 0 && socket.Receive(answers) > 0)
        {
            // Not of interest.
        }
    }

    private void Expect(Socket socket, string hex)
    {
        var expected = Convert.FromHexString(hex);
        var got = new byte[expected.Length];
        for (var at = 0; at < got.Length;)
        {
            var count = socket.Receive(got.AsSpan(at));
            at += count > 0 ? count : throw new InvalidOperationException($"Seed {seed}: the healthy client was disconnected.");
        }

        if (!got.AsSpan().SequenceEqual(expected))
        {
            throw new InvalidOperationException($"Seed {seed}: the healthy client got {Convert.ToHexString(got)}.");
        }
    }

    private static Socket Connect(MqttEndpoint endpoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = PatienceMilliseconds, SendTimeout = PatienceMilliseconds };
        socket.Connect(IPAddress.Loopback, endpoint.LocalEndPoint.Port);
        return socket;
    }
}
