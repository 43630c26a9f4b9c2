using System.Net.Sockets;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Load;

/// <summary>How the load is spread: what a server is paid per packet and what per message depends on it.</summary>
/// <param name="Window">Unacknowledged messages per connection, at most <see cref="Loader.MaxWindow"/>.</param>
internal sealed record LoadShape(string Name, int Connections, int Window)
{
    /// <summary>Gateways, whose messages share packets.</summary>
    public static LoadShape Coalesced(string figure) => new($"{figure} coalesced", 100, 32);

    /// <summary>A real fleet, one packet per message.</summary>
    public static LoadShape DeviceLike(string figure) => new($"{figure} device-like", 1000, 1);
}

/// <param name="Acknowledged">Messages acknowledged in all, warm-up and end included.</param>
/// <param name="Measured">Those within the measured time.</param>
/// <param name="Seconds">The measured time.</param>
/// <param name="CpuSeconds">What the server spent in it.</param>
/// <param name="Unacknowledged">Messages still without an answer <see cref="Loader.Patience"/> after the last was sent.</param>
internal sealed record LoadResult(long Acknowledged, long Measured, double Seconds, double CpuSeconds, int Unacknowledged);

/// <summary>Drives one peer flat out from one thread on one core: every acknowledgement lets the next message go.</summary>
internal sealed class Loader(Fleet fleet, TimeProvider clock)
{
    public const int Core = 1;
    public const int MaxWindow = 64;
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Fewer than the sockets that a server lets one address have before they have said who they are.</summary>
    private const int ConnectsAtOnce = 32;

    /// <summary>One message at a time, so that every device is born before its first telemetry.</summary>
    private static readonly LoadShape Births = new("births", 100, 1);

    private readonly byte[] buffer = new byte[MaxWindow * LoadDevice.MaxPacketBytes];

    /// <summary>Sends every node's birth, and a little more, until all are acknowledged.</summary>
    /// <exception cref="BenchmarkException">Not within <see cref="Patience"/> for every ten thousand.</exception>
    public Task Bear(Peer peer) => OnThread(peer, Births, (connections, poll) =>
    {
        var patience = Patience * Math.Max(1, fleet.Devices.Count / 10_000);
        Start(connections);
        Exchange(connections, poll, goOn: true, patience, () => fleet.IsBorn);
        Exchange(connections, poll, goOn: false, Patience, () => IsIdle(connections));
        return fleet.IsBorn ? true : throw new BenchmarkException($"{peer.Name} took more than {patience.TotalSeconds} s for {fleet.Nodes} births.");
    });

    public Task<LoadResult> Run(Peer peer, LoadShape shape, TimeSpan warmUp, TimeSpan measured) => OnThread(peer, shape, (connections, poll) =>
    {
        Start(connections);
        var all = Exchange(connections, poll, goOn: true, warmUp, () => false);
        var (began, cpu) = (clock.GetTimestamp(), peer.CpuSeconds);
        var counted = Exchange(connections, poll, goOn: true, measured, () => false);
        var (seconds, cpuSeconds) = (clock.GetElapsedTime(began).TotalSeconds, peer.CpuSeconds - cpu);
        all += counted + Exchange(connections, poll, goOn: false, Patience, () => IsIdle(connections));
        return new LoadResult(all, counted, seconds, cpuSeconds, connections.Sum(connection => connection.UnderWay));
    });

    /// <summary>
    /// Sends at a fixed rate instead: one connection after the other fills its window in one packet when it is due, or as soon after as it can.
    /// </summary>
    /// <returns>From due to acknowledged, in ticks of the clock, of the messages after the warm-up; sorted.</returns>
    public Task<long[]> Pace(Peer peer, LoadShape shape, int perSecond, TimeSpan warmUp, TimeSpan measured) => OnThread(peer, shape, (connections, poll) =>
    {
        var latencies = new List<long>((int)(perSecond * measured.TotalSeconds));
        var (period, began) = (clock.TimestampFrequency * shape.Window / perSecond, clock.GetTimestamp());
        for (var (turn, due) = (0, began); clock.GetElapsedTime(began, due) < warmUp + measured;)
        {
            Serve(connections, poll, milliseconds: 0, goOn: false);
            var connection = connections[turn % connections.Count];
            if (clock.GetTimestamp() >= due && connection.UnderWay == 0)
            {
                connection.Latencies = clock.GetElapsedTime(began, due) < warmUp ? null : latencies;
                connection.Burst(buffer, Now(), due);
                (turn, due) = (turn + 1, due + period);
            }
        }

        Exchange(connections, poll, goOn: false, Patience, () => IsIdle(connections));
        latencies.Sort();
        return connections.Sum(connection => connection.UnderWay) == 0
            ? latencies.ToArray()
            : throw new BenchmarkException($"{peer.Name} did not acknowledge every message within {Patience.TotalSeconds} s.");
    });

    private Task<T> OnThread<T>(Peer peer, LoadShape shape, Func<List<LoadConnection>, Poll, T> drive) => Task.Factory.StartNew(
        () =>
        {
            Linux.PinThread(Core);
            var connections = new List<LoadConnection>(shape.Connections);
            using var poll = new Poll();
            try
            {
                Connect(connections, peer.Port, shape);
                for (var index = 0; index < connections.Count; index++)
                {
                    poll.Add(connections[index].Socket, index);
                }

                return drive(connections, poll);
            }
            catch (SocketException error)
            {
                throw new BenchmarkException($"{peer.Name} and the loader lost each other: {error.Message}");
            }
            finally
            {
                connections.ForEach(connection => connection.Dispose());
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private void Connect(List<LoadConnection> connections, int port, LoadShape shape)
    {
        while (connections.Count < shape.Connections)
        {
            var first = connections.Count;
            for (var index = first; index < Math.Min(first + ConnectsAtOnce, shape.Connections); index++)
            {
                connections.Add(new LoadConnection(port, fleet.Share(index, shape.Connections), shape.Window));
                connections[index].Greet(fleet.NextClientId());
            }

            connections[first..].ForEach(connection => connection.AwaitWelcome());
        }
    }

    /// <summary>Serves the connections for a time, or until done; returns how many messages were acknowledged.</summary>
    private long Exchange(List<LoadConnection> connections, Poll poll, bool goOn, TimeSpan time, Func<bool> done)
    {
        var count = 0L;
        for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < time && !done();)
        {
            count += Serve(connections, poll, milliseconds: 20, goOn);
        }

        return count;
    }

    private int Serve(List<LoadConnection> connections, Poll poll, int milliseconds, bool goOn)
    {
        var ready = poll.Wait(milliseconds);
        var (now, ticks, count) = (Now(), clock.GetTimestamp(), 0);
        for (var n = 0; n < ready; n++)
        {
            count += connections[poll[n]].Exchange(buffer, now, ticks, goOn);
        }

        return count;
    }

    private void Start(List<LoadConnection> connections) => connections.ForEach(connection => connection.Start(buffer, Now()));

    private static bool IsIdle(List<LoadConnection> connections) => !connections.Exists(connection => connection.UnderWay > 0);

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
