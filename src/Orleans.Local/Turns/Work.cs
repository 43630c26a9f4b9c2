namespace Orleans.Local;

/// <summary>One piece of work that waits for its activation to be free.</summary>
internal abstract class Work
{
    /// <summary>The neighbour in the one <see cref="WorkList"/> that holds this.</summary>
    public Work? Next { get; set; }

    public abstract Turn Turn { get; }

    public abstract void Run();
}

/// <summary>The rest of a call after an await.</summary>
internal sealed class Resumption(Turn turn, SendOrPostCallback callback, object? state) : Work
{
    public override Turn Turn => turn;

    public override void Run() => callback(state);
}
