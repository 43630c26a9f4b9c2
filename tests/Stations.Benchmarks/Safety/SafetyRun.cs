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

    public async Task<SafetyResult> Measure(LoadShape? shape, TimeSpan measured, CancellationToken cancellation)
    {
        await server.Start(cancellation);
        var fleet = new Fleet(Devices, $"{clock.GetUtcNow().ToUnixTimeSeconds()}");
        var loader = new Loader(fleet, clock);
        await loader.Bear(server);

        await using var smokers = await Smokers.Connect(server.Port, (int)(measured / Pause), cancellation);
        using var operatorsView = new AlarmWatch(smokers.Count, clock);
        await operatorsView.Open(server.Url("/api/v1/stream?include=stations,devices,alarms"), cancellation);
        var load = shape is null ? Task.FromResult<LoadResult?>(null) : Loaded(loader, shape, measured);
        await Task.Delay(shape is null ? TimeSpan.Zero : WarmUp, clock, cancellation);

        var sent = new long[smokers.Count];
        using var beat = new PeriodicTimer(Pause, clock);
        for (var number = 0; number < sent.Length && await beat.WaitForNextTickAsync(cancellation); number++)
        {
            sent[number] = clock.GetTimestamp();
            smokers.Smoke(number);
        }

        var result = await load;
        await operatorsView.WhenAllSeen.WaitAsync(Patience, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        double[] taken = [.. sent.Zip(operatorsView.Seen).Where(one => one.Second > 0).Select(one => clock.GetElapsedTime(one.First, one.Second).TotalMilliseconds).Order()];
        return new(shape?.Name ?? "S13 at rest", result is null ? 0 : result.Measured / result.Seconds, taken, sent.Length - taken.Length);
    }

    private async Task<LoadResult?> Loaded(Loader loader, LoadShape shape, TimeSpan measured) => await loader.Run(server, shape, WarmUp, measured);
}
