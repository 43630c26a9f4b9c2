using System.Diagnostics;
using System.Text.Json;
using Stations.Tests;

namespace Stations.Benchmarks.Pages;

/// <summary>A real browser, by the script that drives it in the end-to-end tests.</summary>
internal sealed class Chromium : IDisposable
{
    /// <summary>Milliseconds that a line takes to answer after <see cref="Slow"/>, as the script has it.</summary>
    public const double SlowLatency = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(5);
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly TimeProvider clock;
    private readonly Process process;

    /// <exception cref="BenchmarkException">There is no browser, or the script's packages are not installed.</exception>
    public Chromium(TimeProvider clock)
    {
        this.clock = clock;
        var program = Places.FirstOrDefault(File.Exists) ?? throw new BenchmarkException("A browser is needed: install the Debian package chromium.");
        process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Scripts(), "browser.mjs"), program])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Somebody else from now on, with no memory of anything.</summary>
    public Task As(int width, int height, CancellationToken cancellation) => Ask("as", new { width, height }, cancellation);

    /// <summary>A slow network and a slow processor from now on.</summary>
    public Task Slow(CancellationToken cancellation) => Ask("slow", argument: null, cancellation);

    public Task Open(Uri address, CancellationToken cancellation) => Ask("open", address.ToString(), cancellation);

    /// <summary>Milliseconds since the address was entered, in the first frame that finds it so.</summary>
    /// <param name="expression">JavaScript.</param>
    public Task<double> When(string expression, CancellationToken cancellation) => Read(
        $"new Promise(met => {{ const look = () => ({expression}) ? met(performance.now()) : requestAnimationFrame(look); look() }})", cancellation);

    /// <summary>Milliseconds from the address to the first text on the screen.</summary>
    public Task<double> Painted(CancellationToken cancellation) => Read(
        "new Promise(met => new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint').forEach(one => met(one.startTime))).observe({ type: 'paint', buffered: true }))",
        cancellation);

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(Ending))
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private async Task<double> Read(string expression, CancellationToken cancellation) => (await Ask("read", expression, cancellation)).GetDouble();

    private async Task<JsonElement> Ask(string act, object? argument, CancellationToken cancellation)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new[] { act, argument }).AsMemory(), cancellation);
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var answer = JsonDocument.Parse(await Line(act, either.Token)).RootElement;
        return answer.TryGetProperty("value", out var value) ? value : throw new BenchmarkException($"The browser: {answer.GetProperty("error")}");
    }

    private async Task<string> Line(string act, CancellationToken cancellation)
    {
        try
        {
            return await process.StandardOutput.ReadLineAsync(cancellation) ?? throw new BenchmarkException("The browser ended.");
        }
        catch (OperationCanceledException)
        {
            throw new BenchmarkException($"The browser does not come to an end with {act}. Were the pages built?");
        }
    }

    private static string Scripts()
    {
        var folder = Path.Combine(Checkout.Root, "tests", "Stations.EndToEnd.Tests", "node");
        return Directory.Exists(Path.Combine(folder, "node_modules")) ? folder : throw new BenchmarkException("The browser's script lacks its packages: npm ci --prefix tests/Stations.EndToEnd.Tests/node");
    }
}
