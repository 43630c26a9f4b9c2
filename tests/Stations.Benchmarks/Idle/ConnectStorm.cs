using System.Net;
using System.Net.Sockets;
using Stations.Benchmarks.Hostile;

namespace Stations.Benchmarks.Idle;

/// <summary>Everybody comes at once, from many addresses, as after a power cut of a city; who is refused tries again.</summary>
internal sealed class ConnectStorm(int port, int count, TimeProvider clock) : IDisposable
{
    /// <summary>Of the loopback's network.</summary>
    private const int Addresses = 500;
    private const int MostTries = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket?[] sockets = new Socket?[count];
    private int refusals;

    /// <summary>How often one was refused, or not answered in time, until all were in.</summary>
    public int Refusals => refusals;

    /// <exception cref="BenchmarkException">One never got in.</exception>
    public async Task<TimeSpan> Run(CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => Enter(number, cancellation), cancellation)));
        return clock.GetElapsedTime(began);
    }

    public void Dispose() => Array.ForEach(sockets, socket => socket?.Dispose());

    private async Task Enter(int number, CancellationToken cancellation)
    {
        for (var tries = 1; !await TryEnter(number, cancellation); tries++)
        {
            Interlocked.Increment(ref refusals);
            if (tries == MostTries)
            {
                throw new BenchmarkException($"One of {count} connections was refused {tries} times.");
            }

            await Task.Delay(Pause * (1 + (number % 5)), clock, cancellation);
        }
    }

    private async Task<bool> TryEnter(int number, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            socket.Bind(new IPEndPoint(new IPAddress([127, 1, (byte)(number % Addresses / 250), (byte)(1 + (number % 250))]), 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, either.Token);
            await socket.SendAsync(Attack.Connect($"storm{number}"), either.Token);
            var answer = new byte[4];
            if (await socket.ReceiveAsync(answer, either.Token) == answer.Length && answer[3] == 0)
            {
                sockets[number] = socket;
                return true;
            }
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            // Refused.
        }

        socket.Dispose();
        return false;
    }
}
