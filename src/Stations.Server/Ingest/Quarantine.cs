using Stations.Protocol;

namespace Stations.Server.Ingest;

/// <param name="At">Server time, epoch milliseconds.</param>
/// <param name="Client">The MQTT client id that sent it.</param>
/// <param name="Payload">The first <see cref="Quarantine.MaxPayloadBytes"/> bytes.</param>
public sealed record QuarantineEntry(long At, RejectReason Reason, string Topic, string Client, string Detail, byte[] Payload);

/// <summary>The last messages that were not understood, for an operator to read.</summary>
public sealed class Quarantine(TimeProvider clock)
{
    public const int MaxEntries = 1000;
    public const int MaxPayloadBytes = 512;

    private readonly Lock gate = new();
    private readonly Queue<QuarantineEntry> entries = new();

    /// <summary>How many there ever were in this run, including those no longer kept.</summary>
    public long Total { get; private set; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<QuarantineEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Reverse()];
            }
        }
    }

    public void Add(RejectReason reason, string topic, string client, string detail, ReadOnlySpan<byte> payload)
    {
        var entry = new QuarantineEntry(clock.NowMilliseconds(), reason, topic, client, detail, payload[..Math.Min(payload.Length, MaxPayloadBytes)].ToArray());
        lock (gate)
        {
            Total++;
            entries.Enqueue(entry);
            if (entries.Count > MaxEntries)
            {
                entries.Dequeue();
            }
        }
    }
}
