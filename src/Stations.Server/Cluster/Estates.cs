using System.Text;
using Stations.Grains;
using Stations.Journal;
using Stations.Server.Configuration;
using Stations.Server.History;
using Stations.Server.Live;

namespace Stations.Server.Cluster;

/// <summary>What servers that ended left behind: a journal of what their devices said that no snapshot and no history holds yet.</summary>
internal sealed class Estates(
    ServerOptions options, IGrainFactory grains, StationBoard board, Retention retention, HistoryMetrics metrics, TimeProvider clock, ILogger<Estates> log) : IDisposable
{
    /// <summary>Devices that are asked to save themselves at the same time.</summary>
    private const int AtOnce = 256;

    private const int PortionBytes = 1 << 20;

    private readonly JournalReader reader = new(options.Store!);

    /// <exception cref="JournalException">The database cannot be asked now.</exception>
    public IReadOnlyList<int> Left() => reader.Left();

    /// <summary>
    /// Has every device with a record in it save itself, wherever it runs now, takes the rest into history and removes the journal. From here on the
    /// server could not write to it any more if it lived after all. False if it could not be done to its end: it is tried again.
    /// </summary>
    public async Task<bool> Settle(int server)
    {
        try
        {
            await using var journal = new EventJournal(options.Journal with { Left = server }, clock);
            journal.Open();
            ReadOnlyMemory<byte>[] devices = [.. journal.KeysFound().Where(key => key.Span is not [(byte)'/', ..])];
            foreach (var some in devices.Chunk(AtOnce))
            {
                await Task.WhenAll(some.Select(key => grains.GetGrain<IDeviceGrain>(Encoding.ASCII.GetString(key.Span)).Save().AsTask()));
            }

            Follow(journal);
            var isDone = journal.Retire(devices);
            log.LogInformation("Server {Server} ended; {Devices} devices that it had written about are safe elsewhere: {IsDone}", server, devices.Length, isDone);
            return isDone;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            log.LogWarning(error, "What server {Server} left behind cannot be settled now; it is tried again in {Period}", server, CaretakerGrain.Period);
            return false;
        }
    }

    public void Dispose() => reader.Dispose();

    private void Follow(EventJournal journal)
    {
        using var history = options.Journal.NewHistory();
        history.Open(journal.Ownership);
        var followed = new Followed();
        followed.Begin(history.Position);
        var records = new RecordReader(followed, board, retention, metrics);
        while (journal.ReadAfter(followed.Position, PortionBytes) is { Count: > 0 } portion)
        {
            followed.Add(portion, records.Read, portion[^1].Position);
            followed.MoveTo(history);
        }
    }
}
