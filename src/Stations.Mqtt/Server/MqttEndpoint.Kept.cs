using System.Text;

namespace Stations.Mqtt.Server;

public sealed partial class MqttEndpoint
{
    /// <summary>Retained messages of one sweep: some milliseconds.</summary>
    private const int MostExpiredAtOnce = 1000;

    private readonly List<Session> restored = [];

    /// <summary>
    /// Takes back what the store has kept under one id. To be called before <see cref="Start"/>, with everything that was kept. False if it
    /// cannot be read: then nothing of it is served, and the next snapshots let the store forget it.
    /// </summary>
    public bool Restore(MqttKept kept)
    {
        if (kept.Records.Count > 0)
        {
            Ledger!.Touch(kept.Kind, kept.Id);
        }

        bool isReadable = !kept.IsDamaged && (kept.Kind == MqttStoreKind.Session ? RestoreSession(kept) : RestoreRetained(kept));
        if (!isReadable)
        {
            Ledger!.Touch(kept.Kind, kept.Id);
        }

        return isReadable;
    }

    /// <summary>
    /// What the store may put in the place of the records so far: one snapshot for each session and retained message that changed and of which
    /// no <see cref="Saved"/> snapshot holds the change. Read lazily, at any time.
    /// </summary>
    public IEnumerable<MqttStoreSnapshot> Snapshots() => Ledger?.Snapshots(StateOf) ?? [];

    /// <summary>The snapshot is durable. Its state is not looked at.</summary>
    public void Saved(in MqttStoreSnapshot snapshot) => Ledger?.Saved(snapshot);

    private byte[] StateOf(MqttStoreKind kind, string id) => kind == MqttStoreKind.Session
        ? sessions.GetValueOrDefault(id)?.ToChanges() is { } changes ? SessionChange.ToBytes(changes) : []
        : Retained.Find(id)?.ToBytes() ?? [];

    private bool RestoreSession(MqttKept kept)
    {
        var session = new Session(kept.Id, this);
        foreach (var bytes in kept.Records.Prepend(kept.State).Where(bytes => !bytes.IsEmpty))
        {
            if (SessionChange.Parse(bytes.Span) is not { } changes)
            {
                session.Forget();
                return false;
            }

            changes.ForEach(session.Apply);
        }

        if (!session.IsKept)
        {
            return true;
        }

        if (sessions.Count >= Limits.Sessions)
        {
            Counters.Refused("sessions");
            session.Forget();
            Ledger!.Touch(kept.Kind, kept.Id);
            return true;
        }

        sessions[kept.Id] = session;
        restored.Add(session);
        return true;
    }

    /// <summary>Only the last record counts.</summary>
    private bool RestoreRetained(MqttKept kept)
    {
        var last = kept.Records.Count > 0 ? kept.Records[^1] : kept.State;
        if (last.IsEmpty)
        {
            return true;
        }

        if (Message.Parse(last.Span) is not { } message || Encoding.UTF8.GetString(message.Topic) != kept.Id)
        {
            return false;
        }

        if (Retained.Set(message) == RetainedChange.NoRoom)
        {
            Counters.Dropped("retained_full");
            Ledger!.Touch(kept.Kind, kept.Id);
        }

        return true;
    }

    /// <summary>What has expired gives its place back, some of it at each sweep.</summary>
    private void SweepRetained(long now)
    {
        if (!Retained.HasExpired(now))
        {
            return;
        }

        if (Ledger is not { } ledger)
        {
            CountExpired(Retained.Expire(now, MostExpiredAtOnce));
            return;
        }

        lock (ledger.Gate)
        {
            var expired = Retained.Expire(now, MostExpiredAtOnce);
            CountExpired(expired);
            expired.FindAll(message => !message.IsFleeting).ForEach(message => ledger.Note(MqttStoreKind.Retained, Encoding.UTF8.GetString(message.Topic), []));
            _ = ledger.Commit();
        }
    }

    private void CountExpired(List<Message> messages) => messages.ForEach(_ => Counters.Dropped("retained_expired"));

    /// <summary>Once all is restored: a subscription may want any retained message. What has expired meanwhile ends before anybody comes.</summary>
    private void Revive()
    {
        long now = Now;
        foreach (var session in restored)
        {
            session.Revive(now);
        }

        restored.Clear();
        restored.TrimExcess();
        SweepSessions(now);
    }
}
