namespace Stations.Tests;

/// <summary>Everything that a process still has to run. What the simulation itself awaits comes back through here, too, so that no other thread takes part.</summary>
internal sealed class TurnQueue : SynchronizationContext
{
    private readonly List<IThreadPoolWorkItem> turns = [];

    public int Count => turns.Count;

    public void Add(IThreadPoolWorkItem turn) => turns.Add(turn);

    public override void Post(SendOrPostCallback d, object? state) => turns.Add(new Posted(d, state));

    /// <summary>Runs any one of them; false if there is none.</summary>
    public bool RunOne(Random random)
    {
        if (turns.Count == 0)
        {
            return false;
        }

        var next = random.Next(turns.Count);
        var turn = turns[next];
        turns.RemoveAt(next);
        turn.Execute();
        return true;
    }

    private sealed class Posted(SendOrPostCallback callback, object? state) : IThreadPoolWorkItem
    {
        public void Execute() => callback(state);
    }
}
