using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Operations;

/// <summary>
/// Compares devices with the server's clock, and has the grains of those for which time means something draw the conclusion: each second those
/// that are due, for an alarm that waits for its time or a maintenance that ends; every <see cref="Period"/> all, for silence.
/// </summary>
public sealed class TimeSweep(StationBoard board, IGrainFactory grains, Silence silence, TimeProvider clock, ILogger<TimeSweep> log) : BackgroundService
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>One beat may come late, and what was concluded is shown within another.</summary>
    public static readonly TimeSpan Period = Silence.Ahead - (2 * Beat);

    private Task sweep = Task.CompletedTask;
    private long swept = clock.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            // Nothing is waited for: a danger's time must not stand behind what a store that is away cannot take.
            _ = Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What is done each <see cref="Beat"/>. Completes when its conclusions are durable.</summary>
    internal Task Look()
    {
        var due = Check(board.Due.Take(clock.NowMilliseconds()));
        if (sweep.IsCompleted && clock.GetElapsedTime(swept) >= Period)
        {
            (swept, sweep) = (clock.GetTimestamp(), Sweep());
        }

        return Task.WhenAll(due, sweep);
    }

    /// <summary>Completes when every conclusion of this moment is durable.</summary>
    public Task Sweep()
    {
        var now = clock.NowMilliseconds();
        return Check([.. board.Devices.Where(item => silence.Of(item.Device, now) is not null).Select(item => item.Device.Info.Id), .. board.Due.Take(now)]);
    }

    private async Task Check(List<DeviceId> devices)
    {
        try
        {
            await Task.WhenAll(devices.Select(device => grains.GetGrain<IDeviceGrain>(device.ToString()).CheckTime().AsTask()));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The sweep could not finish; the next one is in {Period}", Period);
        }
    }
}
