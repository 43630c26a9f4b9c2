using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Age;

/// <summary>Asks for history ten times a second beside the full load.</summary>
internal sealed class AgeRun(StationsPeer server, Fleet fleet, TimeProvider clock)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <returns>The ages sorted: from the time up to which an answer says that it is complete to the time of the question.</returns>
    public async Task<(LoadResult Load, TimeSpan[] Ages)> Measure(TimeSpan measured, CancellationToken cancellation)
    {
        await server.Start(cancellation);
        var loader = new Loader(fleet, clock);
        await loader.Bear(server);
        using var loaded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asking = Ask(loaded.Token);
        var load = await loader.Run(server, LoadShape.Coalesced("M10"), WarmUp, measured);
        await loaded.CancelAsync();
        return (load, await asking);
    }

    private async Task<TimeSpan[]> Ask(CancellationToken cancellation)
    {
        var ages = new List<TimeSpan>();
        try
        {
            await Task.Delay(WarmUp, clock, cancellation);
            for (var turn = 0; ; turn += 7919)
            {
                var (device, asked) = (fleet.Devices[turn % fleet.Devices.Count].Id, clock.GetUtcNow());
                var answer = await server.Ask($"/api/v1/devices/{device}/history?field=power_w&resolution=raw&from={asked.AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}", cancellation);
                ages.Add(asked - answer.GetProperty("asOf").GetDateTimeOffset());
                await Task.Delay(Pause, clock, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            ages.Sort();
            return [.. ages];
        }
    }
}
