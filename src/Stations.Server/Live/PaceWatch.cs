using Stations.Model;

namespace Stations.Server.Live;

/// <summary>Looks at all that charges once in a while, so that no message has to be looked at for it.</summary>
public sealed class PaceWatch(StationBoard board, TimeProvider clock) : BackgroundService
{
    /// <summary>A battery gains the 3 % that a pace is measured by in some minutes.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => FleetLook.Repeat(Look, Beat, clock, stoppingToken);

    internal void Look()
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var station in board.Stations)
        {
            FullTime? next = null;
            foreach (var (_, item) in station.Devices)
            {
                var device = item.Device;
                if (device.Kind.Need == Need.Charge)
                {
                    item.Pace = ChargePace.After(item.Pace, device);
                    next = device.Kind.NeedOf(device) == Need.Charge ? ChargePace.Sooner(next, ChargePace.Next(item.Pace, now)) : next;
                }
            }

            station.NextFull = next;
        }
    }
}
