using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>A message on its way to subscribers; all of them share these bytes.</summary>
internal sealed class Message
{
    /// <summary>Of the stored form; its first byte.</summary>
    private const byte Version = 1;

    public required byte[] Topic { get; init; }

    public required byte[] Payload { get; init; }

    /// <summary>Encoded properties that go along unchanged.</summary>
    public required byte[] Properties { get; init; }

    public required QoS QoS { get; init; }

    public required bool Retain { get; init; }

    /// <summary>Endpoint time in milliseconds; <see cref="long.MaxValue"/>: never.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Client id of who published it; null: the server, or somebody before a restart.</summary>
    public string? Publisher { get; init; }

    /// <summary>It is never written to the store: whoever says it says it anew after a restart.</summary>
    public bool IsFleeting { get; init; }

    /// <summary>It was retained and is not any more. Guarded by <see cref="RetainedMessages"/>.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Client id of who has published there first, whose share it takes. Guarded by <see cref="RetainedMessages"/>.</summary>
    public string? HasShareOf { get; set; }

    public int Size => Topic.Length + Payload.Length + Properties.Length;

    public static Message From(in PublishView view, long now, string? publisher = null, bool isFleeting = false) => new()
    {
        Publisher = publisher,
        IsFleeting = isFleeting,
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

    public byte[] ToBytes()
    {
        var measure = PacketWriter.Measure();
        measure.Byte(Version);
        Write(ref measure);
        byte[] bytes = new byte[measure.Length];
        var writer = new PacketWriter(bytes);
        writer.Byte(Version);
        Write(ref writer);
        return bytes;
    }

    /// <summary>Null if the bytes are not what <see cref="ToBytes"/> makes.</summary>
    public static Message? Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new PacketReader(bytes);
        if (reader.Byte() != Version)
        {
            return null;
        }

        var message = Read(ref reader);
        reader.ExpectEnd();
        return reader.Failed ? null : message;
    }

    public void Write(ref PacketWriter writer)
    {
        writer.Byte((byte)((int)QoS | (Retain ? 4 : 0)));
        writer.Int64(ExpiresAt);
        writer.Binary(Topic);
        writer.Variable((uint)Properties.Length);
        writer.Raw(Properties);
        writer.Variable((uint)Payload.Length);
        writer.Raw(Payload);
    }

    public static Message Read(ref PacketReader reader)
    {
        int flags = reader.Byte();
        return new Message
        {
            QoS = (QoS)(flags & 3),
            Retain = (flags & 4) != 0,
            ExpiresAt = reader.Int64(),
            Topic = reader.Utf8().ToArray(),
            Properties = reader.Properties(PacketType.Publish).ToArray(),
            Payload = reader.Take((int)reader.Variable()).ToArray(),
        };
    }
}
