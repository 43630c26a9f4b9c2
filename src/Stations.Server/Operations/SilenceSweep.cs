using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Operations;

/// <summary>Compares every device's last report with the clock, in one sweep; its grain draws the conclusion.</summary>
public sealed class SilenceSweep(StationBoard board, IGrainFactory grains, Silence silence, TimeProvider clock, ILogger<SilenceSweep> log) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            await Sweep();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Completes when every conclusion of this moment is durable.</summary>
    public async Task Sweep()
    {
        var now = clock.NowMilliseconds();
        var silent = new List<Task>();
        foreach (var item in board.Devices)
        {
            if (silence.Of(item.Device, now) is not null)
            {
                silent.Add(grains.GetGrain<IDeviceGrain>(item.Device.Info.Id.ToString()).CheckSilence().AsTask());
            }
        }

        try
        {
            await Task.WhenAll(silent);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The sweep could not finish; the next one is in {Period}", Period);
        }
    }
}
