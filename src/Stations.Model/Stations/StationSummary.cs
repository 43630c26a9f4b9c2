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
/// <param name="Low">How many of them are not to be trusted fully.</param>
/// <param name="Hot">How many of them tell the temperature of their hot water.</param>
/// <param name="HotMillicelsius">The sum of those temperatures; whole numbers, so that what is added can be taken away again exactly.</param>
/// <param name="ReportedAt">The last time that one of them reported, epoch milliseconds; it never goes back.</param>
/// <param name="Reasons">Why each of them is as it is.</param>
/// <param name="Since">When the answer became what it is, epoch milliseconds; no earlier than this server has known the station.</param>
public readonly record struct NeedSummary(Tally Tally, int Devices, int Low, int Hot, long HotMillicelsius, long ReportedAt, ReasonCounts Reasons = default, long Since = 0)
{
    private static readonly StatusReason[] WhyBroken = [StatusReason.Safety, StatusReason.Fault, StatusReason.Reported, StatusReason.Failed, StatusReason.Maintenance, StatusReason.Disabled];
    private static readonly StatusReason[] WhyUnknown = [StatusReason.Offline, StatusReason.NeverBorn, StatusReason.NotTold];
    private static readonly StatusReason[] WhyLow = [StatusReason.Stale, StatusReason.Reported, StatusReason.Failed, StatusReason.Unused, StatusReason.ClockSuspect];

    /// <summary>The mean of the hot water that is told; null when none is.</summary>
    public double? Celsius => Hot == 0 ? null : HotMillicelsius / 1000.0 / Hot;

    public Answer Answer => Tally switch
    {
        { Free: > 0 } => Answer.Yes,
        { Unknown: > 0 } or { Total: 0 } => Answer.Unknown,
        _ => Answer.No,
    };

    public Confidence Confidence => Answer == Answer.Unknown ? Confidence.None : Low > 0 ? Confidence.Low : Confidence.High;

    /// <summary>Why the answer is what it is, or why it is not to be trusted fully.</summary>
    public StatusReason Reason => Answer switch
    {
        Answer.Unknown => Reasons.First(WhyUnknown) ?? StatusReason.NotTold,
        _ when Low > 0 => Reasons.First(WhyLow) ?? StatusReason.Stale,
        Answer.Yes => StatusReason.Ok,
        _ when Tally.Busy == 0 => Reasons.First(WhyBroken) ?? StatusReason.Fault,
        _ => StatusReason.InUse,
    };

    internal NeedSummary Plus(Contribution added) => Change(added, +1) with { ReportedAt = Math.Max(ReportedAt, added.ReportedAt) };

    internal NeedSummary Minus(Contribution removed) => Change(removed, -1);

    /// <summary>The answer is another one since <paramref name="at"/>, unless it is the same as before.</summary>
    internal NeedSummary AnsweredAfter(NeedSummary before, long at) => this with { Since = before.Devices > 0 && before.Answer == Answer ? before.Since : at };

    private NeedSummary Change(Contribution by, int sign) => this with
    {
        Tally = sign > 0 ? Tally + by.Tally : Tally - by.Tally,
        Devices = Devices + sign,
        Low = Low + (by.LowConfidence ? sign : 0),
        Hot = Hot + (by.Celsius is null ? 0 : sign),
        HotMillicelsius = HotMillicelsius + sign * (long)Math.Round((by.Celsius ?? 0) * 1000),
        Reasons = sign > 0 ? Reasons.Plus(by.Why) : Reasons.Minus(by.Why),
    };
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
    public StationSummary Change(Contribution? before, Contribution? after) => this with
    {
        Sequence = Sequence + 1,
        Devices = Devices + (after is null ? 0 : 1) - (before is null ? 0 : 1),
        Charge = Changed(Need.Charge, before, after),
        Water = Changed(Need.Water, before, after),
        Rest = Changed(Need.Rest, before, after),
        Park = Changed(Need.Park, before, after),
        Food = Changed(Need.Food, before, after),
    };

    private NeedSummary Changed(Need need, Contribution? before, Contribution? after)
    {
        var (line, served, serves) = (Of(need), before?.Need == need, after?.Need == need);
        if (!served && !serves)
        {
            return line;
        }

        var less = served ? line.Minus(before!) : line;
        return (serves ? less.Plus(after!) : less).AnsweredAfter(line, (after ?? before)!.At);
    }
}
