using System.Text;
using Stations.Grains;
using Stations.Journal;
using Stations.Server.Live;

namespace Stations.Server.Operations;

/// <summary>Saves what has changed as snapshots, so that the next start reads a short tail and the journal does not grow without end.</summary>
public sealed class Checkpoints(EventJournal journal, StationBoard board, TimeProvider clock, ILogger<Checkpoints> log) : BackgroundService
{
    /// <summary>At an ordinary fleet's pace a start then reads a few thousand records.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private long saved;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Save(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Save(stoppingToken);
        }
    }

    private async Task Save(CancellationToken cancellation)
    {
        var covered = journal.Committed;
        if (covered == saved)
        {
            return;
        }

        try
        {
            // Ordered by key: SQLite's pages are then written once each.
            var changed = board.Devices.Select(item => item.Device).Where(device => device.JournalPosition > saved)
                .Select(device => (Key: device.Info.Id.ToString(), Device: device))
                .OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => new Snapshot(Encoding.ASCII.GetBytes(one.Key), one.Device.JournalPosition, DeviceSnapshot.Write(one.Device)));
            await journal.Checkpoint(covered, changed, cancellation);
            saved = covered;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The checkpoint failed; the journal keeps everything, and the next try is in {Period}", Period);
        }
    }
}
