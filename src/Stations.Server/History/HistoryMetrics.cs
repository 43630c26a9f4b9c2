using System.Diagnostics.Metrics;

namespace Stations.Server.History;

/// <summary>How history keeps up. Counted by the follower's thread, read when somebody asks.</summary>
public sealed class HistoryMetrics
{
    private long followed;
    private long unreadable;
    private long tooOld;
    private long damaged;
    private long failures;
    private long rolledUp;

    public HistoryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Stations.History");
        meter.CreateObservableCounter("stations.history.records", () => Volatile.Read(ref followed), description: "Journal records followed");
        meter.CreateObservableCounter("stations.history.unreadable", () => Volatile.Read(ref unreadable), description: "Records that could not be understood and were left out");
        meter.CreateObservableCounter("stations.history.too_old", () => Volatile.Read(ref tooOld), description: "Late messages older than raw history is kept, left out");
        meter.CreateObservableCounter("stations.history.damaged", () => Volatile.Read(ref damaged), description: "Times a damaged block was met and left out");
        meter.CreateObservableCounter("stations.history.failures", () => Volatile.Read(ref failures), description: "Times the store refused; each is tried again");
        meter.CreateObservableCounter("stations.history.hours", () => Volatile.Read(ref rolledUp), description: "Hours of a device that were rolled up");
        meter.CreateObservableGauge("stations.history.lag", () => Lag?.Invoke().Seconds ?? 0, "s", "At most the age of the oldest committed record that was not followed yet");
        meter.CreateObservableGauge("stations.history.behind", () => Lag?.Invoke().Positions ?? 0, description: "Committed records that were not followed yet");
    }

    /// <summary>How far the follower is behind.</summary>
    public Func<(double Seconds, long Positions)>? Lag { get; set; }

    public void CountFollowed(int records) => Interlocked.Add(ref followed, records);

    public void CountUnreadable() => Interlocked.Increment(ref unreadable);

    public void CountTooOld() => Interlocked.Increment(ref tooOld);

    public void CountDamaged() => Interlocked.Increment(ref damaged);

    public void CountFailure() => Interlocked.Increment(ref failures);

    public void CountRolledUp() => Interlocked.Increment(ref rolledUp);
}
