using System.Collections.Concurrent;
using System.Text;
using Stations.Journal;
using Stations.Mqtt.Server;

namespace Stations.Server.Ingest;

/// <summary>What the MQTT endpoint keeps, in the same journal as the devices: what comes together shares a commit.</summary>
public sealed class MqttJournal(EventJournal journal, ILogger<MqttJournal> log) : IMqttStore
{
    private const string SessionPrefix = "/mqtt/session/";
    private const string RetainedPrefix = "/mqtt/retained/";

    private readonly ConcurrentQueue<Recovered> recovered = [];
    private readonly List<MqttStoreSnapshot> taken = [];
    private volatile MqttEndpoint? endpoint;

    public long Position { get; private set; }

    public ValueTask Append(ReadOnlySpan<MqttStoreEntry> entries)
    {
        var together = new JournalEntry[entries.Length];
        for (var index = 0; index < entries.Length; index++)
        {
            together[index] = new JournalEntry(KeyOf(entries[index].Kind, entries[index].Id), entries[index].Record);
        }

        var appended = journal.AppendTogether(together);
        Position = appended.Position;
        return appended.Committed;
    }

    /// <summary>Takes what the journal remembers of a key that is no device's, until <see cref="RestoreTo"/>. Any thread.</summary>
    public void Recover(Recovered found) => recovered.Enqueue(found);

    /// <summary>Hands it over. What cannot be read is reported and left out; the next checkpoint forgets it.</summary>
    public void RestoreTo(MqttEndpoint restored)
    {
        Position = journal.Committed;
        while (recovered.TryDequeue(out var found))
        {
            var key = Encoding.UTF8.GetString(found.Key.Span);
            if (Parse(key) is not var (kind, id))
            {
                log.LogWarning("{Key} belongs to nobody here and is left alone", key);
                continue;
            }

            var kept = new MqttKept(kind, id, found.State, [.. found.Records.Select(record => record.Bytes)], IsDamaged: found.Damage is not null);
            if (!restored.Restore(kept))
            {
                log.LogError("{Key} was not recovered: {Reason}", key, found.Damage ?? "its format is not known");
            }
        }

        // Before all is there, nothing can be said of it.
        endpoint = restored;
    }

    /// <summary>Of what changed since the last that were <see cref="Saved"/>. Read lazily, by one reader.</summary>
    public IEnumerable<Snapshot> Snapshots()
    {
        taken.Clear();
        foreach (var snapshot in endpoint?.Snapshots() ?? [])
        {
            taken.Add(snapshot with { State = default });
            yield return new Snapshot(KeyOf(snapshot.Kind, snapshot.Id), snapshot.Position, snapshot.State);
        }
    }

    /// <summary>All <see cref="Snapshots"/> read are durable.</summary>
    public void Saved()
    {
        foreach (var snapshot in taken)
        {
            endpoint!.Saved(snapshot);
        }
    }

    private static byte[] KeyOf(MqttStoreKind kind, string id) => Encoding.UTF8.GetBytes((kind == MqttStoreKind.Session ? SessionPrefix : RetainedPrefix) + id);

    private static (MqttStoreKind Kind, string Id)? Parse(string key) =>
        key.StartsWith(SessionPrefix, StringComparison.Ordinal) ? (MqttStoreKind.Session, key[SessionPrefix.Length..])
        : key.StartsWith(RetainedPrefix, StringComparison.Ordinal) ? (MqttStoreKind.Retained, key[RetainedPrefix.Length..])
        : null;
}
