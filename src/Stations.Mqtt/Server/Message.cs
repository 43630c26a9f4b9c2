using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>A message on its way to subscribers; all of them share these bytes.</summary>
internal sealed class Message
{
    public required byte[] Topic { get; init; }

    public required byte[] Payload { get; init; }

    /// <summary>Encoded properties that go along unchanged.</summary>
    public required byte[] Properties { get; init; }

    public required QoS QoS { get; init; }

    public required bool Retain { get; init; }

    /// <summary>Endpoint time in milliseconds; <see cref="long.MaxValue"/>: never.</summary>
    public required long ExpiresAt { get; init; }

    public int Size => Topic.Length + Payload.Length + Properties.Length;

    public static Message From(in PublishView view, long now) => new()
    {
        Topic = view.Topic.ToArray(),
        Payload = view.Payload.ToArray(),
        Properties = Forwarded(view),
        QoS = view.QoS,
        Retain = view.Retain,
        ExpiresAt = view.Properties.Number(PropertyId.MessageExpiryInterval) is { } seconds ? now + (seconds * 1000L) : long.MaxValue,
    };

    /// <summary>What is between two ends only does not travel on; the expiry is written anew with the time that is left.</summary>
    private static byte[] Forwarded(in PublishView view)
    {
        var all = view.PropertyBytes;
        if (all.IsEmpty)
        {
            return [];
        }

        byte[] kept = new byte[all.Length];
        int length = 0, from = 0;
        var properties = view.Properties.GetEnumerator();
        while (properties.MoveNext())
        {
            int to = all.Length - properties.Remaining;
            bool staysHere = properties.Current.Id is PropertyId.TopicAlias or PropertyId.MessageExpiryInterval
                or PropertyId.SubscriptionIdentifier or PropertyId.WillDelayInterval;
            if (!staysHere)
            {
                all[from..to].CopyTo(kept.AsSpan(length));
                length += to - from;
            }
            from = to;
        }
        return kept[..length];
    }
}

/// <summary>One subscriber's copy of a message.</summary>
internal readonly record struct Delivery(Message Message, QoS QoS, bool Retain, byte[] SubscriptionIds);
