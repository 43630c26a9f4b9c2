using System.Runtime.InteropServices;

namespace Stations.Mqtt.Server;

/// <summary>Subscribers of one filter. Guarded by the tree's lock.</summary>
internal sealed class FilterSubscribers
{
    private readonly List<Subscriber> direct = [];
    private readonly List<SharedGroup> groups = [];
    private TopicMatches? everybody;

    public bool HasNoLocal { get; private set; }

    /// <summary>Matches of a topic that no other filter matches.</summary>
    public TopicMatches Everybody => everybody ??= Merge([this], publisher: null);

    public void Add(Subscriber subscriber)
    {
        everybody = null;
        HasNoLocal |= subscriber.Subscription.NoLocal;
        if (subscriber.Group is null)
        {
            direct.Add(subscriber);
            return;
        }
        var group = groups.Find(group => string.Equals(group.Name, subscriber.Group, StringComparison.Ordinal));
        if (group is null)
        {
            groups.Add(group = new SharedGroup(subscriber.Group));
        }

        group.Add(subscriber);
    }

    /// <summary>True if nobody is left.</summary>
    public bool Remove(Subscriber subscriber)
    {
        everybody = null;
        direct.Remove(subscriber);
        groups.ForEach(group => group.Remove(subscriber));
        groups.RemoveAll(group => group.IsEmpty);
        return direct.Count == 0 && groups.Count == 0;
    }

    public static TopicMatches Merge(List<FilterSubscribers> filters, Session? publisher)
    {
        var bySession = new Dictionary<Session, Match>();
        foreach (var subscriber in filters.SelectMany(filter => filter.direct))
        {
            if (subscriber.Subscription.NoLocal && subscriber.Session == publisher)
            {
                continue;
            }

            var own = new Match(subscriber.Session, subscriber.Subscription.QoS, subscriber.Subscription.RetainAsPublished, subscriber.SubscriptionIds);
            ref var merged = ref CollectionsMarshal.GetValueRefOrAddDefault(bySession, subscriber.Session, out bool isSecond);
            merged = isSecond ? Combine(merged, own) : own;
        }
        return new TopicMatches([.. bySession.Values], [.. filters.SelectMany(filter => filter.groups)]);
    }

    private static Match Combine(Match one, Match other) => one with
    {
        QoS = one.QoS > other.QoS ? one.QoS : other.QoS,
        RetainAsPublished = one.RetainAsPublished || other.RetainAsPublished,
        SubscriptionIds = [.. one.SubscriptionIds, .. other.SubscriptionIds],
    };
}
