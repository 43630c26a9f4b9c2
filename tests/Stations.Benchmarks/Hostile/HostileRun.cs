using System.Net;
using System.Net.Sockets;
using Stations.Benchmarks.Idle;
using Stations.Benchmarks.Peers;
using Stations.Mqtt.Packets;
using Stations.Tests.Mqtt.Hostile;

namespace Stations.Benchmarks.Hostile;

/// <summary>What a client feels of others that misbehave, beside what it feels without them.</summary>
internal sealed class HostileRun(int rounds, TimeProvider clock)
{
    /// <summary>Of every type of packet in both versions.</summary>
    private const int InputsEach = 11;
    private const int InputsOpen = 40;

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);

    public async Task Measure(CancellationToken cancellation)
    {
        Machine.MustMeasure();
        await using var server = new StationsPeer(clock);
        await server.Start(cancellation);
        using var victim = new Victim(server.Port, "victim", clock);
        await victim.Watch(Measured * 2, cancellation);
        await Inputs(server, victim, cancellation);
        foreach (var attack in Attack.All)
        {
            await Beside(attack, server, victim, cancellation);
        }
    }

    private async Task Beside(Attack attack, Peer server, Victim victim, CancellationToken cancellation)
    {
        List<double> alone = [], beside = [], slowest = [];
        for (var round = 0; round < rounds; round++)
        {
            alone.Add(Victim.P99(await victim.Watch(Measured, cancellation)));
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var attacker = new Attacker(server.Port);
            var attacking = attacker.Run(attack, clock, stop.Token);
            var taken = await victim.Watch(Measured, cancellation);
            await stop.CancelAsync();
            await attacking;
            beside.Add(Victim.P99(taken));
            slowest.Add(taken[^1]);
        }

        Console.WriteLine($"{attack.Name,-30}  p99 {Medians.Of(alone),6:0.000} ms without, {Medians.Of(beside),6:0.000} ms beside it, {Medians.Of(beside) / Medians.Of(alone),4:0.0} times; slowest {slowest.Max():0.0} ms");
    }

    /// <summary>Packets of every type, by the grammar, against it and changed blindly, each on a socket of its own; half of them after a CONNECT.</summary>
    private async Task Inputs(StationsPeer server, Victim victim, CancellationToken cancellation)
    {
        var before = await Memory.Of(server, clock, cancellation);
        var (random, slowest, count, open) = (new Random(299), 0L, 0, new Queue<Socket>());
        var (maker, bytes) = (new PacketMaker(random, oddPerMille: 100), new byte[PacketMaker.MostBytes]);
        foreach (var (type, version) in Enum.GetValues<PacketType>().Skip(1).SelectMany(_ => Enum.GetValues<MqttVersion>(), (type, version) => (type, version)))
        {
            for (var number = 0; number < InputsEach; number++, count++)
            {
                var made = maker.Make(type, version);
                made.CopyTo(bytes);
                var length = number % 2 == 0 ? made.Length : Mutation.Apply(bytes, made.Length, random);
                Send(open, server.Port, number % 4 < 2 ? Attack.Connect($"hostile{count}") : [], bytes.AsSpan(0, length));
                slowest = Math.Max(slowest, victim.RoundTrip());
            }
        }

        while (open.TryDequeue(out var socket))
        {
            socket.Dispose();
        }

        var after = await Memory.Of(server, clock, cancellation);
        Console.WriteLine(
            $"{count} hostile inputs: alive; slowest round trip of another client {slowest * 1000.0 / clock.TimestampFrequency:0.0} ms; "
            + $"memory {(after.Resident - before.Resident) / 1048576.0:+0.0;-0.0} MB resident, {(after.Managed - before.Managed) / 1048576.0:+0.0;-0.0} MB managed");
    }

    private static void Send(Queue<Socket> open, int port, byte[] first, ReadOnlySpan<byte> input)
    {
        if (open.Count == InputsOpen)
        {
            open.Dequeue().Dispose();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        open.Enqueue(socket);
        socket.Connect(IPAddress.Loopback, port);
        try
        {
            socket.Send(first);
            socket.Send(input);
        }
        catch (SocketException)
        {
            // It was refused at the first bytes.
        }
    }
}
