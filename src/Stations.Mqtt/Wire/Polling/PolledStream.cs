namespace Stations.Mqtt.Wire.Polling;

/// <summary>
/// A connected TCP socket that a <see cref="PollLoop"/> watches. Reads and writes go straight to the kernel; who has to wait goes on
/// on the loop's thread. One reader and one writer at a time.
/// </summary>
internal sealed class PolledStream(SocketHandle socket, PollLoop loop) : AsyncStream
{
    /// <summary>Reads in a row that found a full buffer, after which other connections have their turn.</summary>
    private const int ReadsPerTurn = 4;

    private readonly Readiness readable = new();

    // There once the kernel could not take all: of most connections it always can.
    private volatile Readiness? writable;
    private volatile bool hasEnded;
    private bool mayHoldMore;
    private int reads;
    private int disposed;

    /// <summary>Place in the loop's table.</summary>
    public int Slot { get; set; }

    /// <summary>An empty buffer: completes when there may be something to read.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return WhenReadable();
        }

        return TryReceive(buffer.Span, out var count) ? new(count) : ReceiveLater(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        TrySend(ref buffer) ? default : SendLater(buffer);

    /// <summary>On the loop's thread.</summary>
    public void Changed(uint what)
    {
        const uint End = Epoll.PeerClosed | Epoll.HungUp | Epoll.Failed;
        if ((what & End) != 0)
        {
            hasEnded = true;
        }

        if ((what & (Epoll.Readable | End)) != 0)
        {
            readable.Raise();
        }

        if ((what & (Epoll.Writable | End)) != 0)
        {
            writable?.Raise();
        }
    }

    /// <summary>On the loop's thread: whoever waits looks again.</summary>
    public void Retry()
    {
        readable.Raise();
        writable?.Raise();
    }

    /// <summary>Nothing more is written; what comes can still be read.</summary>
    public void EndSending() => socket.EndSending();

    /// <summary>What has come can still be read, and then comes the end.</summary>
    public void EndReceiving() => socket.EndReceiving();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref disposed, 1) == 0)
        {
            socket.ShutDown();
            socket.Dispose();
            loop.Remove(this);
            loop.Post(this);
        }

        base.Dispose(disposing);
    }

    private ValueTask<int> WhenReadable()
    {
        if (mayHoldMore && ++reads < ReadsPerTurn)
        {
            return default;
        }

        var turn = readable.Wait();
        if (mayHoldMore)
        {
            loop.Post(this);
        }

        (mayHoldMore, reads) = (true, 0);
        return turn;
    }

    private async ValueTask<int> ReceiveLater(Memory<byte> buffer)
    {
        while (true)
        {
            await readable.Wait().ConfigureAwait(false);
            if (TryReceive(buffer.Span, out var count))
            {
                return count;
            }
        }
    }

    private async ValueTask SendLater(ReadOnlyMemory<byte> buffer)
    {
        var room = writable ??= new();

        // What became writable before that was there told nobody.
        while (!TrySend(ref buffer))
        {
            await room.Wait().ConfigureAwait(false);
        }
    }

    private bool TryReceive(Span<byte> buffer, out int count)
    {
        if (socket.Receive(buffer) is not { } received)
        {
            count = 0;
            return mayHoldMore = false;
        }

        count = received;

        // A buffer that was not filled has emptied the socket, so the next bytes are a change; the end is one that may be over.
        mayHoldMore = count == buffer.Length || hasEnded;
        return true;
    }

    private bool TrySend(ref ReadOnlyMemory<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (socket.Send(buffer.Span) is not { } count)
            {
                return false;
            }

            buffer = buffer[count..];
        }

        return true;
    }
}
