namespace Stations.Mqtt.Server;

/// <summary>A level of a topic tree. Most nodes have one child, so only a node with more of them pays for a dictionary.</summary>
internal sealed class TopicNode<T>
    where T : class
{
    private string? onlyLevel;
    private TopicNode<T>? onlyChild;
    private Dictionary<string, TopicNode<T>>? children;

    public T? Value { get; set; }

    private bool IsEmpty => Value is null && onlyChild is null && children is null;

    public IEnumerable<KeyValuePair<string, TopicNode<T>>> Children =>
        children ?? (onlyChild is null ? [] : Enumerable.Repeat(KeyValuePair.Create(onlyLevel!, onlyChild), 1));

    public TopicNode<T>? Child(string level)
    {
        if (children is not null)
        {
            return children.GetValueOrDefault(level);
        }

        return string.Equals(onlyLevel, level, StringComparison.Ordinal) ? onlyChild : null;
    }

    /// <param name="nodes">Counts those that are added.</param>
    public TopicNode<T> GetOrAdd(ReadOnlySpan<string> path, ref int nodes)
    {
        if (path.IsEmpty)
        {
            return this;
        }

        var child = Child(path[0]);
        if (child is null)
        {
            AddChild(path[0], child = new TopicNode<T>());
            nodes++;
        }

        return child.GetOrAdd(path[1..], ref nodes);
    }

    public TopicNode<T>? Find(ReadOnlySpan<string> path) => path.IsEmpty ? this : Child(path[0])?.Find(path[1..]);

    /// <summary>Clears the value at the end of the path and removes the nodes that hold nothing any more, which <paramref name="nodes"/> counts.</summary>
    public void Remove(ReadOnlySpan<string> path, ref int nodes)
    {
        if (path.IsEmpty)
        {
            Value = null;
            return;
        }
        var child = Child(path[0]);
        child?.Remove(path[1..], ref nodes);
        if (child is not { IsEmpty: true })
        {
            return;
        }

        nodes--;
        (onlyLevel, onlyChild) = (null, null);
        if (children is not null && children.Remove(path[0]) && children.Count == 0)
        {
            children = null;
        }
    }

    private void AddChild(string level, TopicNode<T> child)
    {
        if (children is null && onlyChild is null)
        {
            (onlyLevel, onlyChild) = (level, child);
            return;
        }
        if (children is null)
        {
            children = new(StringComparer.Ordinal) { { onlyLevel!, onlyChild! } };
            (onlyLevel, onlyChild) = (null, null);
        }
        children.Add(level, child);
    }
}
