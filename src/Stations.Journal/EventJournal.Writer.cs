namespace Stations.Journal;

public sealed partial class EventJournal
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private Batch spare = new();
    private long committed;
    private long saves;
    private volatile string? trouble;

    /// <summary>Runs on the writer thread just before a commit's waiters complete.</summary>
    public Action? BeforeCompletions { get; set; }

    /// <summary>Runs on the writer thread just after a commit's waiters completed, with the continuations that they ran inline.</summary>
    public Action? AfterCompletions { get; set; }

    /// <summary>What the store said when it refused the commit that is being retried; null while all is well.</summary>
    public string? Trouble => trouble;

    private void WriteBatches()
    {
        while (TakeBatch() is { } batch)
        {
            if (Commit(batch))
            {
                Acknowledge(batch);
            }
            else
            {
                batch.Fail(new ObjectDisposedException(nameof(EventJournal), $"The journal was closed while its store was failing: {trouble}"));
            }

            batch.Clear();
        }
        written.SetResult();
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
            room?.SetResult();
            room = null;
            if (open.IsEmpty)
            {
                return null;
            }

            (open, spare) = (spare, open);
            return spare;
        }
    }

    /// <summary>Tries until the batch is durable; false if the journal was closed and the store still refuses.</summary>
    private bool Commit(Batch batch)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var last = closing.IsCancellationRequested;
            try
            {
                Store.Commit(batch);
                trouble = null;
                metrics.Committed(batch, clock.GetElapsedTime(began));
                return true;
            }
            catch (JournalException e)
            {
                trouble = e.Message;
                metrics.Refused();
                if (last)
                {
                    return false;
                }

                Task.Delay(pause, clock, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            }
        }
    }

    private void Acknowledge(Batch batch)
    {
        if (batch.Count > 0)
        {
            Volatile.Write(ref committed, batch.First + batch.Count - 1);
        }

        if (batch.Work.Count > 0)
        {
            saves++;
        }

        mark.Move(new Progress(committed, saves));
        BeforeCompletions?.Invoke();
        batch.Complete();
        AfterCompletions?.Invoke();
    }
}
