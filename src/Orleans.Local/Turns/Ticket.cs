using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Orleans.Local;

/// <summary>
/// Awaiting a ticket queues for a turn: the code behind the await runs inside the turn and must call <see cref="End"/> when the whole
/// call has completed. A ticket without a reference is a timer's: it is for this one activation and wakes nobody.
/// </summary>
internal sealed class Ticket(Activation activation, GrainReference? reference, bool interleaves, bool keepsAwake) : Work, ICriticalNotifyCompletion
{
    private Activation _activation = activation;
    private Turn? _turn;
    private Action? _continuation;
    private Exception? _refusal;

    public Turn? Caller { get; } = Local.Turn.Current;

    public int CallerNumber { get; } = Local.Turn.Current?.Number ?? 0;

    public bool Interleaves => interleaves;

    public bool KeepsAwake => keepsAwake;

    public bool IsTick => reference is null;

    public bool IsCompleted => false;

    public Grain Grain => _activation.Grain;

    public override Turn Turn => _turn!;

    public Ticket GetAwaiter() => this;

    public void GetResult()
    {
        if (_refusal is not null)
        {
            ExceptionDispatchInfo.Throw(_refusal);
        }
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        _continuation = continuation;
        while (!_activation.Admit(this))
        {
            if (reference is null)
            {
                Refuse(new OperationCanceledException("The grain has gone."));
                return;
            }

            _activation = reference.Resolve();
        }
    }

    public void Grant(Turn turn) => _turn = turn;

    public void Refuse(Exception refusal)
    {
        _refusal = refusal;
        _continuation!();
    }

    public override void Run() => _continuation!();

    public void End() => _activation.End(_turn!, interleaves);
}
