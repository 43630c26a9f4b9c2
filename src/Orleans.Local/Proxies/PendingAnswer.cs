using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Orleans.Local;

/// <summary>
/// What the caller holds of a call that did not complete at once. As a rule the grain's method completes inside its last turn; the call then
/// ends right there, and on a thread that allows it (<see cref="InlineContinuations"/>) the caller goes on at once as well.
/// </summary>
internal sealed class PendingAnswer<T> : IValueTaskSource<T>
{
    private readonly Activation _activation;
    private readonly Turn _turn;
    private readonly bool _interleaves;
    private ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter _answer;
    private ManualResetValueTaskSourceCore<T> _caller;

    private PendingAnswer(ValueTask<T> answer, Activation activation, Turn turn, bool interleaves)
    {
        (_activation, _turn, _interleaves) = (activation, turn, interleaves);
        _answer = answer.ConfigureAwait(false).GetAwaiter();
    }

    public static ValueTask<T> Of(ValueTask<T> answer, Activation activation, Turn turn, bool interleaves)
    {
        var pending = new PendingAnswer<T>(answer, activation, turn, interleaves);
        pending._answer.UnsafeOnCompleted(pending.Answered);
        return new(pending, pending._caller.Version);
    }

    T IValueTaskSource<T>.GetResult(short token) => _caller.GetResult(token);

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
            _turn.Post(static self => ((PendingAnswer<T>)self!).End(), this);
        }
    }

    private void End()
    {
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

        _activation.End(_turn, _interleaves);

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

        SynchronizationContext.SetSynchronizationContext(_turn);
    }
}
