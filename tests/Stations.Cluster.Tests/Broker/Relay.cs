using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Stations.Cluster.Tests.Broker;

/// <summary>The network between a server and its broker, which can be cut.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> open = [];
    private readonly int target;

    public Relay(int target)
    {
        this.target = target;
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Ends what is connected, as a dying machine does; new connections are taken.</summary>
    public void Cut()
    {
        while (open.TryTake(out var socket))
        {
            socket.Dispose();
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        Cut();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptSocketAsync();
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                open.Add(near);
                open.Add(far);
                await far.ConnectAsync(IPAddress.Loopback, target);
                _ = Copy(near, far);
                _ = Copy(far, near);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task Copy(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var sink = new NetworkStream(to);
            await source.CopyToAsync(sink);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
