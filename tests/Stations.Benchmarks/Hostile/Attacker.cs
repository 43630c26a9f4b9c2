using System.Net;
using System.Net.Sockets;

namespace Stations.Benchmarks.Hostile;

/// <summary>The sockets of one attack, and how often it has struck.</summary>
internal sealed class Attacker(int port) : IDisposable
{
    public const int MostOpen = 40;

    private const int PatienceMilliseconds = 100;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    public int Number { get; private set; }

    /// <summary>Those that are open, the newest last.</summary>
    public List<Socket> All { get; } = [];

    public Socket Last => All[^1];

    /// <summary>One more; the oldest goes when there are <see cref="MostOpen"/>.</summary>
    public Socket Open()
    {
        if (All.Count == MostOpen)
        {
            All[0].Dispose();
            All.RemoveAt(0);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = PatienceMilliseconds };
        All.Add(socket);
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    /// <summary>Strikes until it is told to stop.</summary>
    public async Task Run(Attack attack, TimeProvider clock, CancellationToken stopping)
    {
        using var beat = new PeriodicTimer(Beat, clock);
        for (; !stopping.IsCancellationRequested; Number++)
        {
            try
            {
                await beat.WaitForNextTickAsync(stopping);
                attack.Turn(this);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                // The server has had enough of it, or it is time to stop.
            }
        }
    }

    public void Dispose() => All.ForEach(socket => socket.Dispose());
}
