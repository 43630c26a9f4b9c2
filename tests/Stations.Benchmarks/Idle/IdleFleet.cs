using System.Net.Sockets;
using System.Text;
using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Idle;

/// <summary>Devices that have come in, were born, listen for commands, and then say nothing more.</summary>
internal sealed class IdleFleet(Peer peer, string boot, TimeProvider clock) : IDisposable
{
    /// <summary>Fewer than the sockets that a server lets one address have before they have said who they are.</summary>
    private const int AtOnce = 32;

    /// <summary>No other load has these numbers.</summary>
    private const int FirstNumber = 1_000_000;
    private const int SubAckBytes = 5;

    private readonly List<LoadConnection> connections = [];
    private readonly byte[] buffer = new byte[LoadDevice.MaxPacketBytes];

    public int Count => connections.Count;

    /// <summary>Opens more, on the loader's core; returns how long that took.</summary>
    /// <exception cref="BenchmarkException">The server did not take one.</exception>
    /// <param name="isDevice">False: it connects and no more.</param>
    public Task<TimeSpan> Open(int count, bool isDevice = true) => Task.Factory.StartNew(
        () =>
        {
            Linux.PinThread(Loader.Core);
            var began = clock.GetTimestamp();
            for (var left = count; left > 0; left -= AtOnce)
            {
                OpenSome(Math.Min(left, AtOnce), isDevice);
            }

            return clock.GetElapsedTime(began);
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    public void Dispose() => connections.ForEach(connection => connection.Dispose());

    private void OpenSome(int count, bool isDevice)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var some = Enumerable.Range(FirstNumber + connections.Count, count)
            .Select(number => (Number: number, Connection: new LoadConnection(peer.Port, new LoadNode(number, boot, "bench").Devices, window: 1)))
            .ToList();
        connections.AddRange(some.Select(one => one.Connection));
        some.ForEach(one => one.Connection.Greet($"{(isDevice ? "idle" : "mute")}{one.Number}"));
        some.ForEach(one => one.Connection.AwaitWelcome());
        if (!isDevice)
        {
            return;
        }

        some.ForEach(one => one.Connection.Socket.Send(Subscribe($"wn/1/bench/n{one.Number}/+/cmd")));
        some.ForEach(one => AwaitSubscribed(one.Connection.Socket));
        some.ForEach(one => one.Connection.Start(buffer, now));
        foreach (var (_, connection) in some)
        {
            while (connection.UnderWay > 0)
            {
                connection.Exchange(buffer, now, ticks: 0, goOn: false);
            }
        }
    }

    private static void AwaitSubscribed(Socket socket)
    {
        Span<byte> answer = stackalloc byte[SubAckBytes];
        for (var got = 0; got < SubAckBytes;)
        {
            var count = socket.Receive(answer[got..]);
            got += count > 0 ? count : throw new BenchmarkException("The server closed an idle connection.");
        }
    }

    private static byte[] Subscribe(string filter) => [0x82, (byte)(5 + filter.Length), 0, 1, 0, (byte)filter.Length, .. Encoding.ASCII.GetBytes(filter), 1];
}
