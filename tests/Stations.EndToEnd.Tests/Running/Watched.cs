namespace Stations.EndToEnd.Running;

/// <summary>Something that changes on other threads. A condition over it can be awaited, but not for ever.</summary>
internal sealed class Watched
{
    /// <summary>Long enough for a busy machine; nothing waits this long unless it fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSource();

    public void Change(Action change)
    {
        TaskCompletionSource source;
        lock (gate)
        {
            change();
            (source, changed) = (changed, NewSource());
        }

        source.SetResult();
    }

    public T Read<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }

    /// <param name="missing">Asked only when the time is up: what did not come, and what did.</param>
    /// <exception cref="TimeoutException">The condition did not come true in time.</exception>
    public async Task Until(Func<bool> condition, Func<string> missing, TimeSpan? patience = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience ?? Patience);
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (condition())
                {
                    return;
                }

                next = changed.Task;
            }

            try
            {
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException error) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Missing after {(patience ?? Patience).TotalSeconds} s: {Read(missing)}", error);
            }
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal static class Expectations
{
    /// <exception cref="TimeoutException">Says what did not come in time.</exception>
    public static async Task<T> Expect<T>(this Task<T> task, string what)
    {
        try
        {
            return await task.WaitAsync(Watched.Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"Missing: {what}.", error);
        }
    }
}
