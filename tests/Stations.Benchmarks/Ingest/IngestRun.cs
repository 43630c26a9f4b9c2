using Spectre.Console;
using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Ingest;

/// <summary>Takes turns between the peers, so that what disturbs the machine disturbs all of them.</summary>
internal sealed class IngestRun(int rounds, TimeSpan measured, int devices, TimeProvider clock)
{
    private static readonly LoadShape[] Shapes = [LoadShape.Coalesced("M1"), LoadShape.DeviceLike("M2")];

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Flat out, so that what a server compiles while it is young is compiled: one that runs for months is not judged by its first seconds.</summary>
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(15);

    private readonly string boot = $"{clock.GetUtcNow().ToUnixTimeSeconds()}";

    public async Task<IngestSummary> Measure(CancellationToken cancellation)
    {
        Machine.MustMeasure();
        await using var stations = new StationsPeer(clock);
        await using var mosquitto = new MosquittoPeer(clock);
        await using var sink = new SinkPeer(clock);
        (Peer Peer, Fleet Fleet)[] pairs = [(stations, new(devices, boot)), (mosquitto, new(devices, boot)), (sink, new(devices, boot))];
        foreach (var (peer, fleet) in pairs)
        {
            await peer.Start(cancellation);
            await new Loader(fleet, clock).Bear(peer);
        }

        await new Loader(pairs[0].Fleet, clock).Run(stations, Shapes[0], Youth, WarmUp);

        var results = new List<IngestRound>();
        foreach (var (round, shape) in Enumerable.Range(0, rounds + 1).SelectMany(_ => Shapes, (round, shape) => (round, shape)))
        {
            foreach (var (peer, fleet) in pairs)
            {
                cancellation.ThrowIfCancellationRequested();
                results.Add(await Take(round, shape, peer, fleet, cancellation));
            }
        }

        return IngestSummary.Of(results, mosquitto.Name, devices, await CountLost(stations, pairs[0].Fleet, cancellation));
    }

    private async Task<IngestRound> Take(int round, LoadShape shape, Peer peer, Fleet fleet, CancellationToken cancellation)
    {
        var before = await peer.Applied(cancellation);
        var result = await new Loader(fleet, clock).Run(peer, shape, WarmUp, measured);
        var taken = IngestRound.Of(round, shape, peer.Name, result, await peer.Applied(cancellation) - before);
        AnsiConsole.MarkupLineInterpolated(
            $"{round}/{rounds}  {shape.Name,-14} {peer.Name,-9} {taken.PerCpuSecond,9:N0}/CPU-s  {taken.PerSecond,9:N0}/s  {taken.Cores:0.00} cores  [red]{taken.Void}[/]");
        return taken;
    }

    /// <summary>Devices whose last acknowledged value is not shown after the server was killed and started again.</summary>
    private static async Task<int> CountLost(StationsPeer stations, Fleet fleet, CancellationToken cancellation)
    {
        await stations.Kill();
        await stations.Start(cancellation);
        var lost = 0;
        foreach (var device in fleet.Devices)
        {
            lost += await stations.ValueOf(device.Id, "power_w", cancellation) == device.AcknowledgedPower ? 0 : 1;
        }

        return lost;
    }
}
