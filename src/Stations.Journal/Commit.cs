using System.Threading.Tasks.Sources;

namespace Stations.Journal;

/// <summary>
/// A commit that any number wait for, all of them together: they go on one after the other on the writer's thread, whatever context they have, and must not
/// block there. A <see cref="Task"/> would send all but one to the thread pool.
/// </summary>
public sealed class Commit : IValueTaskSource
{
    private readonly Lock gate = new();
    private (Action<object?> Continuation, object? State)[] waiters;
    private int count;
    private Exception? failure;
    private volatile bool isOver;

    /// <param name="room">For the waiters, emptied; <see cref="End"/> gives it back.</param>
    internal Commit((Action<object?> Continuation, object? State)[] room) => waiters = room;

    public ValueTaskSourceStatus Status => !isOver ? ValueTaskSourceStatus.Pending : failure is null ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Faulted;

    /// <summary>Unlike others this may be awaited many times.</summary>
    public ValueTask Task => new(this, token: 0);

    /// <summary>Goes on at once if it is over.</summary>
    public void OnCompleted(Action<object?> continuation, object? state)
    {
        lock (gate)
        {
            if (!isOver)
            {
                if (count == waiters.Length)
                {
                    Array.Resize(ref waiters, Math.Max(16, count * 2));
                }

                waiters[count++] = (continuation, state);
                return;
            }
        }

        continuation(state);
    }

    /// <exception cref="ObjectDisposedException">The journal was closed while its store was failing.</exception>
    public void GetResult()
    {
        if (failure is not null)
        {
            throw failure;
        }
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => Status;

    void IValueTaskSource.GetResult(short token) => GetResult();

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => OnCompleted(continuation, state);

    internal static Commit Failed(Exception failure)
    {
        var failed = new Commit([]);
        failed.End(failure);
        return failed;
    }

    internal (Action<object?> Continuation, object? State)[] End(Exception? failure)
    {
        lock (gate)
        {
            this.failure = failure;
            isOver = true;
        }

        foreach (var (continuation, state) in waiters.AsSpan(0, count))
        {
            continuation(state);
        }

        waiters.AsSpan(0, count).Clear();
        return waiters;
    }
}
