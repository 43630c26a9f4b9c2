namespace Stations.Mqtt.Server;

/// <summary>The side of a session that the store sees. Without a store, or when it ends with its connection, there is none.</summary>
internal sealed partial class Session
{
    private volatile SessionChange.Connected? keptAs;
    private SessionChange.Left? left;

    /// <summary>It outlives the process. Settled when its first client comes; from then on it can only end.</summary>
    public bool IsKept => keptAs is not null;

    /// <summary>Guards a step that changes what is kept: taken first, and let go after <see cref="Commit()"/>.</summary>
    public Lock StepGate => IsKept ? endpoint.Ledger!.Gate : gate;

    /// <summary>Hands the store what this step has changed; completes when it is durable.</summary>
    public ValueTask Commit() => IsKept ? endpoint.Ledger!.Commit() : default;

    /// <summary>A client has taken the session, which from now on is kept or not.</summary>
    public ValueTask Keep(SessionChange.Connected connected)
    {
        if (endpoint.Ledger is not { } ledger)
        {
            return default;
        }

        if (connected.ExpirySeconds == 0)
        {
            return Forsake();
        }

        lock (ledger.Gate)
        {
            (keptAs, left) = (connected, null);
            return Commit(connected);
        }
    }

    /// <summary>The client has gone. Nobody waits for this: if it is lost, the client is taken to have gone later.</summary>
    public void Leave(long now, long willDueAt)
    {
        if (!IsKept)
        {
            return;
        }

        lock (StepGate)
        {
            _ = Commit(left = new SessionChange.Left(now, ExpirySeconds, willDueAt));
        }
    }

    /// <summary>The will that waited is published.</summary>
    public void WillPublished()
    {
        lock (StepGate)
        {
            if (left is { WillDueAt: > 0 })
            {
                Leave(left.At, willDueAt: 0);
            }
        }
    }

    /// <summary>The shortest list of changes that leads to this session; under the ledger's gate. Null if it is not kept.</summary>
    public List<SessionChange>? ToChanges()
    {
        if (keptAs is not { } connected)
        {
            return null;
        }

        lock (gate)
        {
            List<SessionChange> changes = [connected with { IsNew = true }];
            if (left is not null)
            {
                changes.Add(left);
            }

            changes.AddRange(subscribers.Select(one => new SessionChange.Subscribed(one.Subscription, one.SubscriptionId, one.WantsRetained)));
            changes.AddRange(outbox?.ToChanges() ?? []);
            changes.AddRange((receivedExactlyOnce ?? []).Select(id => new SessionChange.Exchanged(Packets.PacketType.Publish, id)));
            return changes;
        }
    }

    /// <summary>The store forgets the session; completes when that is durable.</summary>
    private ValueTask Forsake()
    {
        if (!IsKept)
        {
            return default;
        }

        lock (StepGate)
        {
            Note(new SessionChange.Ended());
            keptAs = null;
            return endpoint.Ledger!.Commit();
        }
    }

    private void Note(SessionChange change) => endpoint.Ledger!.Note(MqttStoreKind.Session, Id, change.ToBytes());

    private ValueTask Commit(SessionChange change)
    {
        Note(change);
        return endpoint.Ledger!.Commit();
    }
}
