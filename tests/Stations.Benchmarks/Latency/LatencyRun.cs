using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Latency;

/// <param name="P50">Milliseconds; half of all took no longer.</param>
/// <param name="P99">Milliseconds; of a hundred one took longer.</param>
internal sealed record LatencyRound(string Shape, string What, double P50, double P99);

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

        // Round 0 warms up.
        var results = new List<LatencyRound>();
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var shape in Shapes)
            {
                foreach (var (peer, loader) in pairs)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Take(round, shape.Name, peer.Name, await loader.Pace(peer, shape, perSecond, WarmUp, measured));
                }

                Take(round, shape.Name, Disk, SyncProbe.Run(stations.Folder, measured / 2, clock));
            }
        }

        return results;

        void Take(int round, string shape, string what, long[] ticks)
        {
            var taken = new LatencyRound(shape, what, Percentile(ticks, 0.5), Percentile(ticks, 0.99));
            Console.WriteLine($"{round}/{rounds}  {shape,-14} {what,-9}  p50 {taken.P50,7:0.000} ms  p99 {taken.P99,7:0.000} ms");
            if (round > 0)
            {
                results.Add(taken);
            }
        }
    }

    private double Percentile(long[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))] * 1000.0 / clock.TimestampFrequency;
}
