using System.Buffers;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Wire;

/// <summary>
/// What a connection still has to send. Any thread appends; one write is under way at a time and takes everything that waits.
/// Holds no buffer while there is nothing to send.
/// </summary>
internal sealed partial class Output(Stream stream, StalledOutputs stalled) : IBufferWriter<byte>
{
    private const int SmallestBuffer = 256;

    private readonly Lock gate = new();
    private byte[] waiting = [];
    private int length;
    private int writingLength;
    private int unsent;
    private bool isWriting;
    private bool isHeld;
    private bool isClosed;
    private bool readerCloses;
    private TaskCompletionSource? drained;

    /// <summary>Bytes not yet taken by the transport. Read without the lock.</summary>
    public int Pending => Volatile.Read(ref unsent);

    /// <summary>Called when everything was written and before the writer rests; what it appends is written next.</summary>
    public Action? Refill { get; set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bool flush;
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            bytes.CopyTo(GetSpan(bytes.Length));
            Advance(bytes.Length);
            flush = MustFlush();
        }
        if (flush)
        {
            Flush();
        }
    }

    public void Append(in PublishView publish, int size, MqttVersion version)
    {
        bool flush;
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            Advance(publish.Write(GetSpan(size), version));
            flush = MustFlush();
        }
        if (flush)
        {
            Flush();
        }
    }

    public void Append(Packet packet, MqttVersion version)
    {
        bool flush;
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            packet.Write(this, version);
            flush = MustFlush();
        }
        if (flush)
        {
            Flush();
        }
    }

    public void Advance(int count)
    {
        length += count;
        unsent += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint).AsMemory(length);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan(length);

    private byte[] Room(int size)
    {
        if (waiting.Length - length >= size)
        {
            return waiting;
        }

        int needed = Math.Max(length + size, waiting.Length * 2);
        byte[] larger = needed > SmallBuffers.Size ? ArrayPool<byte>.Shared.Rent(Math.Max(SmallestBuffer, needed)) : SmallBuffers.Rent();
        waiting.AsSpan(0, length).CopyTo(larger);
        Return(waiting);
        return waiting = larger;
    }

    private bool MustFlush()
    {
        if (isHeld)
        {
            return false;
        }

        isHeld = MqttBatch.TryHold(this);
        return !isHeld;
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length == SmallBuffers.Size)
        {
            SmallBuffers.Return(buffer);
        }
        else if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
