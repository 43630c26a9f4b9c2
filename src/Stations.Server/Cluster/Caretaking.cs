namespace Stations.Server.Cluster;

/// <summary>Sees to it that the cluster has a caretaker. Any server may, and each does: the reminder is one.</summary>
internal sealed class Caretaking(IGrainFactory grains, TimeProvider clock, ILogger<Caretaking> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await grains.GetGrain<ICaretakerGrain>(0).Begin();
                return;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                log.LogDebug(error, "The caretaker cannot be told to begin yet");
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
