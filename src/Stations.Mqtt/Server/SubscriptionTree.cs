namespace Stations.Mqtt.Server;

/// <summary>All subscriptions by the levels of their filters. Whoever caches matches compares <see cref="Version"/>.</summary>
internal sealed class SubscriptionTree
{
    private readonly Lock gate = new();
    private readonly TopicNode<FilterSubscribers> root = new();
    private readonly List<FilterSubscribers> found = [];
    private long version;
    private int nodes;
    private int count;

    public long Version => Volatile.Read(ref version);

    /// <summary>Of all sessions together.</summary>
    public int Count => Volatile.Read(ref count);

    public void Replace(Subscriber? old, Subscriber? added)
    {
        lock (gate)
        {
            if (old is not null && root.Find(old.Path)?.Value is { } holder && holder.Remove(old))
            {
                root.Remove(old.Path, ref nodes);
            }

            if (added is not null)
            {
                var node = root.GetOrAdd(added.Path, ref nodes);
                (node.Value ??= new FilterSubscribers()).Add(added);
            }
            count += (added is null ? 0 : 1) - (old is null ? 0 : 1);
            Volatile.Write(ref version, version + 1);
        }
    }

    /// <summary>Who gets <paramref name="topic"/> when <paramref name="publisher"/> (null: the server itself) publishes it, as of which version.</summary>
    public (TopicMatches Matches, long Version) Match(string topic, Session? publisher)
    {
        string[] levels = topic.Split('/');
        lock (gate)
        {
            found.Clear();
            Collect(root, levels, mayUseWildcards: !topic.StartsWith('$'));
            var matches = found switch
            {
                [] => TopicMatches.None,
                [var only] when publisher is null || !only.HasNoLocal => only.Everybody,
                _ => FilterSubscribers.Merge(found, publisher),
            };
            return (matches, version);
        }
    }

    private void Collect(TopicNode<FilterSubscribers> node, ReadOnlySpan<string> levels, bool mayUseWildcards)
    {
        if (mayUseWildcards && node.Child("#")?.Value is { } rest)
        {
            found.Add(rest);
        }

        if (levels.IsEmpty)
        {
            if (node.Value is { } here)
            {
                found.Add(here);
            }

            return;
        }
        if (node.Child(levels[0]) is { } child)
        {
            Collect(child, levels[1..], mayUseWildcards: true);
        }

        if (mayUseWildcards && node.Child("+") is { } any)
        {
            Collect(any, levels[1..], mayUseWildcards: true);
        }
    }
}
