namespace Stations.Model;

/// <summary>What a rule may look at: one slot (or slot 0) of the new values, and what holds so far.</summary>
/// <param name="Now">Server time, epoch milliseconds.</param>
public readonly record struct Look(Values Values, Holding[] Holding, int Slot, long Now)
{
    public double? Number(Protocol.Field field) => Values.Number(field, Slot);

    public bool? Flag(Protocol.Field field) => Values.Flag(field, Slot);

    public string? Text(Protocol.Field field) => Values.Text(field, Slot);

    /// <summary>How long a condition of this slot has held; null when it does not.</summary>
    public TimeSpan? Lasting(Condition condition) =>
        Conditions.Since(Holding, condition, Slot) is { } since ? TimeSpan.FromMilliseconds(Now - since) : null;
}

/// <summary>
/// When a condition begins and when it ends. Between the two thresholds nothing changes (dead-band); an absent value changes nothing either.
/// </summary>
/// <param name="PerSlot">Looked at for every slot; otherwise for the appliance itself.</param>
/// <param name="Timed">Depends on time as well as on values, so it is looked at with every message.</param>
public sealed record Rule(Condition Condition, Func<Look, bool> Begins, Func<Look, bool> Ends, bool PerSlot = false, bool Timed = false)
{
    /// <summary>A condition that holds exactly while a flag is true.</summary>
    public static Rule While(Condition condition, Protocol.Field flag, bool value = true) =>
        new(condition, look => look.Flag(flag) == value, look => look.Flag(flag) == !value);

    internal FactKind? Decide(in Look look)
    {
        var holds = Conditions.Holds(look.Holding, Condition, look.Slot);
        return holds switch
        {
            false when Begins(look) => Condition.Begins(),
            true when Condition.Ends() is { } ends && Ends(look) => ends,
            _ => null,
        };
    }
}
