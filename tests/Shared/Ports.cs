using System.Net;
using System.Net.Sockets;

namespace Stations.Tests;

/// <summary>TCP ports that nobody listens on. Below the range from which outgoing connections get theirs, so that a server can have its own again after a restart.</summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int Count = 10_000;
    private static int last = Environment.ProcessId * 50 % Count;

    public static int Free()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref last) % Count;
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
