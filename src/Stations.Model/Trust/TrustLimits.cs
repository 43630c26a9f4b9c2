namespace Stations.Model;

/// <summary>When an appliance that nobody uses is doubted.</summary>
/// <param name="UnusedTimes">On offer without a use for so many times the usual gap, in its station's open hours (our engineering default: 4); 0: never.</param>
/// <param name="Least">But never sooner than this: a busy hour is followed by a quiet one (our engineering default: 2 h).</param>
public sealed record TrustLimits(double UnusedTimes, TimeSpan Least)
{
    public static readonly TrustLimits Default = new(4, TimeSpan.FromHours(2));

    /// <summary>What is found of a device that riders rely on: a slot that nobody has used for long, or doubts that nobody has renewed. Null for nothing.</summary>
    /// <param name="hours">When its station is open; null: always.</param>
    public ReportEvent? Find(Device device, OpeningHours? hours, long now)
    {
        var trust = device.Trust;
        if (trust.IsFaded(now) && !Array.Exists(device.Holding, one => one.Condition == Condition.ReportedBroken))
        {
            return new(ReportEventKind.Faded);
        }

        foreach (var rhythm in UnusedTimes > 0 && device.Connection == Connection.Online ? trust.Rhythms : [])
        {
            var least = Math.Max(UnusedTimes * rhythm.Gap * 1000, Least.TotalMilliseconds);
            if (rhythm.Uses >= Rhythm.Known
                && now - rhythm.Stirred >= least
                && !trust.IsUnused(rhythm.Slot)
                && device.StatusOf(rhythm.Slot) == PublicStatus.Available
                && (hours is null || hours.Open(rhythm.Stirred, now) >= least))
            {
                return new(ReportEventKind.Unused, Slot: rhythm.Slot);
            }
        }

        return null;
    }
}
