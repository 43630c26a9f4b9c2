using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>What the server keeps for a client id, with or without a connection. Parts that a session does not need are not there.</summary>
internal sealed partial class Session(string clientId, MqttEndpoint endpoint)
{
    private readonly Lock gate = new();
    private volatile MqttConnection? connection;
    private List<Subscriber>? subscribers;
    private HashSet<ushort>? receivedExactlyOnce;

    public string ClientId { get; } = clientId;

    public MqttConnection? Connection => connection;

    /// <summary>How long it outlives its connection, seconds; <see cref="uint.MaxValue"/>: without end, as far as the limit allows.</summary>
    public uint ExpirySeconds { get; set; }

    /// <summary>Endpoint time in milliseconds; meaningful without a connection.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>A will that waits for its delay.</summary>
    public DelayedWill? DelayedWill { get; set; }

    public int SubscriptionCount => subscribers?.Count ?? 0;

    /// <summary>Adds or replaces the subscription to a filter; true if it is new.</summary>
    public bool Subscribe(Subscription subscription, uint? subscriptionId)
    {
        var added = new Subscriber(this, subscription, subscriptionId);
        Subscriber? old;
        lock (gate)
        {
            subscribers ??= new List<Subscriber>(1);
            old = Take(subscription.Filter);
            subscribers.Add(added);
        }
        endpoint.Subscriptions.Replace(old, added);
        return old is null;
    }

    public bool Unsubscribe(string filter)
    {
        Subscriber? old;
        lock (gate)
        {
            old = Take(filter);
        }

        if (old is not null)
        {
            endpoint.Subscriptions.Replace(old, added: null);
        }

        return old is not null;
    }

    public bool IsSubscribed(string filter)
    {
        lock (gate)
        {
            return Find(filter) is not null;
        }
    }

    /// <summary>Ends the session: nothing reaches it any more.</summary>
    public void Discard()
    {
        foreach (var subscriber in subscribers ?? [])
        {
            endpoint.Subscriptions.Replace(subscriber, added: null);
        }

        lock (gate)
        {
            outbox = null;
        }
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

    /// <summary>A QoS 2 message is accepted: the same packet id is a repetition until PUBREL.</summary>
    public void MarkReceived(ushort packetId)
    {
        lock (gate)
        {
            (receivedExactlyOnce ??= []).Add(packetId);
        }
    }

    public bool Release(ushort packetId)
    {
        lock (gate)
        {
            return receivedExactlyOnce?.Remove(packetId) == true;
        }
    }

    private Subscriber? Find(string filter) =>
        subscribers?.Find(subscriber => string.Equals(subscriber.Subscription.Filter, filter, StringComparison.Ordinal));

    private Subscriber? Take(string filter)
    {
        var found = Find(filter);
        if (found is not null)
        {
            subscribers!.Remove(found);
        }

        return found;
    }
}

/// <summary><see cref="DueAt"/> in endpoint time, milliseconds.</summary>
internal sealed record DelayedWill(MqttConnection Connection, Will Will, long DueAt);
