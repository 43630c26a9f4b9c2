using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Stations.Tests;

namespace Stations.Benchmarks.Cluster;

/// <summary>All of <c>deploy/local-cluster</c>: started as a person would, ended with it.</summary>
internal sealed class LocalCluster(int port, int silos, string? folder, TimeProvider clock) : IAsyncDisposable
{
    private const string Script = "deploy/local-cluster";

    /// <summary>It builds first.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? script;
    private string lastWords = "it said nothing";

    public string Folder { get; } = folder ?? Directory.CreateTempSubdirectory("stations-cluster-").FullName;

    public int BrokerPort => port + 51;

    public string Store => $"Host=127.0.0.1;Port={port + 50};Database=stations;Username=stations";

    public IReadOnlyList<Silo> Silos { get; private set; } = [];

    /// <exception cref="BenchmarkException">It did not come up.</exception>
    public async Task Start(CancellationToken cancellation)
    {
        script = Process.Start(new ProcessStartInfo(Path.Combine(Checkout.Root, Script), [Folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PORT"] = $"{port}", ["SILOS"] = $"{silos}", ["SIMULATE"] = "0" },
        })!;
        script.OutputDataReceived += (_, line) => Hear(line.Data);
        script.ErrorDataReceived += (_, line) => Hear(line.Data);
        script.BeginOutputReadLine();
        script.BeginErrorReadLine();
        await Task.WhenAny(started.Task, script.WaitForExitAsync(cancellation), Task.Delay(StartTimeout, clock, cancellation));
        if (!started.Task.IsCompleted)
        {
            throw new BenchmarkException($"{Script} did not start: {lastWords}");
        }

        Silos = [.. Enumerable.Range(1, silos).Select(number => new Silo(Path.Combine(Folder, $"silo-{number}.pid")))];
    }

    /// <summary>Returns when the silo says that it is ready.</summary>
    /// <exception cref="BenchmarkException">Not within <see cref="ReadyTimeout"/>.</exception>
    public async Task Ready(Silo silo, CancellationToken cancellation)
    {
        for (var began = clock.GetTimestamp(); !await IsReady(silo, cancellation); await Task.Delay(Retry, clock, cancellation))
        {
            if (!silo.IsRunning || clock.GetElapsedTime(began) > ReadyTimeout)
            {
                throw new BenchmarkException($"{silo.Name} did not become ready within {ReadyTimeout.TotalSeconds} s: {string.Join('\n', File.ReadLines(silo.Log).TakeLast(5))}");
            }
        }
    }

    /// <summary>CPU-seconds so far, by whose they are.</summary>
    public IReadOnlyDictionary<string, double> CpuSeconds() => new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["silos"] = Silos.Sum(silo => silo.CpuSeconds),
        ["gateway"] = CpuTime.Of(IdOf("gateway")),
        ["PostgreSQL"] = CpuTime.WithChildren(IdOf("postgres")),
        ["Mosquitto"] = CpuTime.Of(IdOf("mosquitto")),
        ["loader"] = CpuTime.Of(Environment.ProcessId),
    };

    /// <summary>What the gateway shows of a device; null when it does not know the device or the value.</summary>
    public async Task<double?> ValueOf(string deviceId, string field, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(Url($"/api/v1/devices/{deviceId}"), cancellation);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))?["values"]?[field]?.GetValue<double>()
            : null;
    }

    /// <summary>The gateway's counters and gauges whose names begin so, as it tells them.</summary>
    public async Task<IReadOnlyList<string>> Metrics(string prefix, CancellationToken cancellation) =>
        [.. (await http.GetStringAsync(Url("/metrics"), cancellation)).Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        foreach (var silo in Silos.Where(one => one.IsRunning))
        {
            silo.AskToStop();
        }

        if (script is { HasExited: false })
        {
            using var kill = Process.Start("kill", ["-TERM", $"{script.Id}"]);
            await script.WaitForExitAsync();
        }

        script?.Dispose();
        if (folder is null)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private async Task<bool> IsReady(Silo silo, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(silo.Ready, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Hear(string? line)
    {
        if (line is not null)
        {
            lastWords = line;
            if (line.StartsWith("Riders:", StringComparison.Ordinal))
            {
                started.TrySetResult();
            }
        }
    }

    private int IdOf(string name) => int.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.pid")), CultureInfo.InvariantCulture);

    private Uri Url(string path) => new($"http://127.0.0.1:{port}{path}");
}
