namespace Stations.Mqtt.Server;

/// <summary>What waits for all clients together, by <see cref="MqttLimits.QueuedTotal"/>. Any thread.</summary>
internal sealed class QueuedTotal(MqttLimits limits)
{
    /// <summary>What a message in a queue costs in memory besides the bytes in it.</summary>
    private const int MessageBytes = 200;

    /// <summary>A reference to a retained message costs so much.</summary>
    private const int ReferenceBytes = 64;

    private long bytes;
    private int holders;

    public long Bytes => Volatile.Read(ref bytes);

    public bool IsFull => Bytes >= limits.QueuedTotal;

    /// <summary>Bytes of messages that may wait for one client at this moment.</summary>
    public long Window => IsFull ? Math.Min(limits.QueuedBytes, limits.QueuedTotal / Math.Max(1, Volatile.Read(ref holders))) : limits.QueuedBytes;

    public void Add(Message message) => Interlocked.Add(ref bytes, message.Size + MessageBytes);

    public void Remove(Message message) => Interlocked.Add(ref bytes, -(message.Size + MessageBytes));

    public void AddReference() => Interlocked.Add(ref bytes, ReferenceBytes);

    public void RemoveReferences(int count) => Interlocked.Add(ref bytes, -(long)count * ReferenceBytes);

    /// <summary>One client more, or less, has something waiting.</summary>
    public void AddHolders(int count) => Interlocked.Add(ref holders, count);
}
