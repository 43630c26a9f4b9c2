using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>One session's subscription to one filter.</summary>
internal sealed class Subscriber
{
    public Subscriber(Session session, Subscription subscription, uint subscriptionId)
    {
        Session = session;
        Subscription = subscription;
        Group = TopicFilter.TrySplitShare(subscription.Filter, out string group, out _) ? group : null;
        SubscriptionId = subscriptionId;
        SubscriptionIds = subscriptionId == 0 ? [] : new MqttProperties { { PropertyId.SubscriptionIdentifier, subscriptionId } }.ToBytes();
    }

    public Session Session { get; }

    public Subscription Subscription { get; }

    /// <summary>Name of the shared subscription, or null.</summary>
    public string? Group { get; }

    /// <summary>Levels of the filter, without <c>$share/name</c>. Made anew at each call: it is needed twice in a subscription's life.</summary>
    public string[] Path => (TopicFilter.TrySplitShare(Subscription.Filter, out _, out string inner) ? inner : Subscription.Filter).Split('/');

    /// <summary>0: none.</summary>
    public uint SubscriptionId { get; }

    /// <summary>A kept session's: the retained messages that match have not all been queued yet. Guarded by the session.</summary>
    public bool WantsRetained { get; set; }

    /// <summary>The subscription identifier as an encoded property, or nothing.</summary>
    public byte[] SubscriptionIds { get; }
}
