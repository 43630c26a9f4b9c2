using System.Text;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Server.Ingest;
using Stations.Server.Live;

namespace Stations.Server.Operations;

/// <summary>Puts on the board what the journal remembers, before anything else is served.</summary>
public sealed class Recovery(EventJournal journal, MqttJournal mqtt, Unsaved unsaved, StationBoard board, IGrainFactory grains, Readiness readiness, ILogger<Recovery> log)
{
    /// <summary>Keys that one thread restores while another reads the next.</summary>
    private const int AtOnce = 512;

    private int damaged;

    public async Task Run(CancellationToken cancellation)
    {
        readiness.IsLoading(() => $"The journal is being read: {board.DeviceCount} devices so far.");
        await Parallel.ForEachAsync(journal.LoadAll().Chunk(AtOnce), cancellation, Restore);
        log.LogInformation(
            "Recovered {Devices} devices of {Stations} stations up to position {Position}; {Damaged} damaged",
            board.DeviceCount, board.StationCount, journal.Committed, damaged);
    }

    private async ValueTask Restore(Recovered[] some, CancellationToken cancellation)
    {
        foreach (var recovered in some)
        {
            if (recovered.Key.Span is [(byte)'/', ..])
            {
                mqtt.Recover(recovered);
                continue;
            }

            if (recovered.Records.Count > 0)
            {
                unsaved.Add(Encoding.ASCII.GetString(recovered.Key.Span));
            }

            if (Restore(recovered) is { } device)
            {
                board.Show(device);
                await grains.GetGrain<IStationGrain>(device.Info.Station.ToString()).DeviceChanged(device.Info.Id.ToString(), Contribution.Of(device));
            }
        }
    }

    /// <summary>A damaged device is reported and left out: nothing of it is served until it is born again.</summary>
    private Device? Restore(Recovered recovered)
    {
        try
        {
            return DeviceSnapshot.Restore(recovered);
        }
        catch (InvalidDataException error)
        {
            Interlocked.Increment(ref damaged);
            log.LogError("{Device} was not recovered: {Reason}", Encoding.ASCII.GetString(recovered.Key.Span), error.Message);
            return null;
        }
    }
}
