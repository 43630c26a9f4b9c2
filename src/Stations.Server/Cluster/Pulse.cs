namespace Stations.Server.Cluster;

/// <summary>A Gateway's word to every silo that the database lists: silos know by it that they are reached (<see cref="FairTable"/>), and the Gateway whom it reaches.</summary>
internal sealed class Pulse(IGrainFactory grains, Silos silos, TimeProvider clock) : BackgroundService
{
    /// <summary>One small call to each silo.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    /// <summary>Longer than a silo that is there is busy with something else.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private long answered;

    /// <summary>For operators; null while one silo at least answers.</summary>
    public string? Trouble => Volatile.Read(ref answered) is not 0 and var at && clock.GetElapsedTime(at) is var silence && silence > Patience
        ? $"No silo of the cluster has answered for {silence.TotalSeconds:0} s: what devices say waits at the broker, and nothing can be told to them."
        : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Volatile.Write(ref answered, clock.GetTimestamp());
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            for (var silo = 0; silo < silos.Count; silo++)
            {
                Beat().Ignore();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Beat()
    {
        try
        {
            await grains.GetGrain<IPulseGrain>(0).Beat();
        }
        catch (ArgumentException)
        {
            // The silos are of the version before, which does not know it.
        }

        Volatile.Write(ref answered, clock.GetTimestamp());
    }
}
