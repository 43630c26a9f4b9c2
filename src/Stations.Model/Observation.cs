using Stations.Protocol;

namespace Stations.Model;

public enum Verdict
{
    /// <summary>News of the current life: applied.</summary>
    Fresh,

    /// <summary>Seen before: acknowledged, applied once.</summary>
    Duplicate,

    /// <summary>Overtaken by a later message: history only.</summary>
    Late,

    /// <summary>Stored by the device and sent afterwards: history only.</summary>
    Historic,

    /// <summary>Of a life that is not the current one: history only, until a birth says otherwise.</summary>
    OtherLife,
}

/// <summary>What a message means for a device, before anything is changed: pure, and the same on every machine.</summary>
/// <param name="Facts">What follows from it, in order; almost always empty.</param>
/// <param name="Next">The device with the message's values and without those facts; null unless the message is fresh.</param>
public readonly record struct Observation(Verdict Verdict, IReadOnlyList<Fact> Facts, Device? Next)
{
    private static readonly IReadOnlyList<Fact> Nothing = [];

    /// <param name="now">Server time, epoch milliseconds.</param>
    public static Observation Of(Device device, Reading reading, long now, RuleBook book)
    {
        var verdict = Judge(device, reading);
        if (verdict != Verdict.Fresh)
        {
            return new(verdict, Nothing, Next: null);
        }

        var next = device.Apply(reading, now);
        return new(verdict, FactsOf(device, device.Values, next, reading, now, book), next);
    }

    /// <summary>What follows from a birth.</summary>
    /// <param name="device">At the beginning of its life, or told of anew.</param>
    /// <param name="before">The same device as it was known until now; null for one that nobody knew.</param>
    public static IReadOnlyList<Fact> FactsOf(Device device, Device? before, Reading reading, long now, RuleBook book) =>
        FactsOf(device, before?.Values ?? Values.None, device.Apply(reading, now), reading, now, book);

    /// <summary>What follows from time alone: silence, what has lasted long enough, the end of a maintenance.</summary>
    public static IReadOnlyList<Fact> AtTime(Device device, long now, Silence silence, RuleBook book)
    {
        if (silence.Of(device, now) is { } conclusion)
        {
            return After(device, new Fact(conclusion, 0, now), book);
        }

        if (!(DueAt(device, book) <= now))
        {
            return Nothing;
        }

        var reasoning = new Reasoning(device, now);
        if (device.Watch.Maintenance is { } maintenance && maintenance.Until <= now)
        {
            reasoning.Conclude(new Fact(FactKind.MaintenanceEnded, 0, now));
        }

        reasoning.ConcludeDue(book.Of(device.Info));
        return reasoning.Facts;
    }

    /// <summary>What follows from something that the server itself found out or was told, that included.</summary>
    public static IReadOnlyList<Fact> After(Device device, in Fact fact, RuleBook book)
    {
        var reasoning = new Reasoning(device, fact.At);
        reasoning.ConcludeDue(book.Of(device.Info));
        reasoning.Conclude(fact);
        reasoning.LookAround(book.Of(device.Info));
        return reasoning.Facts;
    }

    /// <summary>When time alone changes something next, silence apart: server time in epoch milliseconds; null when it never does.</summary>
    public static long? DueAt(Device device, RuleBook book)
    {
        var rules = book.Of(device.Info);
        var due = device.Watch.Maintenance?.Until;
        if (device.Commands?.DueAt is { } order)
        {
            due = Math.Min(due ?? long.MaxValue, order);
        }

        foreach (var hold in device.Held)
        {
            due = hold.IsActive ? Math.Min(due ?? long.MaxValue, hold.Until) : due;
        }

        foreach (var (condition, slot, since) in device.Watch.Pending)
        {
            if (rules.Of(condition) is { } rule && !device.Holds(condition, slot))
            {
                due = Math.Min(due ?? long.MaxValue, since + (long)rule.BeginsAfter.TotalMilliseconds);
            }
        }

        return due;
    }

    private static IReadOnlyList<Fact> FactsOf(Device device, Values before, Device next, Reading reading, long now, RuleBook book)
    {
        var isUnchanged = ReferenceEquals(next.Values, device.Values);
        if (isUnchanged && device.Connection == Connection.Online && device.Watch.Pending.Length == 0)
        {
            return Nothing;
        }

        // A rule looks at some values of one slot, so where none was told nothing can have changed, unless with time.
        var rules = book.Of(device.Info);
        var reasoning = new Reasoning(next, now, before);
        reasoning.ConcludeDue(rules);
        if (device.Connection != Connection.Online)
        {
            reasoning.Conclude(new Fact(FactKind.WentOnline, 0, now));
        }

        reasoning.Look(rules, reading.FieldsTold, reading.SlotsTold);
        reasoning.LookAround(rules);
        return reasoning.Facts;
    }

    private static Verdict Judge(Device device, Reading reading)
    {
        if (reading.Boot != device.Boot)
        {
            return Verdict.OtherLife;
        }

        if (reading.Seq <= device.Seq)
        {
            return reading.Seq == device.Seq ? Verdict.Duplicate : Verdict.Late;
        }

        return reading.Historic ? Verdict.Historic : Verdict.Fresh;
    }
}
