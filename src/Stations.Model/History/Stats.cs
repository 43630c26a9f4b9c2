namespace Stations.Model.History;

/// <summary>What one field did in one stretch of time. Flags count as 0 and 1, so that their mean is the share of reports that said yes.</summary>
/// <param name="Last">The value that was reported last.</param>
/// <param name="Count">How many values; 0 for a stretch without any.</param>
public readonly record struct Stats(double Min, double Max, double Mean, double Last, long Count)
{
    public static Stats Of(double value) => new(value, value, value, value, 1);

    /// <summary>This stretch and a later one as one.</summary>
    public Stats Then(in Stats later)
    {
        if (Count == 0 || later.Count == 0)
        {
            return Count == 0 ? later : this;
        }

        var (min, max, count) = (Math.Min(Min, later.Min), Math.Max(Max, later.Max), Count + later.Count);

        // Weighted rather than summed, so that nothing overflows; clamped, so that equal values have exactly their mean.
        var mean = Mean * ((double)Count / count) + later.Mean * ((double)later.Count / count);
        return new(min, max, Math.Clamp(mean, min, max), later.Last, count);
    }
}
