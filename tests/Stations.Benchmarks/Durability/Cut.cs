namespace Stations.Benchmarks.Durability;

internal enum CutMoment
{
    UnderLoad,

    /// <summary>Under load, and again while it starts: before, while or after it reads what it remembers.</summary>
    Starting,

    /// <summary>While it saves everything because it was asked to stop.</summary>
    Stopping,

    /// <summary>When it has run for as long as it takes to save what changed and to trim its journal.</summary>
    Saving,
}

/// <summary>When a round's SIGKILL comes.</summary>
/// <param name="After">From the moment that the name tells.</param>
internal sealed record Cut(CutMoment Moment, TimeSpan After)
{
    public static Cut Draw(Random dice) => dice.Next(100) switch
    {
        < 70 => new(CutMoment.UnderLoad, Milliseconds(dice, 20, 1500)),
        < 85 => new(CutMoment.Starting, Milliseconds(dice, 0, 1000)),
        < 98 => new(CutMoment.Stopping, Milliseconds(dice, 0, 300)),
        _ => new(CutMoment.Saving, Milliseconds(dice, 0, 3000)),
    };

    public override string ToString() => $"{After.TotalMilliseconds,4:0} ms {Moment}";

    private static TimeSpan Milliseconds(Random dice, int least, int most) => TimeSpan.FromMilliseconds(dice.Next(least, most));
}
