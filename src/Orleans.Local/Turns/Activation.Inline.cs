namespace Orleans.Local;

/// <summary>The fast path: a call to an idle grain is one turn on the caller's thread.</summary>
internal sealed partial class Activation
{
    // Beyond this many calls deep a call starts on a fresh stack.
    private const int MaxInlineDepth = 50;

    /// <summary>Takes the grain for one call if it is idle: the turn is the thread's context until <see cref="Exit"/>.</summary>
    public Turn? TryEnter(SynchronizationContext? outer, bool interleaves)
    {
        var caller = outer as Turn;
        if (caller is { Depth: >= MaxInlineDepth })
        {
            return null;
        }

        Turn turn;
        lock (_own)
        {
            if (_stage != Stage.Awake || _turning || (_exclusive && !interleaves))
            {
                return null;
            }

            _turning = true;
            _lastUse = Grains.Sweeps;
            turn = Begin(caller, caller?.Number ?? 0, interleaves);
        }

        SynchronizationContext.SetSynchronizationContext(turn);
        return turn;
    }

    /// <summary>Ends the turn, and with it the call unless it is pending. What queued meanwhile is not for the caller's thread to run.</summary>
    public void Exit(SynchronizationContext? outer, Turn turn, bool interleaves, bool pending)
    {
        SynchronizationContext.SetSynchronizationContext(outer);
        lock (_own)
        {
            if (!pending)
            {
                EndLocked(turn, interleaves);
            }

            _turning = Runnable;
            if (!_turning)
            {
                return;
            }
        }

        Grains.Dispatch(this);
    }

    /// <summary>Runs a continuation at once, on a thread that allows it; false if the grain is busy or other work is before it.</summary>
    public bool TryResume(Turn turn, SendOrPostCallback callback, object? state)
    {
        lock (_own)
        {
            if (_turning || !_ready.IsEmpty)
            {
                return false;
            }

            _turning = true;
        }

        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(turn);
        try
        {
            callback(state);
        }
        catch (Exception failure)
        {
            Grains.Log.StrayException(this, failure);
        }

        SynchronizationContext.SetSynchronizationContext(outer);
        Free();
        return true;
    }
}
