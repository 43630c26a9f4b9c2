using Stations.Mqtt.Wire;
using Stations.Mqtt.Wire.Polling;

namespace Stations.Tests.Mqtt.Hostile;

/// <summary>
/// Both ends of a connection in memory: the server has the stream, the test feeds it and looks at what it has written. What a feed sets off
/// has happened when it returns, unless the server went on on another thread.
/// </summary>
internal sealed class MemoryPeer : AsyncStream
{
    private readonly Lock gate = new();
    private readonly Readiness readable = new();
    private byte[] inbox = new byte[256];
    private int start;
    private int end;
    private bool hasEnded;
    private byte[] written = new byte[256];
    private byte[] taken = new byte[256];
    private int writtenLength;
    private TaskCompletionSource? room;

    /// <summary>The server has closed it.</summary>
    public bool IsClosed { get; private set; }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            inbox.AsSpan(start..end).CopyTo(inbox);
            (start, end) = (0, end - start);
            if (end + bytes.Length > inbox.Length)
            {
                Array.Resize(ref inbox, Math.Max(inbox.Length * 2, end + bytes.Length));
            }

            bytes.CopyTo(inbox.AsSpan(end));
            end += bytes.Length;
        }

        readable.Raise();
    }

    /// <summary>The client says no more.</summary>
    public void End()
    {
        lock (gate)
        {
            hasEnded = true;
        }

        readable.Raise();
    }

    /// <summary>From now on the client takes nothing, until <see cref="Resume"/>.</summary>
    public void Stall()
    {
        lock (gate)
        {
            room ??= new TaskCompletionSource();
        }
    }

    public void Resume()
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            (waiting, room) = (room, null);
        }

        waiting?.SetResult();
    }

    /// <summary>What the server has written since the last call; valid until the next. The server may write meanwhile, from threads of its own.</summary>
    public ReadOnlySpan<byte> Take()
    {
        lock (gate)
        {
            (written, taken) = (taken, written);
            var length = writtenLength;
            writtenLength = 0;
            return taken.AsSpan(0, length);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        TryRead(buffer.Span, out var count) ? new(count) : buffer.IsEmpty ? readable.Wait() : ReadLater(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            if (writtenLength + buffer.Length > written.Length)
            {
                Array.Resize(ref written, Math.Max(written.Length * 2, writtenLength + buffer.Length));
            }

            buffer.Span.CopyTo(written.AsSpan(writtenLength));
            writtenLength += buffer.Length;
            return room is null ? default : new(room.Task);
        }
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        End();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadLater(Memory<byte> buffer)
    {
        int count;
        while (!TryRead(buffer.Span, out count))
        {
            await readable.Wait().ConfigureAwait(false);
        }

        return count;
    }

    private bool TryRead(Span<byte> buffer, out int count)
    {
        lock (gate)
        {
            count = Math.Min(buffer.Length, end - start);
            inbox.AsSpan(start, count).CopyTo(buffer);
            start += count;
            return count > 0 || hasEnded || (buffer.IsEmpty && start < end);
        }
    }
}
