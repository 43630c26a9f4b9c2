using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Ingest;
using Stations.Server.Live;

namespace Stations.Server.Operations;

/// <summary>Puts on the board what the journal remembers, before anything else is served. Over when it has started.</summary>
public sealed class Recovery(EventJournal journal, MqttJournal mqtt, Unsaved unsaved, Unreadable unreadable, StationBoard board, IGrainFactory grains, Readiness readiness, ILogger<Recovery> log)
    : IHostedService
{
    /// <summary>Keys that one thread restores while another reads the next.</summary>
    private const int AtOnce = 512;

    private readonly ConcurrentDictionary<StationId, List<KeyValuePair<string, Contribution>>> stations = new();
    private int damaged;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        readiness.IsLoading(() => $"The journal is being read: {board.DeviceCount} devices so far.");
        Parallel.ForEach(Partitioner.Create(journal.LoadAll().Chunk(AtOnce), EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { CancellationToken = cancellationToken }, Restore);
        foreach (var (station, devices) in stations)
        {
            await grains.GetGrain<IStationGrain>(station.ToString()).Recovered(devices);
        }

        stations.Clear();
        foreach (var (grain, data) in journal.States.All(NodeState.Name))
        {
            if (NodeId.TryParse(grain[(grain.IndexOf('/') + 1)..], out var node))
            {
                board.Await(node, JsonSerializer.Deserialize(data, GrainsJson.Default.NodeState) is { IsAwaited: true });
            }
        }

        log.LogInformation(
            "Recovered {Devices} devices of {Stations} stations up to position {Position}; {Damaged} damaged",
            board.DeviceCount, board.StationCount, journal.Committed, damaged);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Restore(Recovered[] some)
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
                var devices = stations.GetOrAdd(device.Info.Station, static _ => []);
                lock (devices)
                {
                    devices.Add(new(device.Info.Id.ToString(), Contribution.Of(device)));
                }
            }
        }
    }

    /// <summary>A device that is damaged, or was written by a newer version, is reported and left out; nothing of it is served.</summary>
    private Device? Restore(Recovered recovered)
    {
        try
        {
            return DeviceSnapshot.Restore(recovered);
        }
        catch (InvalidDataException error)
        {
            var device = Encoding.ASCII.GetString(recovered.Key.Span);
            Interlocked.Increment(ref damaged);
            if (recovered.Damage is null)
            {
                unreadable.Add(device);
            }

            log.LogError("{Device} was not recovered: {Reason}", device, error.Message);
            return null;
        }
    }
}
