using System.Runtime.InteropServices;

namespace Stations.Mqtt.Server;

/// <summary>Subscribers of one filter. Guarded by the tree's lock.</summary>
internal sealed class FilterSubscribers
{
    // Most filters are one client's own, and few are shared.
    private Subscriber? only;
    private List<Subscriber>? several;
    private List<SharedGroup>? groups;
    private TopicMatches? everybody;

    public bool HasNoLocal { get; private set; }

    /// <summary>Matches of a topic that no other filter matches.</summary>
    public TopicMatches Everybody => everybody ??= Merge([this], publisher: null);

    private IEnumerable<Subscriber> Direct => several ?? (only is null ? [] : Enumerable.Repeat(only, 1));

    public void Add(Subscriber subscriber)
    {
        everybody = null;
        HasNoLocal |= subscriber.Subscription.NoLocal;
        if (subscriber.Group is not null)
        {
            Share(subscriber, subscriber.Group);
        }
        else if (several is not null)
        {
            several.Add(subscriber);
        }
        else if (only is null)
        {
            only = subscriber;
        }
        else
        {
            (several, only) = ([only, subscriber], null);
        }
    }

    /// <summary>True if nobody is left.</summary>
    public bool Remove(Subscriber subscriber)
    {
        everybody = null;
        only = only == subscriber ? null : only;
        if (several?.Remove(subscriber) == true && several.Count == 0)
        {
            several = null;
        }

        groups?.ForEach(group => group.Remove(subscriber));
        if (groups?.RemoveAll(group => group.IsEmpty) > 0 && groups.Count == 0)
        {
            groups = null;
        }

        return only is null && several is null && groups is null;
    }

    private void Share(Subscriber subscriber, string name)
    {
        groups ??= [];
        var group = groups.Find(group => string.Equals(group.Name, name, StringComparison.Ordinal));
        if (group is null)
        {
            groups.Add(group = new SharedGroup(name));
        }

        group.Add(subscriber);
    }

    public static TopicMatches Merge(List<FilterSubscribers> filters, Session? publisher)
    {
        var bySession = new Dictionary<Session, Match>();
        foreach (var subscriber in filters.SelectMany(filter => filter.Direct))
        {
            if (subscriber.Subscription.NoLocal && subscriber.Session == publisher)
            {
                continue;
            }

            var own = new Match(subscriber.Session, subscriber.Subscription.QoS, subscriber.Subscription.RetainAsPublished, subscriber.SubscriptionIds);
            ref var merged = ref CollectionsMarshal.GetValueRefOrAddDefault(bySession, subscriber.Session, out bool isSecond);
            merged = isSecond ? Combine(merged, own) : own;
        }
        return new TopicMatches([.. bySession.Values], [.. filters.SelectMany(filter => filter.groups ?? [])]);
    }

    private static Match Combine(Match one, Match other) => one with
    {
        QoS = one.QoS > other.QoS ? one.QoS : other.QoS,
        RetainAsPublished = one.RetainAsPublished || other.RetainAsPublished,
        SubscriptionIds = [.. one.SubscriptionIds, .. other.SubscriptionIds],
    };
}
