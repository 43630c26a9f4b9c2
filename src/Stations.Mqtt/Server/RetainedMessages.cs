using System.Text;

namespace Stations.Mqtt.Server;

internal enum RetainedChange
{
    None,
    Made,
    NoRoom,
}

/// <summary>The last retained message of every topic, bounded in number and bytes.</summary>
internal sealed class RetainedMessages(MqttLimits limits)
{
    private readonly Lock gate = new();
    private readonly TopicNode<Message> root = new();
    private long bytes;

    public int Count { get; private set; }

    /// <summary>Keeps the message, or forgets its topic if the payload is empty.</summary>
    public RetainedChange Set(Message message)
    {
        string[] path = Encoding.UTF8.GetString(message.Topic).Split('/');
        lock (gate)
        {
            var old = root.Find(path)?.Value;
            bool isRemoval = message.Payload.Length == 0;
            long after = bytes - (old?.Size ?? 0) + (isRemoval ? 0 : message.Size);
            if (!isRemoval && (after > limits.RetainedBytes || (old is null && Count >= limits.RetainedMessages)))
            {
                return RetainedChange.NoRoom;
            }

            if (isRemoval && old is null)
            {
                return RetainedChange.None;
            }

            bytes = after;
            old?.IsReplaced = true;
            Count += (isRemoval ? 0 : 1) - (old is null ? 0 : 1);
            if (isRemoval)
            {
                root.Remove(path);
            }
            else
            {
                root.GetOrAdd(path).Value = message;
            }

            return RetainedChange.Made;
        }
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

    public List<Message> Find(ReadOnlySpan<string> filter)
    {
        var found = new List<Message>();
        lock (gate)
        {
            Collect(root, filter, isFirst: true, found);
        }

        return found;
    }

    private static void Collect(TopicNode<Message> node, ReadOnlySpan<string> filter, bool isFirst, List<Message> found)
    {
        if (filter.IsEmpty)
        {
            if (node.Value is { } here)
            {
                found.Add(here);
            }
        }
        else if (filter[0] is "#")
        {
            if (node.Value is { } parent)
            {
                found.Add(parent);
            }

            foreach (var (level, child) in node.Children)
            {
                if (!isFirst || !level.StartsWith('$'))
                {
                    Collect(child, filter, isFirst: false, found);
                }
            }
        }
        else if (filter[0] is "+")
        {
            foreach (var (level, child) in node.Children)
            {
                if (!isFirst || !level.StartsWith('$'))
                {
                    Collect(child, filter[1..], isFirst: false, found);
                }
            }
        }
        else if (node.Child(filter[0]) is { } child)
        {
            Collect(child, filter[1..], isFirst: false, found);
        }
    }
}
