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
/// <param name="Celsius">Hot water as last told, if any device tells it.</param>
/// <param name="ReportedAt">The last time that one of them reported, epoch milliseconds.</param>
public readonly record struct NeedSummary(Tally Tally, int Devices, int Stale, double? Celsius, long ReportedAt)
{
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
        added.Celsius ?? Celsius,
        Math.Max(ReportedAt, added.ReportedAt));

    internal NeedSummary Minus(Contribution removed) =>
        this with { Tally = Tally - removed.Tally, Devices = Devices - 1, Stale = Stale - (removed.LowConfidence ? 1 : 0), Celsius = removed.Celsius is null ? Celsius : null };
}

/// <summary>What a station offers, kept up by difference so that its cost does not grow with the number of devices. Immutable.</summary>
/// <param name="Sequence">+1 with every change.</param>
public sealed record StationSummary(long Sequence, int Devices, NeedSummary Charge, NeedSummary Water, NeedSummary Rest, NeedSummary Park)
{
    public static readonly StationSummary Empty = new(0, 0, default, default, default, default);

    public NeedSummary Of(Need need) => need switch
    {
        Need.Charge => Charge,
        Need.Water => Water,
        Need.Rest => Rest,
        _ => Park,
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
        _ => this with { Park = line },
    };
}
