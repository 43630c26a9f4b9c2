using System.Runtime.InteropServices;

namespace Stations.Mqtt.Server;

/// <summary>
/// What the store gets. A step that changes anything kept takes <see cref="Gate"/>, changes it in memory, notes it here and commits, so the
/// store sees all steps in the order in which memory does. Locks are taken in this order: the endpoint's, this one, a session's.
/// </summary>
internal sealed class Ledger(IMqttStore store)
{
    private readonly List<MqttStoreEntry> entries = [];
    private readonly List<(Session Session, long Mark)> queued = [];
    private readonly Dictionary<(MqttStoreKind Kind, string Id), long> changed = [];

    public Lock Gate { get; } = new();

    /// <summary>Under the gate, as part of the next commit.</summary>
    public void Note(MqttStoreKind kind, string id, byte[] record) => entries.Add(new MqttStoreEntry(kind, id, record));

    /// <summary>Under the gate: <see cref="Session.Settle"/> is called with the mark when the next commit is durable.</summary>
    public void Queued(Session session, long mark) => queued.Add((session, mark));

    /// <summary>
    /// Under the gate, and not under a session's lock. Hands everything noted to the store in one piece. Completes when it is durable and the
    /// sessions concerned have sent what they may.
    /// </summary>
    public ValueTask Commit()
    {
        if (entries.Count == 0)
        {
            return default;
        }

        ValueTask durable;
        try
        {
            durable = store.Append(CollectionsMarshal.AsSpan(entries));
            foreach (var entry in entries)
            {
                changed[(entry.Kind, entry.Id)] = store.Position;
            }
        }
        finally
        {
            entries.Clear();
        }

        if (queued.Count == 0)
        {
            return durable;
        }

        (Session, long)[] waiting = [.. queued];
        queued.Clear();
        return Settle(durable, waiting);
    }

    /// <summary>The next snapshots cover this id too.</summary>
    public void Touch(MqttStoreKind kind, string id)
    {
        lock (Gate)
        {
            changed[(kind, id)] = store.Position;
        }
    }

    /// <summary>A snapshot of everything changed and not <see cref="Saved"/>; taken one by one, between other steps.</summary>
    public IEnumerable<MqttStoreSnapshot> Snapshots(Func<MqttStoreKind, string, byte[]> stateOf)
    {
        (MqttStoreKind Kind, string Id)[] keys;
        lock (Gate)
        {
            keys = [.. changed.Keys];
        }

        foreach (var (kind, id) in keys)
        {
            MqttStoreSnapshot snapshot;
            lock (Gate)
            {
                snapshot = new MqttStoreSnapshot(kind, id, store.Position, stateOf(kind, id));
            }

            yield return snapshot;
        }
    }

    public void Saved(in MqttStoreSnapshot snapshot)
    {
        var key = (snapshot.Kind, snapshot.Id);
        lock (Gate)
        {
            if (changed.TryGetValue(key, out long last) && last <= snapshot.Position)
            {
                changed.Remove(key);
            }
        }
    }

    private static async ValueTask Settle(ValueTask durable, (Session Session, long Mark)[] waiting)
    {
        await durable.ConfigureAwait(false);
        using var batch = Wire.MqttBatch.Begin();
        foreach (var (session, mark) in waiting)
        {
            session.Settle(mark);
        }
    }
}
