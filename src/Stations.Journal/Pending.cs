using System.Threading.Tasks.Sources;

namespace Stations.Journal;

/// <summary>One waiter for a commit. Belongs to its place in a batch and is used again there once its result was taken.</summary>
internal sealed class Pending : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> core;
    private volatile bool taken = true;

    public bool IsFree => taken;

    public ValueTask Arm()
    {
        core.Reset();
        taken = false;
        return new ValueTask(this, core.Version);
    }

    public void Complete() => core.SetResult(true);

    public void Fail(Exception reason) => core.SetException(reason);

    void IValueTaskSource.GetResult(short token)
    {
        core.GetResult(token);
        taken = true;
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
