using System.Net.Sockets;
using System.Text;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Idle;

/// <summary>Riders who look at one station, where nothing happens.</summary>
internal sealed class StreamFleet(StationsPeer server) : IAsyncDisposable
{
    private readonly List<Socket> sockets = [];

    /// <exception cref="BenchmarkException">The server did not open a stream.</exception>
    public async Task Open(int count, CancellationToken cancellation)
    {
        var url = server.Url("/api/v1/stream?station=bench:none");
        var request = Encoding.ASCII.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n");
        var answer = new byte[4096];
        for (; count > 0; count--)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            await socket.ConnectAsync(url.Host, url.Port, cancellation);
            await socket.SendAsync(request, cancellation);
            var got = await socket.ReceiveAsync(answer, cancellation);
            if (!answer.AsSpan(0, got).StartsWith("HTTP/1.1 200"u8))
            {
                throw new BenchmarkException($"The server answered a stream with {Encoding.ASCII.GetString(answer, 0, Math.Min(got, 100))}");
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        sockets.ForEach(socket => socket.Dispose());
        return default;
    }
}
