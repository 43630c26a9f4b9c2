using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Orleans.Local;

/// <summary>
/// What the caller holds of a call that did not complete at once. As a rule the grain's method completes inside its last turn; the call then
/// ends right there, and on a thread that allows it (<see cref="InlineContinuations"/>) the caller goes on at once as well.
/// Used again once its result was taken, as many as were ever under way at once.
/// </summary>
internal sealed class PendingAnswer<T> : IValueTaskSource<T>
{
    private static readonly ConcurrentQueue<PendingAnswer<T>> Idle = [];

    private readonly Action _answered;
    private Activation? _activation;
    private Turn? _turn;
    private bool _interleaves;
    private ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter _answer;
    private ManualResetValueTaskSourceCore<T> _caller;

    private PendingAnswer() => _answered = Answered;

    public static ValueTask<T> Of(ValueTask<T> answer, Activation activation, Turn turn, bool interleaves)
    {
        var pending = Idle.TryDequeue(out var idle) ? idle : new PendingAnswer<T>();
        (pending._activation, pending._turn, pending._interleaves) = (activation, turn, interleaves);
        pending._answer = answer.ConfigureAwait(false).GetAwaiter();
        pending._answer.UnsafeOnCompleted(pending._answered);
        return new(pending, pending._caller.Version);
    }

    T IValueTaskSource<T>.GetResult(short token)
    {
        var result = _caller.GetResult(token);
        (_activation, _turn, _answer) = (null, null, default);
        _caller.Reset();
        Idle.Enqueue(this);
        return result;
    }

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _caller.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _caller.OnCompleted(continuation, state, token, flags);

    private void Answered()
    {
        if (SynchronizationContext.Current == _turn)
        {
            End();
        }
        else
        {
            // The method handed on somebody else's task; the call still ends inside a turn.
            _turn!.Post(static self => ((PendingAnswer<T>)self!).End(), this);
        }
    }

    private void End()
    {
        // The caller who goes on here takes the result, and with it this is another call's.
        var turn = _turn;
        T? result = default;
        Exception? failure = null;
        try
        {
            result = _answer.GetResult();
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        _activation!.End(turn!, _interleaves);

        // The caller must not take this turn for its own.
        SynchronizationContext.SetSynchronizationContext(null);
        _caller.RunContinuationsAsynchronously = !InlineContinuations.Allowed;
        if (failure is null)
        {
            _caller.SetResult(result!);
        }
        else
        {
            _caller.SetException(failure);
        }

        SynchronizationContext.SetSynchronizationContext(turn);
    }
}
