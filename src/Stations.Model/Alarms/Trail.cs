namespace Stations.Model;

/// <summary>
/// What a slot's value rose from: the lows of the last <see cref="Window"/> that are still below what came after them, the lowest and oldest first.
/// </summary>
/// <param name="Lows">Each with the last server time at which it was the slot's value.</param>
public sealed record Trail(int Slot, Low[] Lows)
{
    /// <summary>+5 °C within 30 s is thermal runaway rather than a hot day (our engineering default).</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>Of more lows the oldest counts as long as the next one does: rather a rise too many than one too few.</summary>
    public const int MaxLows = 16;

    /// <summary>The trails after a slot's value changed from <paramref name="before"/> to <paramref name="after"/>.</summary>
    /// <param name="lastToldAt">Until when it had been <paramref name="before"/> for certain, epoch milliseconds.</param>
    internal static Trail[] Follow(Trail[] trails, int slot, double before, double after, long lastToldAt, long now)
    {
        var at = Array.FindIndex(trails, one => one.Slot == slot);
        List<Low> lows = at < 0 ? [] : [.. trails[at].Lows.Where(low => IsRecent(low.At, now) && low.Value < Math.Min(before, after))];
        if (after > before && IsRecent(lastToldAt, now))
        {
            lows.Add(new Low(lastToldAt, before));
            if (lows.Count > MaxLows)
            {
                lows[1] = lows[1] with { Value = lows[0].Value };
                lows.RemoveAt(0);
            }
        }

        return (at, lows.Count) switch
        {
            (< 0, 0) => trails,
            (< 0, _) => [.. trails, new Trail(slot, [.. lows])],
            (_, 0) => Array.FindAll(trails, one => one.Slot != slot),
            _ => [.. trails[..at], new Trail(slot, [.. lows]), .. trails[(at + 1)..]],
        };
    }

    /// <summary>How far <paramref name="value"/> lies above the lowest of the window; 0 when it is not above.</summary>
    internal double RiseTo(double value, long now)
    {
        foreach (var low in Lows)
        {
            if (IsRecent(low.At, now))
            {
                return Math.Max(0, value - low.Value);
            }
        }

        return 0;
    }

    private static bool IsRecent(long at, long now) => now - at <= Window.TotalMilliseconds;
}

/// <param name="At">Server time, epoch milliseconds.</param>
public readonly record struct Low(long At, double Value);
