namespace Stations.Server.Live;

/// <summary>Looks at all devices over and over; of so many that a look takes long, less often: messages need the same cores.</summary>
internal static class FleetLook
{
    /// <summary>A look takes a twentieth of the time at most.</summary>
    private const int RestsPerLook = 19;

    /// <param name="beat">From the end of one look to the next, at least.</param>
    public static async Task Repeat(Action look, TimeSpan beat, TimeProvider clock, CancellationToken stoppingToken)
    {
        var rest = beat;
        while (true)
        {
            await Task.Delay(rest, clock, stoppingToken);
            var began = clock.GetTimestamp();
            look();
            rest = TimeSpan.FromTicks(Math.Max(beat.Ticks, RestsPerLook * clock.GetElapsedTime(began).Ticks));
        }
    }
}
