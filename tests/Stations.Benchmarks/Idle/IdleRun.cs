using Stations.Benchmarks.Hostile;
using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Idle;

/// <summary>What connections cost that say nothing, and what they cost the others.</summary>
internal sealed class IdleRun(int count, int streams, TimeProvider clock)
{
    private const int Devices = 1000;
    private const int Rounds = 3;
    private const int PacedPerSecond = 2_000;

    /// <summary>After that what has come is in the history too.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

    private readonly string boot = $"{clock.GetUtcNow().ToUnixTimeSeconds()}";

    public async Task Measure(CancellationToken cancellation)
    {
        Machine.MustMeasure();
        await using var server = new StationsPeer(clock);
        await server.Start(cancellation);
        await Storm(server, cancellation);
        using var fleet = new IdleFleet(server, boot, clock);

        // The first of them bring along what is there once, however many come after.
        await fleet.Open(count / 10);
        using (var mute = new IdleFleet(server, boot, clock))
        {
            var empty = await Memory.Of(server, clock, cancellation);
            await mute.Open(count / 2, isDevice: false);
            Show("connection with session", count / 2, empty, await Memory.Of(server, clock, cancellation));
        }

        var before = await Memory.Of(server, clock, cancellation);
        var more = count - fleet.Count;
        var taken = await fleet.Open(more);
        Console.WriteLine($"{more:N0} connections with session, subscription and grain in {taken.TotalSeconds:0.0} s, {more / taken.TotalSeconds:N0} per second");
        Show("connection with session, subscription and grain", more, before, await Memory.Of(server, clock, cancellation));
        await Task.Delay(Settling, clock, cancellation);
        Console.WriteLine($"{fleet.Count:N0} connections at rest: {await CoresOf(server, Watched, cancellation):0.0000} core");
        await Streams(server, cancellation);
        await Beside(server, cancellation);
    }

    private async Task Storm(StationsPeer server, CancellationToken cancellation)
    {
        using var victim = new Victim(server.Port, "victim", clock);
        await victim.Watch(WarmUp, cancellation);
        var alone = await victim.Watch(Measured, cancellation);
        using var storm = new ConnectStorm(server.Port, count, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = victim.Watch(Patience, stop.Token);
        var taken = await storm.Run(cancellation);
        await stop.CancelAsync();
        var (before, during) = (Victim.P99(alone), Victim.P99(await watching));
        Console.WriteLine(
            $"{count:N0} connects at once: all in after {taken.TotalSeconds:0.0} s, {storm.Refusals:N0} refused and tried again; "
            + $"another client's p99 {before:0.000} ms before, {during:0.000} ms meanwhile, {during / before:0.0} times");
    }

    private async Task Streams(StationsPeer server, CancellationToken cancellation)
    {
        await using var listening = new StreamFleet(server);
        await listening.Open(streams / 10, cancellation);
        var before = await Memory.Of(server, clock, cancellation);
        await listening.Open(streams - (streams / 10), cancellation);
        Show("live stream", streams - (streams / 10), before, await Memory.Of(server, clock, cancellation));
    }

    /// <summary>The same load on a server with the idle ones and on one without.</summary>
    private async Task Beside(StationsPeer crowded, CancellationToken cancellation)
    {
        await using var empty = new StationsPeer(clock);
        await empty.Start(cancellation);
        (Peer Peer, Loader Loader, List<double> Rates)[] both =
            [(empty, new(new Fleet(Devices, boot), clock), []), (crowded, new(new Fleet(Devices, boot), clock), [])];
        foreach (var (peer, loader, _) in both)
        {
            await loader.Bear(peer);
        }

        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (peer, loader, rates) in both)
            {
                var result = await loader.Run(peer, LoadShape.Coalesced("M12"), WarmUp, Measured);
                rates.Add(result.Measured / result.CpuSeconds);
            }
        }

        // The first round warms up.
        var (alone, beside) = (Medians.Of(both[0].Rates.Skip(1)), Medians.Of(both[1].Rates.Skip(1)));
        Console.WriteLine($"M12 coalesced, messages per CPU-second: {alone:N0} alone, {beside:N0} beside {count:N0} idle connections, ratio {beside / alone:0.00}");

        // Both are warm by now.
        var pace = both[1].Loader.Pace(crowded, LoadShape.DeviceLike("M11"), PacedPerSecond, WarmUp, Watched + WarmUp);
        await Task.Delay(WarmUp, clock, cancellation);
        Console.WriteLine($"{PacedPerSecond:N0} messages per second beside them: {await CoresOf(crowded, Watched, cancellation):0.00} core");
        await pace;
    }

    private async Task<double> CoresOf(Peer peer, TimeSpan time, CancellationToken cancellation)
    {
        var (began, cpu) = (clock.GetTimestamp(), peer.CpuSeconds);
        await Task.Delay(time, clock, cancellation);
        return (peer.CpuSeconds - cpu) / clock.GetElapsedTime(began).TotalSeconds;
    }

    private static void Show(string what, int number, Memory before, Memory after) => Console.WriteLine(
        $"bytes per {what}: {(after.Resident - before.Resident) / number:N0} resident, {(after.Managed - before.Managed) / number:N0} managed");
}
