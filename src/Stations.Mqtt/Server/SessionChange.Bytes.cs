using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

internal abstract partial record SessionChange
{
    public byte[] ToBytes() => ToBytes([this]);

    public static byte[] ToBytes(List<SessionChange> changes)
    {
        var measure = PacketWriter.Measure();
        Write(ref measure, changes);
        byte[] bytes = new byte[measure.Length];
        var writer = new PacketWriter(bytes);
        Write(ref writer, changes);
        return bytes;
    }

    /// <summary>Null if the bytes are not what <see cref="ToBytes()"/> makes.</summary>
    public static List<SessionChange>? Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new PacketReader(bytes);
        var changes = new List<SessionChange>();
        if (reader.Byte() != Version)
        {
            return null;
        }

        while (reader.Remaining > 0)
        {
            var change = Read(ref reader);
            if (change is null || reader.Failed)
            {
                return null;
            }

            changes.Add(change);
        }
        return changes;
    }

    private static void Write(ref PacketWriter writer, List<SessionChange> changes)
    {
        writer.Byte(Version);
        foreach (var change in changes)
        {
            change.Write(ref writer);
        }
    }

    private void Write(ref PacketWriter writer)
    {
        switch (this)
        {
            case Connected connected:
                writer.Byte((byte)Kind.Connected);
                writer.Flag(connected.IsNew);
                writer.UInt32(connected.ExpirySeconds);
                writer.UInt16(connected.KeepAliveSeconds);
                writer.Flag(connected.Will is not null);
                connected.Will?.Write(ref writer);
                break;
            case Left left:
                writer.Byte((byte)Kind.Left);
                writer.Int64(left.At);
                writer.UInt32(left.ExpirySeconds);
                writer.Int64(left.WillDueAt);
                break;
            case Subscribed subscribed:
                writer.Byte((byte)Kind.Subscribed);
                subscribed.Subscription.Write(ref writer, MqttVersion.V50);
                writer.UInt32(subscribed.SubscriptionId);
                writer.Flag(subscribed.WantsRetained);
                break;
            case Unsubscribed unsubscribed:
                writer.Byte((byte)Kind.Unsubscribed);
                writer.Text(unsubscribed.Filter);
                break;
            case RetainedQueued:
                writer.Byte((byte)Kind.RetainedQueued);
                break;
            case Queued queued:
                writer.Byte((byte)Kind.Queued);
                queued.Delivery.Write(ref writer);
                break;
            case Exchanged exchanged:
                writer.Byte((byte)Kind.Exchanged);
                writer.Byte((byte)exchanged.Type);
                writer.UInt16(exchanged.PacketId);
                break;
            case Ended:
                writer.Byte((byte)Kind.Ended);
                break;
            default:
                throw new InvalidOperationException($"There is no form for {this}.");
        }
    }

    private static SessionChange? Read(ref PacketReader reader) => (Kind)reader.Byte() switch
    {
        Kind.Connected => new Connected(reader.Flag(), reader.UInt32(), reader.UInt16(), reader.Flag() ? Will.Read(ref reader) : null),
        Kind.Left => new Left(reader.Int64(), reader.UInt32(), reader.Int64()),
        Kind.Subscribed => new Subscribed(Subscription.Parse(ref reader, MqttVersion.V50), reader.UInt32(), reader.Flag()),
        Kind.Unsubscribed => new Unsubscribed(reader.Text()),
        Kind.RetainedQueued => new RetainedQueued(),
        Kind.Queued => new Queued(Delivery.Read(ref reader)),
        Kind.Exchanged => new Exchanged((PacketType)reader.Byte(), reader.PacketId()),
        Kind.Ended => new Ended(),
        _ => null,
    };
}
