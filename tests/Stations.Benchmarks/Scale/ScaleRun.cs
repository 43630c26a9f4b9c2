using Stations.Benchmarks.Idle;
using Stations.Benchmarks.Ingest;
using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Scale;

/// <summary>Two servers take turns under the same load, spread over all devices of each: every message is another device's.</summary>
internal sealed class ScaleRun(int rounds, TimeSpan measured, int devices, TimeProvider clock)
{
    private const int Few = 1000;
    private const int PerNode = 10;

    private static readonly LoadShape Shape = LoadShape.Coalesced("M12");
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Flat out: what a server compiles while it is young is compiled, and every device has reported.</summary>
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(12);

    /// <returns>1 if a figure is void.</returns>
    public async Task<int> Measure(CancellationToken cancellation)
    {
        Machine.MustMeasure();
        var boot = $"{clock.GetUtcNow().ToUnixTimeSeconds()}";
        await using var large = new StationsPeer(clock);
        await using var small = new StationsPeer(clock);
        (StationsPeer Peer, Fleet Fleet, List<IngestRound> Rounds)[] both = [(small, Fleet.Of(Few, PerNode, boot), []), (large, Fleet.Of(devices, PerNode, boot), [])];
        foreach (var (peer, fleet, _) in both)
        {
            await peer.Start(cancellation);
            var began = clock.GetTimestamp();
            await new Loader(fleet, clock).Bear(peer);
            Console.WriteLine($"{fleet.Devices.Count,9:N0} devices born in {clock.GetElapsedTime(began).TotalSeconds:0.0} s");
            await new Loader(fleet, clock).Run(peer, Shape, Youth, WarmUp);
        }

        var memory = await Memory.Of(large, clock, cancellation);
        Console.WriteLine($"{devices,9:N0} devices: {memory.Resident / devices:N0} bytes resident of each, {memory.Managed / devices:N0} managed");
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (peer, fleet, taken) in both)
            {
                var (before, collector) = (await peer.Applied(cancellation), await Collector.Of(peer, cancellation));
                var result = await new Loader(fleet, clock).Run(peer, Shape, WarmUp, measured);
                taken.Add(IngestRound.Of(round, Shape, $"{fleet.Devices.Count:N0}", result, await peer.Applied(cancellation) - before));
                Console.WriteLine(
                    $"{round}/{rounds}  {taken[^1].Peer,9} devices  {taken[^1].PerCpuSecond,9:N0}/CPU-s  {taken[^1].PerSecond,9:N0}/s  {taken[^1].Cores:0.00} cores  "
                    + $"{(await Collector.Of(peer, cancellation)).Since(collector, result.Acknowledged)}  {taken[^1].Void}");
            }
        }

        // The first round warms up.
        var (few, many) = (Medians.Of(both[0].Rounds.Skip(1).Select(one => one.PerCpuSecond)), Medians.Of(both[1].Rounds.Skip(1).Select(one => one.PerCpuSecond)));
        Console.WriteLine($"M12, messages per CPU-second: {few:N0} with {Few:N0} devices, {many:N0} with {devices:N0}, ratio {many / few:0.00}");
        return both.Any(one => one.Rounds.Exists(round => round.Void is not null)) ? 1 : 0;
    }
}
