using System.Net.Sockets;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Load;

/// <summary>How the load is spread: what a server is paid per packet and what per message depends on it.</summary>
/// <param name="Window">Unacknowledged messages per connection.</param>
internal sealed record LoadShape(string Name, int Connections, int Window);

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
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Fewer than the sockets that a server lets one address have before they have said who they are.</summary>
    private const int ConnectsAtOnce = 32;

    public Task<LoadResult> Run(Peer peer, LoadShape shape, TimeSpan warmUp, TimeSpan measured) => Task.Factory.StartNew(
        () => RunHere(peer, shape, warmUp, measured), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private LoadResult RunHere(Peer peer, LoadShape shape, TimeSpan warmUp, TimeSpan measured)
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

            return Drive(connections, poll, peer, warmUp, measured);
        }
        catch (SocketException error)
        {
            throw new BenchmarkException($"{peer.Name} and the loader lost each other: {error.Message}");
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

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

    private LoadResult Drive(List<LoadConnection> connections, Poll poll, Peer peer, TimeSpan warmUp, TimeSpan measured)
    {
        var buffer = new byte[connections.Max(connection => connection.Window) * LoadDevice.MaxPacketBytes];
        connections.ForEach(connection => connection.Start(buffer, Now()));
        var all = Exchange(connections, poll, buffer, goOn: true, warmUp);
        var (began, cpu) = (clock.GetTimestamp(), peer.CpuSeconds);
        var counted = Exchange(connections, poll, buffer, goOn: true, measured);
        var (seconds, cpuSeconds) = (clock.GetElapsedTime(began).TotalSeconds, peer.CpuSeconds - cpu);
        all += counted + Exchange(connections, poll, buffer, goOn: false, Patience);
        return new(all, counted, seconds, cpuSeconds, connections.Sum(connection => connection.UnderWay));
    }

    /// <summary>Serves the connections for a time; when not to go on, until nothing is under way.</summary>
    private long Exchange(List<LoadConnection> connections, Poll poll, byte[] buffer, bool goOn, TimeSpan time)
    {
        var count = 0L;
        var until = clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
        while (clock.GetTimestamp() < until && (goOn || connections.Exists(connection => connection.UnderWay > 0)))
        {
            var ready = poll.Wait(milliseconds: 20);
            var now = Now();
            for (var n = 0; n < ready; n++)
            {
                count += connections[poll[n]].Exchange(buffer, now, goOn);
            }
        }

        return count;
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
