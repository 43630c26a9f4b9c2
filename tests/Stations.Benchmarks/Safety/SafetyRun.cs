using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Safety;

/// <summary>One server, one operator who watches everything, one smoke after the other, beside a load or none.</summary>
internal sealed class SafetyRun(StationsPeer server, TimeProvider clock)
{
    private const int Devices = 1000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="storeIsAway">From before the first smoke until after the last was seen.</param>
    public async Task<SafetyResult> Measure(LoadShape? shape, bool storeIsAway, TimeSpan measured, CancellationToken cancellation)
    {
        await server.Start(cancellation);
        var fleet = new Fleet(Devices, $"{clock.GetUtcNow().ToUnixTimeSeconds()}");
        var loader = new Loader(fleet, clock);
        await loader.Bear(server);

        await using var smokers = await Smokers.Connect(server.Port, (int)(measured / Pause), cancellation);
        using var operatorsView = new AlarmWatch(smokers.Count, server.OperatorToken, clock);
        await operatorsView.Open(server.Url("/api/v1/stream?include=stations,devices,alarms"), cancellation);
        var load = shape is null ? Task.FromResult<LoadResult?>(null) : Loaded(loader, shape, measured);
        await Task.Delay(shape is null ? TimeSpan.Zero : WarmUp, clock, cancellation);

        var away = storeIsAway ? await StoreAway.Begin(server.Folder, cancellation) : null;
        var sent = new long[smokers.Count];
        using var beat = new PeriodicTimer(Pause, clock);
        for (var number = 0; number < sent.Length && await beat.WaitForNextTickAsync(cancellation); number++)
        {
            sent[number] = clock.GetTimestamp();
            smokers.Smoke(number);
        }

        await operatorsView.WhenAllSeen.WaitAsync(Patience, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (away?.DisposeAsync() ?? default);
        await smokers.WhenAcknowledged.WaitAsync(Patience * 6, clock, cancellation);
        var result = await load;
        double[] taken = [.. sent.Zip(operatorsView.Seen).Where(one => one.Second > 0).Select(one => clock.GetElapsedTime(one.First, one.Second).TotalMilliseconds).Order()];
        await server.Kill();
        await server.Start(cancellation);
        var kept = (await server.Ask("/api/v1/alarms?code=SMOKE&limit=1", cancellation)).GetProperty("total").GetInt32();
        return new($"{shape?.Name ?? "S13 at rest"}{(storeIsAway ? ", store away" : "")}", result is null ? 0 : result.Measured / result.Seconds, taken, sent.Length - taken.Length, sent.Length - kept);
    }

    private async Task<LoadResult?> Loaded(Loader loader, LoadShape shape, TimeSpan measured) => await loader.Run(server, shape, WarmUp, measured);
}
