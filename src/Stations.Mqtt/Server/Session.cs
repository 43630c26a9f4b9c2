using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>What the server keeps for a client id, with or without a connection. Parts that a session does not need are not there.</summary>
internal sealed partial class Session(string sessionId, MqttEndpoint endpoint)
{
    private readonly Lock gate = new();
    private volatile MqttConnection? connection;
    private Subscriber[] subscribers = [];
    private HashSet<ushort>? receivedExactlyOnce;
    private bool hasEnded;

    /// <summary>See <see cref="MqttConnection.SessionId"/>.</summary>
    public string Id { get; } = sessionId;

    public MqttConnection? Connection => connection;

    /// <summary>How long it outlives its connection, seconds; <see cref="uint.MaxValue"/>: without end, as far as the limit allows.</summary>
    public uint ExpirySeconds { get; set; }

    /// <summary>Endpoint time in milliseconds; meaningful without a connection.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>A will that waits for its delay.</summary>
    public DelayedWill? DelayedWill { get; set; }

    public int SubscriptionCount => subscribers.Length;

    /// <summary>
    /// Adds or replaces the subscription to a filter. A kept session's step: to be taken under <see cref="StepGate"/> and followed by
    /// <see cref="Commit()"/>.
    /// </summary>
    public void Subscribe(Subscription subscription, uint subscriptionId)
    {
        var added = new Subscriber(this, subscription, subscriptionId);
        Subscriber? old;
        lock (gate)
        {
            old = Take(subscription.Filter);
            added.WantsRetained = !TopicFilter.IsShared(subscription.Filter)
                && (subscription.RetainHandling == RetainHandling.Send || (subscription.RetainHandling == RetainHandling.SendIfNew && old is null));
            subscribers = [.. subscribers, added];
        }
        endpoint.Subscriptions.Replace(old, added);
        if (IsKept)
        {
            Note(new SessionChange.Subscribed(subscription, subscriptionId, added.WantsRetained));
        }
    }

    /// <summary>As <see cref="Subscribe"/>; false if there was no such subscription.</summary>
    public bool Unsubscribe(string filter)
    {
        Subscriber? old;
        lock (gate)
        {
            old = Take(filter);
        }

        if (old is null)
        {
            return false;
        }

        endpoint.Subscriptions.Replace(old, added: null);
        if (IsKept)
        {
            Note(new SessionChange.Unsubscribed(filter));
        }

        return true;
    }

    public bool IsSubscribed(string filter)
    {
        lock (gate)
        {
            return Find(filter) is not null;
        }
    }

    /// <summary>Ends the session: nothing reaches it any more. Completes when that is durable.</summary>
    public ValueTask Discard()
    {
        foreach (var subscriber in subscribers)
        {
            endpoint.Subscriptions.Replace(subscriber, added: null);
        }

        lock (gate)
        {
            hasEnded = true;
            Forget();
        }

        return Forsake();
    }

    /// <summary>Nothing waits for the client any more.</summary>
    public void Forget()
    {
        outbox?.LetAllGo();
        endpoint.Queued.RemoveReferences(backlog?.Count ?? 0);
        (outbox, backlog) = (null, null);
    }

    public bool HasReceived(ushort packetId)
    {
        lock (gate)
        {
            return receivedExactlyOnce?.Contains(packetId) == true;
        }
    }

    public int UnreleasedCount
    {
        get
        {
            if (receivedExactlyOnce is null)
            {
                return 0;
            }

            lock (gate)
            {
                return receivedExactlyOnce.Count;
            }
        }
    }

    /// <summary>
    /// A QoS 2 message is accepted: the same packet id is a repetition until PUBREL. A kept session's step, as <see cref="Subscribe"/>.
    /// </summary>
    public void Receive(ushort packetId)
    {
        lock (gate)
        {
            (receivedExactlyOnce ??= []).Add(packetId);
        }

        if (IsKept)
        {
            Note(new SessionChange.Exchanged(PacketType.Publish, packetId));
        }
    }

    /// <summary>Takes PUBREL. Completes when PUBCOMP may go out, also for a repeated PUBREL.</summary>
    public ValueTask Release(ushort packetId, out bool isKnown)
    {
        lock (StepGate)
        {
            lock (gate)
            {
                isKnown = receivedExactlyOnce?.Remove(packetId) == true;
            }

            return IsKept ? Commit(new SessionChange.Exchanged(PacketType.PubRel, packetId)) : default;
        }
    }

    private Subscriber? Find(string filter) =>
        Array.Find(subscribers, subscriber => string.Equals(subscriber.Subscription.Filter, filter, StringComparison.Ordinal));

    private Subscriber? Take(string filter)
    {
        var found = Find(filter);
        if (found is not null)
        {
            subscribers = [.. subscribers.Where(subscriber => subscriber != found)];
        }

        return found;
    }
}

/// <summary><see cref="DueAt"/> in endpoint time, milliseconds.</summary>
internal sealed record DelayedWill(MqttConnection Connection, Will Will, long DueAt);
