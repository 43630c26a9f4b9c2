using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Pages;

/// <summary>Two servers take turns in showing their pages to somebody who was never there.</summary>
internal sealed class PagesRun(int rounds, int devices, TimeProvider clock)
{
    private const int Few = 200;

    /// <summary>As many nodes of the few as there are connections that bear them.</summary>
    private const int PerNode = 2;

    private const string HundredRows = "document.querySelectorAll('tr.line').length === 100";
    private const string Live = "['实时', 'Live'].includes(document.querySelector('.pill')?.textContent)";

    public async Task<int> Measure(CancellationToken cancellation)
    {
        Machine.MustMeasure();
        var boot = $"{clock.GetUtcNow().ToUnixTimeSeconds()}";
        await using var small = new StationsPeer(clock);
        await using var large = new StationsPeer(clock);
        foreach (var (peer, count) in new[] { (small, Few), (large, devices) })
        {
            await peer.Start(cancellation);
            await new Loader(Fleet.Of(count, PerNode, boot), clock).Bear(peer);
        }

        using var chromium = new Chromium(clock);
        var (few, many, painted, live) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            few.Add(await Rows(chromium, small, cancellation));
            many.Add(await Rows(chromium, large, cancellation));
            painted.Add(await List(chromium, small, cancellation));
            live.Add(await chromium.When(Live, cancellation));
            Console.WriteLine($"{round}/{rounds}  a hundred rows after {few[^1]:N0} ms of {Few:N0} devices, {many[^1]:N0} ms of {devices:N0}; on a slow line painted after {painted[^1]:N0} ms, live after {live[^1]:N0} ms");
        }

        Console.WriteLine($"the first hundred devices: {Median(few):N0} ms of {Few:N0}, {Median(many):N0} ms of {devices:N0}, ratio {Median(many) / Median(few):0.00}");
        Console.WriteLine($"the riders' list on a slow line: painted after {Median(painted) / Chromium.SlowLatency:0.00} times what the line takes to answer, live after {Median(live) / Chromium.SlowLatency:0.00}");
        return 0;
    }

    /// <summary>The first round warms up.</summary>
    private static double Median(List<double> times) => Medians.Of(times.Skip(1));

    private static async Task<double> Rows(Chromium chromium, StationsPeer server, CancellationToken cancellation)
    {
        await chromium.As(1440, 900, cancellation);
        await chromium.Open(server.Url($"/ops/devices#token={server.OperatorToken}"), cancellation);
        return await chromium.When(HundredRows, cancellation);
    }

    private static async Task<double> List(Chromium chromium, StationsPeer server, CancellationToken cancellation)
    {
        await chromium.As(390, 844, cancellation);
        await chromium.Slow(cancellation);
        await chromium.Open(server.Url("/"), cancellation);
        return await chromium.Painted(cancellation);
    }
}
