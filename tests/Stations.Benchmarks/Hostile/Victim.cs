using System.Net;
using System.Net.Sockets;
using System.Text;
using Stations.Benchmarks.Load;

namespace Stations.Benchmarks.Hostile;

/// <summary>A client that does nothing wrong: it listens to a topic of its own, says something there now and then, and takes the time until it hears it.</summary>
internal sealed class Victim : IDisposable
{
    private const int PatienceMilliseconds = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = PatienceMilliseconds };
    private readonly TimeProvider clock;
    private readonly byte[] message;
    private readonly byte[] echo;

    /// <exception cref="BenchmarkException">The server did not take it.</exception>
    public Victim(int port, string name, TimeProvider clock)
    {
        this.clock = clock;
        var topic = $"wn/1/bench/{name}/cab/cmd";
        message = [0x30, (byte)(2 + topic.Length + 8), 0, (byte)topic.Length, .. Encoding.ASCII.GetBytes(topic), 0, 0, 0, 0, 0, 0, 0, 0];
        echo = new byte[message.Length];
        socket.Connect(IPAddress.Loopback, port);
        socket.Send([0x10, (byte)(12 + name.Length), 0, 4, .. "MQTT"u8, 4, 2, 0, 0, 0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name)]);
        Receive(new byte[4]);
        socket.Send([0x82, (byte)(5 + topic.Length), 0, 1, 0, (byte)topic.Length, .. Encoding.ASCII.GetBytes(topic), 0]);
        Receive(new byte[5]);
    }

    /// <summary>One round trip, in ticks of the clock.</summary>
    /// <exception cref="BenchmarkException">It never came back.</exception>
    public long RoundTrip()
    {
        var began = clock.GetTimestamp();
        BitConverter.TryWriteBytes(message.AsSpan(message.Length - 8), began);
        socket.Send(message);
        Receive(echo);
        return echo.AsSpan().SequenceEqual(message) ? clock.GetTimestamp() - began : throw new BenchmarkException("The victim heard what it had not said.");
    }

    /// <summary>Round trips for a time, or until it is told to stop, one after the other with a pause; milliseconds, sorted.</summary>
    public Task<double[]> Watch(TimeSpan time, CancellationToken stop = default) => Task.Factory.StartNew(
        () =>
        {
            Linux.PinThread(Loader.Core);
            var taken = new List<double>();
            using var beat = new ManualResetEventSlim();
            for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < time && !stop.IsCancellationRequested; beat.Wait(Pause))
            {
                taken.Add(RoundTrip() * 1000.0 / clock.TimestampFrequency);
            }

            taken.Sort();
            return taken.ToArray();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    public static double P99(double[] sorted) => sorted[(int)(0.99 * (sorted.Length - 1))];

    public void Dispose() => socket.Dispose();

    private void Receive(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            try
            {
                var count = socket.Receive(buffer);
                buffer = count > 0 ? buffer[count..] : throw new BenchmarkException("The server closed the victim's connection.");
            }
            catch (SocketException error)
            {
                throw new BenchmarkException($"The victim got no answer: {error.Message}");
            }
        }
    }
}
