using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Reports;

/// <summary>
/// Looks once in a while for what nobody has used for long, and for doubts that count no more; the device's grain draws the conclusion. Of several servers each
/// looks at those whose grains it has; one that nobody has is silent, and waits until it speaks.
/// </summary>
public sealed class TrustSweep(StationBoard board, IGrainFactory grains, TrustLimits limits, TimeProvider clock, ILogger<TrustSweep> log) : BackgroundService
{
    /// <summary>Hours decide; a minute does not matter.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);

    /// <summary>Found in one look; the rest is found in the next.</summary>
    private const int MostAtOnce = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "The look for what nobody uses could not finish; the next one is in {Beat}", Beat);
            }
        }
    }

    /// <summary>Completes when every conclusion of this moment is durable.</summary>
    internal Task Look()
    {
        var now = clock.NowMilliseconds();
        var found = from station in board.Stations
                    let info = station.Picture.Info
                    let hours = OpeningHours.TryParse(info.Hours, info.Zone, out var open) ? open : null
                    from item in station.Devices.Values
                    where !item.IsElsewhere && !ReferenceEquals(item.Device.Trust, Trust.None) && limits.Find(item.Device, hours, now) is not null
                    select grains.GetGrain<IDeviceGrain>(item.Device.Info.Id.ToString()).CheckTrust(info.Hours, info.Zone).AsTask();
        return Task.WhenAll(found.Take(MostAtOnce));
    }
}
