using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Stations.Tests;

namespace Stations.Benchmarks.Peers;

/// <summary>A server under load: a real process on a core of its own, started and ended by its id.</summary>
internal abstract class Peer : IAsyncDisposable
{
    public const int Core = 0;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider clock;
    private readonly string cores;
    private Process? process;
    private long began;

    /// <param name="cores">A list for taskset.</param>
    protected Peer(TimeProvider clock, string? cores = null)
    {
        (this.clock, this.cores) = (clock, cores ?? $"{Core}");
        Folder = Directory.CreateTempSubdirectory("stations-bench-").FullName;
    }

    public abstract string Name { get; }

    /// <summary>Where it speaks MQTT.</summary>
    public int Port { get; } = Ports.Free();

    public int ProcessId => process!.Id;

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
    public string Folder { get; }

    /// <summary>Program and arguments.</summary>
    protected abstract IReadOnlyList<string> CommandLine { get; }

    /// <summary>How long ago it was started.</summary>
    public TimeSpan Age => clock.GetElapsedTime(began);

    /// <summary>Returns when it is ready.</summary>
    /// <exception cref="BenchmarkException">It ended, or was not within <see cref="StartTimeout"/>.</exception>
    public async Task Start(CancellationToken cancellation)
    {
        Begin();
        await Ready(cancellation);
    }

    /// <summary>Returns when one that has begun is ready.</summary>
    /// <exception cref="BenchmarkException">It ended, or was not within <see cref="StartTimeout"/>.</exception>
    public async Task Ready(CancellationToken cancellation)
    {
        for (; !await IsReady(cancellation); await Task.Delay(Retry, clock, cancellation))
        {
            if (process!.HasExited || Age > StartTimeout)
            {
                throw new BenchmarkException($"{Name} did not start within {StartTimeout.TotalSeconds} s: {LastError}");
            }
        }
    }

    /// <summary>Starts it and does not wait.</summary>
    public void Begin()
    {
        began = clock.GetTimestamp();
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
    }

    /// <summary>SIGTERM, as an operating system stops it; it goes on for as long as it takes.</summary>
    public void AskToStop() => Signal("TERM");

    /// <summary>It does nothing, not even what it does by itself, until <see cref="Thaw"/>: another is measured on its core.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

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

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process!.Id}"]);
        kill.WaitForExit();
    }

    private string LastError { get; set; } = "it said nothing";
}
