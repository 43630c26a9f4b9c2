using System.Threading.Tasks.Sources;

namespace Stations.Mqtt.Wire.Polling;

/// <summary>
/// Whether one direction of a socket may go on. One waits, any thread raises; the one who waited goes on right there. A raise that nobody
/// waits for is kept for the next wait. The result is always 0, that of an empty read.
/// </summary>
internal sealed class Readiness : IValueTaskSource<int>
{
    private const int Idle = 0;
    private const int Waiting = 1;
    private const int Raised = 2;

    private ManualResetValueTaskSourceCore<int> core;
    private int state;

    public ValueTask<int> Wait()
    {
        core.Reset();
        if (Interlocked.CompareExchange(ref state, Waiting, Idle) == Idle)
        {
            return new(this, core.Version);
        }

        Volatile.Write(ref state, Idle);
        return default;
    }

    public void Raise()
    {
        var before = Volatile.Read(ref state);
        while (before != Raised)
        {
            var seen = Interlocked.CompareExchange(ref state, before == Waiting ? Idle : Raised, before);
            if (seen == before)
            {
                break;
            }

            before = seen;
        }

        if (before == Waiting)
        {
            core.SetResult(0);
        }
    }

    int IValueTaskSource<int>.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
