using System.Buffers;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Wire;

/// <summary>
/// What a connection still has to send. Any thread appends; one write is under way at a time and takes everything that waits.
/// Holds no buffer while there is nothing to send.
/// </summary>
internal sealed class Output(Stream stream) : IBufferWriter<byte>
{
    private const int SmallestBuffer = 256;

    private readonly Lock gate = new();
    private byte[] waiting = [];
    private int length;
    private int writingLength;
    private bool isWriting;
    private bool isHeld;
    private bool isClosed;
    private TaskCompletionSource? drained;

    /// <summary>Bytes not yet taken by the transport. Read without the lock, so a moment old.</summary>
    public int Pending => Volatile.Read(ref length) + Volatile.Read(ref writingLength);

    /// <summary>Called when everything was written and before the writer rests; what it appends is written next.</summary>
    public Action? Refill { get; set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bool flush;
        lock (gate)
        {
            if (isClosed)
                return;
            bytes.CopyTo(GetSpan(bytes.Length));
            length += bytes.Length;
            flush = MustFlush();
        }
        if (flush)
            Flush();
    }

    public void Append(in PublishView publish, int size, MqttVersion version)
    {
        bool flush;
        lock (gate)
        {
            if (isClosed)
                return;
            length += publish.Write(GetSpan(size), version);
            flush = MustFlush();
        }
        if (flush)
            Flush();
    }

    public void Append(Packet packet, MqttVersion version)
    {
        bool flush;
        lock (gate)
        {
            if (isClosed)
                return;
            packet.Write(this, version);
            flush = MustFlush();
        }
        if (flush)
            Flush();
    }

    public void Flush()
    {
        lock (gate)
        {
            isHeld = false;
            if (isWriting || length == 0)
                return;
            isWriting = true;
        }
        _ = WriteAsync();
    }

    /// <summary>Completes when the transport has taken everything, or the connection ended.</summary>
    public Task WhenDrainedAsync()
    {
        Flush();
        lock (gate)
        {
            if (isClosed || !isWriting)
                return Task.CompletedTask;
            return (drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Sends what waits, then closes the transport. A peer that takes nothing has to be ended by <see cref="Abort"/>.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            if (isWriting)
                return;
            isWriting = true;
        }
        _ = WriteAsync();
    }

    /// <summary>Closes the transport now. What was not written is lost.</summary>
    public void Abort()
    {
        lock (gate)
            isClosed = true;
        stream.Dispose();
    }

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint).AsMemory(length);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan(length);

    private byte[] Room(int size)
    {
        if (waiting.Length - length >= size)
            return waiting;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestBuffer, Math.Max(length + size, waiting.Length * 2)));
        waiting.AsSpan(0, length).CopyTo(larger);
        Return(waiting);
        return waiting = larger;
    }

    private bool MustFlush()
    {
        if (isHeld)
            return false;
        isHeld = MqttBatch.TryHold(this);
        return !isHeld;
    }

    private async Task WriteAsync()
    {
        try
        {
            while (TryTake(out byte[] buffer))
            {
                try
                {
                    await stream.WriteAsync(buffer.AsMemory(0, writingLength)).ConfigureAwait(false);
                }
                finally
                {
                    writingLength = 0;
                    Return(buffer);
                }
                if (Volatile.Read(ref length) == 0)
                    Refill?.Invoke();
            }
        }
        catch (Exception e) when (Transport.IsLoss(e))
        {
            Abort();
        }
        AfterWriting();
    }

    private bool TryTake(out byte[] buffer)
    {
        lock (gate)
        {
            (buffer, waiting) = (waiting, []);
            (writingLength, length) = (length, 0);
            if (writingLength > 0)
                return true;
            isWriting = false;
        }
        Return(buffer);
        return false;
    }

    private void AfterWriting()
    {
        TaskCompletionSource? waiter;
        bool close;
        lock (gate)
        {
            (waiter, drained) = (drained, null);
            close = isClosed;
        }
        waiter?.TrySetResult();
        if (close)
            stream.Dispose();
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
