namespace Orleans.Local;

/// <summary>
/// Where code of a grain runs: while a turn is the thread's synchronization context, the thread has the activation to itself, and what
/// the code awaits comes back as a later turn of the same activation. It also remembers who called, which is how a cycle of calls is
/// found without an AsyncLocal: an activation has one turn of its own for the calls that exclude each other, so that a call from outside
/// or from an exclusive grain allocates nothing; only interleaved calls from another grain get a turn each.
/// </summary>
internal sealed class Turn(Activation activation) : SynchronizationContext
{
    private Turn? _caller;
    private int _callerNumber;

    public Activation Activation => activation;

    /// <summary>How many calls deep this one is.</summary>
    public int Depth { get; private set; }

    /// <summary>Grows when the call ends, so that turns which name it as their caller no longer count as waited for.</summary>
    public int Number { get; private set; }

    public static new Turn? Current => SynchronizationContext.Current as Turn;

    public void Begin(Turn? caller, int callerNumber)
    {
        _caller = caller;
        _callerNumber = callerNumber;
        Depth = caller is null ? 0 : caller.Depth + 1;
    }

    public void End()
    {
        Number++;
        _caller = null;
    }

    /// <summary>The chain of calls that led here, this one first, as far as each still waits for the next.</summary>
    public IEnumerable<Turn> Chain()
    {
        for (var turn = this; turn is not null; turn = turn._caller is { } caller && caller.Number == turn._callerNumber ? caller : null)
        {
            yield return turn;
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!InlineContinuations.Allowed || !activation.TryResume(this, d, state))
        {
            activation.Resume(new Resumption(this, d, state));
        }
    }
}
