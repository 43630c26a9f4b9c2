namespace Orleans.Local;

internal enum Stage : byte
{
    Asleep,
    Waking,
    Awake,
    Leaving,
    Gone,
}

/// <summary>
/// One grain in memory. <c>lock (_own)</c> guards every field; it is held for a few instructions and never while code of a grain runs.
/// Whoever sets <see cref="_turning"/> owns the grain until it clears it, and clears it only when nothing is <see cref="Runnable"/>.
/// </summary>
internal sealed partial class Activation
{
    private readonly Turn _own;
    private Grain? _grain;
    private Stage _stage;
    private DeactivationReasonCode _reason;

    // A thread is in a turn of this grain, or has been sent to start one.
    private bool _turning;

    // A call that excludes others has begun and not completed: between its turns only continuations and interleaving calls may run.
    private bool _exclusive;

    // Calls that have begun and not completed, interleaving ones included.
    private int _calls;

    // Calls and ticks in _ready and _waiting.
    private int _queued;

    // Sweeps that had happened at the last use. Idleness is counted in sweeps, which spares a clock reading per call.
    private int _lastUse;

    // Continuations, and calls that interleave: may run as soon as no turn runs.
    private WorkList _ready;

    // Calls that must wait until the grain is awake and no exclusive call is in progress.
    private WorkList _waiting;

    public Activation(GrainClass grainClass, string key)
    {
        Class = grainClass;
        Key = key;
        _own = new Turn(this);
    }

    public static Activation? Current => Turn.Current?.Activation;

    public GrainClass Class { get; }

    public string Key { get; }

    public Grain Grain => _grain!;

    private LocalGrains Grains => Class.Grains;

    private bool Runnable => !_ready.IsEmpty || _stage switch
    {
        Stage.Asleep or Stage.Awake => !_exclusive && !_waiting.IsEmpty,
        Stage.Leaving => _calls == 0,
        _ => false,
    };

    public override string ToString() => $"{Class.GrainType}/{Key}";

    /// <summary>The call has completed. Called inside its last turn.</summary>
    public void End(Turn turn, bool interleaves)
    {
        lock (_own)
        {
            EndLocked(turn, interleaves);
        }
    }

    private Turn Begin(Turn? caller, int callerNumber, bool interleaves)
    {
        _calls++;
        _exclusive |= !interleaves;

        // Calls of a reentrant grain from outside have no caller to remember, so they can share the turn.
        var turn = interleaves && (caller is not null || !Class.Reentrant) ? new Turn(this) : _own;
        turn.Begin(caller, callerNumber);
        return turn;
    }

    private void EndLocked(Turn turn, bool interleaves)
    {
        _calls--;
        _exclusive &= interleaves;
        if (turn != _own || !interleaves)
        {
            turn.End();
        }
    }
}
