using Stations.Grains;
using Stations.Journal;
using Stations.Server.Ingest;

namespace Stations.Server.Operations;

/// <summary>
/// Has devices and the MQTT endpoint save themselves, so that the next start reads a short tail and the journal does not grow without end;
/// at once after a start, for one that is killed again and again.
/// A clean stop needs none: a grain that goes saves itself, and the endpoint's tail is short.
/// </summary>
public sealed class Checkpoints(EventJournal journal, Unsaved unsaved, Unreadable unreadable, MqttJournal mqtt, IGrainFactory grains, TimeProvider clock, ILogger<Checkpoints> log) : BackgroundService
{
    /// <summary>At an ordinary fleet's pace a start then reads a few thousand records.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Devices that save themselves at the same time.</summary>
    private const int AtOnce = 256;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            await Save(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Save(CancellationToken cancellation)
    {
        var covered = journal.Committed;
        var keys = unsaved.Take();
        try
        {
            foreach (var some in keys.Chunk(AtOnce))
            {
                await Task.WhenAll(some.Select(key => grains.GetGrain<IDeviceGrain>(key).Save().AsTask())).WaitAsync(cancellation);
            }

            // What cannot be read has no snapshot: nothing is covered while there is any of it.
            await journal.Checkpoint(unreadable.Count > 0 ? 0 : covered, mqtt.Snapshots(), cancellation);
            mqtt.Saved();
        }
        catch (Exception error)
        {
            // Nothing is deleted, so nothing is lost; they are asked again next time.
            foreach (var key in keys)
            {
                unsaved.Add(key);
            }

            if (error is not OperationCanceledException)
            {
                log.LogError(error, "The checkpoint failed; the next try is in {Period}", Period);
            }
        }
    }
}
