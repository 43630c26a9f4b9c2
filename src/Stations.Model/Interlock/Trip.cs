namespace Stations.Model;

/// <summary>One step of an interlock that was taken.</summary>
/// <param name="At">Server time, epoch milliseconds.</param>
public readonly record struct TripStep(CommandMove Step, long At);

/// <summary>An interlock at work: what the server does by itself while a critical alarm holds. One for each slot, and one for the appliance itself (slot 0).</summary>
/// <param name="Code">Of the alarm that began it.</param>
/// <param name="Steps">Those taken, the oldest first.</param>
public sealed record Trip(int Slot, string Code, TripStep[] Steps)
{
    /// <summary>Server time, epoch milliseconds.</summary>
    public long BeganAt => Steps[0].At;

    /// <summary>When the step was taken; null when it was not yet.</summary>
    public long? AtOf(CommandMove step)
    {
        foreach (var (taken, at) in Steps)
        {
            if (taken == step)
            {
                return at;
            }
        }

        return null;
    }

    public bool Took(CommandMove step) => AtOf(step) is not null;
}
