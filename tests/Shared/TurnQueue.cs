namespace Stations.Tests;

/// <summary>
/// Everything that a process still has to run. What the simulation itself awaits comes back through here, too. Turns are run by one thread; what a
/// task's completion hands to the thread pool finds its way back here from there.
/// </summary>
internal sealed class TurnQueue : SynchronizationContext
{
    private readonly Lock gate = new();
    private readonly List<IThreadPoolWorkItem> turns = [];

    public int Count
    {
        get
        {
            lock (gate)
            {
                return turns.Count;
            }
        }
    }

    public void Add(IThreadPoolWorkItem turn)
    {
        lock (gate)
        {
            turns.Add(turn);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => Add(new Posted(d, state));

    /// <summary>Runs any one of them; false if there is none.</summary>
    public bool RunOne(Random random)
    {
        IThreadPoolWorkItem turn;
        lock (gate)
        {
            if (turns.Count == 0)
            {
                return false;
            }

            var next = random.Next(turns.Count);
            turn = turns[next];
            turns.RemoveAt(next);
        }

        turn.Execute();
        return true;
    }

    private sealed class Posted(SendOrPostCallback callback, object? state) : IThreadPoolWorkItem
    {
        public void Execute() => callback(state);
    }
}
