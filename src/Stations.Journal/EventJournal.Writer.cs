namespace Stations.Journal;

public sealed partial class EventJournal
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private Batch spare = new();
    private long committed;
    private volatile string? trouble;

    /// <summary>Runs on the writer thread just before a commit's waiters complete.</summary>
    public Action? BeforeCompletions { get; set; }

    /// <summary>Runs on the writer thread just after a commit's waiters completed, with the continuations that they ran inline.</summary>
    public Action? AfterCompletions { get; set; }

    /// <summary>What the store said when it refused the commit that is being retried; null while all is well.</summary>
    public string? Trouble => trouble;

    /// <summary>
    /// One try to commit what is waiting, on the caller's thread, for a journal without a thread of its own. False if nothing waits or the
    /// store refused: then the same batch is tried next time.
    /// </summary>
    internal bool Step()
    {
        if (spare.IsEmpty)
        {
            lock (gate)
            {
                if (open.IsEmpty)
                {
                    return false;
                }
            }

            TakeBatch();
        }

        if (!TryCommit(spare))
        {
            return false;
        }

        Acknowledge(spare);
        Clear(spare);
        return true;
    }

    private void WriteBatches()
    {
        while (TakeBatch() is { } batch)
        {
            Finish(batch);
        }
        written.SetResult();
    }

    private void Finish(Batch batch)
    {
        if (Write(batch))
        {
            Acknowledge(batch);
        }
        else
        {
            var failure = new ObjectDisposedException(nameof(EventJournal), $"The journal was closed while its store was failing: {trouble}");
            EndTelling(batch);
            batch.Fail(failure);
        }

        Clear(batch);
    }

    /// <summary>Waits for work and takes the open batch, leaving the spare one open. Null when closed and all is taken.</summary>
    private Batch? TakeBatch()
    {
        lock (gate)
        {
            while (open.IsEmpty && !closed)
            {
                idle = true;
                Monitor.Wait(gate);
            }
            if (open.IsEmpty)
            {
                return null;
            }

            AwaitRelease();
            (open, spare) = (spare, open);
            return spare;
        }
    }

    /// <summary>Tries until the batch is durable; false if the journal was closed and the store still refuses.</summary>
    private bool Write(Batch batch)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var last = closing.IsCancellationRequested;
            if (TryCommit(batch))
            {
                return true;
            }

            if (last)
            {
                return false;
            }

            Task.Delay(pause, clock, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }

    private bool TryCommit(Batch batch)
    {
        var began = clock.GetTimestamp();
        try
        {
            Store.Commit(batch);
            trouble = null;
            metrics.Committed(batch, clock.GetElapsedTime(began));
            return true;
        }
        catch (KeysTakenException taken)
        {
            Lose(taken.Keys);
            return TryCommit(batch);
        }
        catch (JournalException e)
        {
            trouble = e.Message;
            if (e.Fault is JournalFault.TakenOver)
            {
                takenOver.TrySetResult(e.Message);
            }

            metrics.Refused();
            return false;
        }
    }

    private void Acknowledge(Batch batch)
    {
        if (batch.Count > 0)
        {
            if (KeepAfter != long.MaxValue)
            {
                latest.Add(batch);
            }

            Volatile.Write(ref committed, batch.First + batch.Count - 1);
        }

        BeforeCompletions?.Invoke();
        batch.Tell();
        EndTelling(batch);
        batch.Complete();
        AfterCompletions?.Invoke();
    }

    private void EndTelling(Batch batch)
    {
        lock (gate)
        {
            batch.EndTelling();
        }
    }

    private void Clear(Batch batch)
    {
        lock (gate)
        {
            batch.Clear();
        }
    }
}
