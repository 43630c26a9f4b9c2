using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Latency;

/// <param name="P50">Milliseconds; half of all took no longer.</param>
/// <param name="P99">Milliseconds; of a hundred one took longer.</param>
internal sealed record LatencyTimes(string What, double P50, double P99);

/// <summary>One after the other under the same load.</summary>
/// <param name="Others">Part of all processors that others took meanwhile, in whoever's way.</param>
internal sealed record LatencyRound(string Shape, IReadOnlyList<LatencyTimes> Times, double Others)
{
    public double P99(string what) => Times.Single(one => one.What == what).P99;
}

/// <summary>Takes turns between the server, the sink and the disk, at a rate that none of them is tired by.</summary>
internal sealed class LatencyRun(int rounds, int perSecond, TimeSpan measured, TimeProvider clock)
{
    public const string Disk = "fdatasync";

    private const int Devices = 1000;

    private static readonly LoadShape[] Shapes = [LoadShape.DeviceLike("M5"), LoadShape.Coalesced("M5")];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Flat out, so that what a server compiles while it is young is compiled: one that runs for months is not judged by its first seconds.</summary>
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<LatencyRound>> Measure(CancellationToken cancellation)
    {
        Machine.MustMeasure();
        await using var stations = new StationsPeer(clock);
        await using var sink = new SinkPeer(clock);
        var boot = $"{clock.GetUtcNow().ToUnixTimeSeconds()}";
        (Peer Peer, Loader Loader)[] pairs = [(stations, new(new Fleet(Devices, boot), clock)), (sink, new(new Fleet(Devices, boot), clock))];
        foreach (var (peer, loader) in pairs)
        {
            await peer.Start(cancellation);
            await loader.Bear(peer);
            await loader.Run(peer, Shapes[0], Youth, WarmUp);
        }

        var results = new List<LatencyRound>();
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var shape in Shapes)
            {
                var (others, times) = (new Others([stations, sink], clock), new List<LatencyTimes>());
                foreach (var (peer, loader) in pairs)
                {
                    cancellation.ThrowIfCancellationRequested();
                    times.Add(Of(peer.Name, await loader.Pace(peer, shape, perSecond, WarmUp, measured)));

                    // What a server does after its load, it would do on the core of the next.
                    peer.Freeze();
                }

                times.Add(Of(Disk, SyncProbe.Run(stations.Folder, measured / 2, clock)));
                Array.ForEach(pairs, pair => pair.Peer.Thaw());
                results.Add(new(shape.Name, times, others.Share));
                times.ForEach(one => Console.WriteLine($"{round}/{rounds}  {shape.Name,-14} {one.What,-9}  p50 {one.P50,7:0.000} ms  p99 {one.P99,7:0.000} ms"));
                Console.WriteLine($"{round}/{rounds}  {shape.Name,-14} others took {results[^1].Others:0 %} of the processors");
            }
        }

        // The first round warms up.
        return results[Shapes.Length..];
    }

    private LatencyTimes Of(string what, long[] ticks) => new(what, Percentile(ticks, 0.5), Percentile(ticks, 0.99));

    private double Percentile(long[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))] * 1000.0 / clock.TimestampFrequency;
}
