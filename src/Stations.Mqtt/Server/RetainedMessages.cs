using System.Runtime.InteropServices;
using System.Text;

namespace Stations.Mqtt.Server;

internal enum RetainedChange
{
    None,
    Made,
    NoRoom,

    /// <summary>There is room, but this client has taken its share of it.</summary>
    NoShare,
}

/// <summary>The last retained message of every topic, bounded in number and bytes.</summary>
internal sealed partial class RetainedMessages(MqttLimits limits)
{
    /// <summary>What a message and its place cost in memory besides the bytes in it, and what a level of the tree costs.</summary>
    private const int MessageBytes = 200;
    private const int LevelBytes = 120;

    private readonly Lock gate = new();
    private readonly TopicNode<Message> root = new();
    private readonly Dictionary<string, int> shares = new(StringComparer.Ordinal);
    private long bytes;
    private int levels;

    public int Count { get; private set; }

    /// <summary>With what it takes to find them. Read without the lock.</summary>
    public long Bytes => Volatile.Read(ref bytes) + (Volatile.Read(ref levels) * (long)LevelBytes);

    /// <summary>Keeps the message, or forgets its topic if the payload is empty.</summary>
    public RetainedChange Set(Message message)
    {
        string[] path = Encoding.UTF8.GetString(message.Topic).Split('/');
        lock (gate)
        {
            var old = root.Find(path)?.Value;
            bool isRemoval = message.Payload.Length == 0;
            if (isRemoval)
            {
                return old is null ? RetainedChange.None : Forget(old, path);
            }

            var refusal = Refusal(old, message, path.Length);
            return refusal != RetainedChange.None ? refusal : old is null ? Keep(message, path) : Replace(old, message, path);
        }
    }

    /// <summary>What <see cref="Set"/> would answer if it has to refuse the message; otherwise <see cref="RetainedChange.None"/>.</summary>
    public RetainedChange Refusal(Message message)
    {
        string[] path = Encoding.UTF8.GetString(message.Topic).Split('/');
        lock (gate)
        {
            return message.Payload.Length == 0 ? RetainedChange.None : Refusal(root.Find(path)?.Value, message, path.Length);
        }
    }

    private RetainedChange Refusal(Message? old, Message message, int newLevels)
    {
        int share = message.IsFleeting ? 2 : 1;
        long after = bytes + message.Size - (old?.Size ?? 0) + (old is null ? MessageBytes + ((levels + newLevels) * (long)LevelBytes) : levels * (long)LevelBytes);
        if (after > limits.RetainedBytes / share || (old is null && Count >= limits.RetainedMessages / share))
        {
            return RetainedChange.NoRoom;
        }

        return old is null && message.Publisher is { } publisher && shares.GetValueOrDefault(publisher) >= limits.RetainedPerClient
            ? RetainedChange.NoShare
            : RetainedChange.None;
    }

    private RetainedChange Keep(Message message, string[] path)
    {
        if (message.Publisher is { } publisher)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(shares, publisher, out _)++;
        }

        root.GetOrAdd(path, ref levels).Value = message;
        message.HasShareOf = message.Publisher;
        NoteExpiry(message);
        bytes += message.Size + MessageBytes;
        Count++;
        return RetainedChange.Made;
    }

    private RetainedChange Replace(Message old, Message message, string[] path)
    {
        root.Find(path)!.Value = message;
        message.HasShareOf = old.HasShareOf;
        old.IsReplaced = true;
        ForgetExpiry(old);
        NoteExpiry(message);
        bytes += message.Size - old.Size;
        return RetainedChange.Made;
    }

    private RetainedChange Forget(Message old, string[] path)
    {
        root.Remove(path, ref levels);
        if (old.HasShareOf is { } publisher && --CollectionsMarshal.GetValueRefOrNullRef(shares, publisher) == 0)
        {
            shares.Remove(publisher);
        }

        old.IsReplaced = true;
        ForgetExpiry(old);
        bytes -= old.Size + MessageBytes;
        Count--;
        return RetainedChange.Made;
    }

    public Message? Find(string topic)
    {
        lock (gate)
        {
            return root.Find(topic.Split('/'))?.Value;
        }
    }

    /// <summary>What the topic's retained message is by now; null if it was forgotten.</summary>
    public Message? Current(Message known)
    {
        lock (gate)
        {
            return known.IsReplaced ? root.Find(Encoding.UTF8.GetString(known.Topic).Split('/'))?.Value : known;
        }
    }

    /// <summary>
    /// What matches. A search through many topics takes a while, and lets others in between: what is made meanwhile may be in it or not, and
    /// reaches a subscriber who was there before the search in any case.
    /// </summary>
    public List<Message> Find(ReadOnlySpan<string> filter)
    {
        var found = new List<Message>();
        Collect(root, filter, isFirst: true, found);
        return found;
    }

    private void Collect(TopicNode<Message> node, ReadOnlySpan<string> filter, bool isFirst, List<Message> found)
    {
        if (filter.IsEmpty)
        {
            AddValue(node, found);
        }
        else if (filter[0] is "#")
        {
            AddValue(node, found);
            foreach (var (level, child) in ChildrenOf(node))
            {
                if (!isFirst || !level.StartsWith('$'))
                {
                    Collect(child, filter, isFirst: false, found);
                }
            }
        }
        else if (filter[0] is "+")
        {
            foreach (var (level, child) in ChildrenOf(node))
            {
                if (!isFirst || !level.StartsWith('$'))
                {
                    Collect(child, filter[1..], isFirst: false, found);
                }
            }
        }
        else if (ChildOf(node, filter[0]) is { } child)
        {
            Collect(child, filter[1..], isFirst: false, found);
        }
    }

    private void AddValue(TopicNode<Message> node, List<Message> found)
    {
        lock (gate)
        {
            if (node.Value is { } message)
            {
                found.Add(message);
            }
        }
    }

    private KeyValuePair<string, TopicNode<Message>>[] ChildrenOf(TopicNode<Message> node)
    {
        lock (gate)
        {
            return [.. node.Children];
        }
    }

    private TopicNode<Message>? ChildOf(TopicNode<Message> node, string level)
    {
        lock (gate)
        {
            return node.Child(level);
        }
    }
}
