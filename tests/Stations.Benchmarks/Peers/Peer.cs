using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Stations.Benchmarks.Peers;

/// <summary>A server under load: a real process on a core of its own, started and ended by its id.</summary>
internal abstract class Peer : IAsyncDisposable
{
    public const int Core = 0;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider clock;
    private readonly string cores;
    private Process? process;

    /// <param name="cores">A list for taskset.</param>
    protected Peer(TimeProvider clock, string? cores = null)
    {
        (this.clock, this.cores) = (clock, cores ?? $"{Core}");
        Folder = Directory.CreateTempSubdirectory("stations-bench-").FullName;
    }

    public abstract string Name { get; }

    /// <summary>Where it speaks MQTT.</summary>
    public int Port { get; } = FreePort();

    /// <summary>User and system time that the process has spent so far.</summary>
    public double CpuSeconds
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Its own, and gone with it.</summary>
    protected string Folder { get; }

    /// <summary>Program and arguments.</summary>
    protected abstract IReadOnlyList<string> CommandLine { get; }

    public async Task Start(CancellationToken cancellation)
    {
        process = Process.Start(new ProcessStartInfo("taskset", ["-c", cores, .. CommandLine])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => LastError = line.Data ?? LastError;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var began = clock.GetTimestamp(); !await IsReady(cancellation); await Task.Delay(Retry, clock, cancellation))
        {
            if (process.HasExited || clock.GetElapsedTime(began) > StartTimeout)
            {
                throw new BenchmarkException($"{Name} did not start within {StartTimeout.TotalSeconds} s: {LastError}");
            }
        }
    }

    /// <summary>SIGKILL: it gets no chance to save anything.</summary>
    public async Task Kill()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Kill();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>How many messages it says to have applied; null if it keeps no such count.</summary>
    public virtual Task<long?> Applied(CancellationToken cancellation) => Task.FromResult<long?>(null);

    protected virtual async Task<bool> IsReady(CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Port), cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string LastError { get; set; } = "it said nothing";
}
