namespace Stations.Mqtt.Wire;

internal sealed partial class Output
{
    public void Flush()
    {
        lock (gate)
        {
            isHeld = false;
            if (isWriting || length == 0)
            {
                return;
            }

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
            {
                return Task.CompletedTask;
            }

            return (drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>
    /// Sends what waits, then closes the transport, or only its sending side if <paramref name="readerCloses"/> the rest with
    /// <see cref="Abort"/>. A peer that takes nothing has to be ended by that too.
    /// </summary>
    public void Close(bool readerCloses = false)
    {
        lock (gate)
        {
            isClosed = true;
            this.readerCloses = readerCloses;
            if (isWriting)
            {
                return;
            }

            isWriting = true;
        }
        _ = WriteAsync();
    }

    /// <summary>Closes the transport now. What was not written is lost.</summary>
    public void Abort()
    {
        lock (gate)
        {
            isClosed = true;
        }

        stream.Dispose();
    }

    private async Task WriteAsync()
    {
        try
        {
            while (TryTake(out byte[] buffer))
            {
                try
                {
                    var write = stream.WriteAsync(buffer.AsMemory(0, writingLength));
                    await (write.IsCompleted ? write : stalled.Await(write)).ConfigureAwait(false);
                }
                finally
                {
                    Written(buffer);
                }
                if (Volatile.Read(ref length) == 0)
                {
                    Refill?.Invoke();
                }
            }
        }
        catch (Exception e) when (Transport.IsLoss(e))
        {
            Abort();
        }

        if (AfterWriting() && !(readerCloses && Transport.TryEndSending(stream)))
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private bool TryTake(out byte[] buffer)
    {
        lock (gate)
        {
            (buffer, waiting) = (waiting, []);
            (writingLength, length) = (length, 0);
            if (writingLength > 0)
            {
                return true;
            }

            isWriting = false;
            Return(buffer);
            return false;
        }
    }

    private void Written(byte[] buffer)
    {
        lock (gate)
        {
            unsent -= writingLength;
            Return(buffer);
        }
    }

    /// <summary>True if it is to be closed now.</summary>
    private bool AfterWriting()
    {
        TaskCompletionSource? waiter;
        bool close;
        lock (gate)
        {
            (waiter, drained) = (drained, null);
            close = isClosed;
        }
        waiter?.TrySetResult();
        return close;
    }
}
