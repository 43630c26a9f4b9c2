namespace Stations.Model;

/// <summary>The answer to "can I … here now?"; unknown whenever a yes could not be proven and a no could not either.</summary>
public enum Answer
{
    Unknown,
    Yes,
    No,
}

/// <summary>One need's line in the summary.</summary>
/// <param name="Devices">How many devices add to it.</param>
/// <param name="Stale">How many of them have been silent for a while.</param>
/// <param name="Hot">How many of them tell the temperature of their hot water.</param>
/// <param name="HotMillicelsius">The sum of those temperatures; whole numbers, so that what is added can be taken away again exactly.</param>
/// <param name="ReportedAt">The last time that one of them reported, epoch milliseconds; it never goes back.</param>
public readonly record struct NeedSummary(Tally Tally, int Devices, int Stale, int Hot, long HotMillicelsius, long ReportedAt)
{
    /// <summary>The mean of the hot water that is told; null when none is.</summary>
    public double? Celsius => Hot == 0 ? null : HotMillicelsius / 1000.0 / Hot;

    public Answer Answer => Tally switch
    {
        { Free: > 0 } => Answer.Yes,
        { Unknown: > 0 } or { Total: 0 } => Answer.Unknown,
        _ => Answer.No,
    };

    internal NeedSummary Plus(Contribution added) => new(
        Tally + added.Tally,
        Devices + 1,
        Stale + (added.LowConfidence ? 1 : 0),
        Hot + (added.Celsius is null ? 0 : 1),
        HotMillicelsius + Millicelsius(added),
        Math.Max(ReportedAt, added.ReportedAt));

    internal NeedSummary Minus(Contribution removed) => new(
        Tally - removed.Tally,
        Devices - 1,
        Stale - (removed.LowConfidence ? 1 : 0),
        Hot - (removed.Celsius is null ? 0 : 1),
        HotMillicelsius - Millicelsius(removed),
        ReportedAt);

    private static long Millicelsius(Contribution of) => (long)Math.Round((of.Celsius ?? 0) * 1000);
}

/// <summary>What a station offers, kept up by difference so that its cost does not grow with the number of devices. Immutable.</summary>
/// <param name="Sequence">+1 with every change.</param>
public sealed record StationSummary(long Sequence, int Devices, NeedSummary Charge, NeedSummary Water, NeedSummary Rest, NeedSummary Park, NeedSummary Food)
{
    public static readonly StationSummary Empty = new(0, 0, default, default, default, default, default);

    public NeedSummary Of(Need need) => need switch
    {
        Need.Charge => Charge,
        Need.Water => Water,
        Need.Rest => Rest,
        Need.Park => Park,
        _ => Food,
    };

    /// <summary>A device came, changed or went.</summary>
    public StationSummary Change(Contribution? before, Contribution? after)
    {
        var next = this with { Sequence = Sequence + 1, Devices = Devices + (after is null ? 0 : 1) - (before is null ? 0 : 1) };
        if (before?.Need is { } old)
        {
            next = next.With(old, next.Of(old).Minus(before));
        }

        return after?.Need is { } need ? next.With(need, next.Of(need).Plus(after)) : next;
    }

    private StationSummary With(Need need, NeedSummary line) => need switch
    {
        Need.Charge => this with { Charge = line },
        Need.Water => this with { Water = line },
        Need.Rest => this with { Rest = line },
        Need.Park => this with { Park = line },
        _ => this with { Food = line },
    };
}
