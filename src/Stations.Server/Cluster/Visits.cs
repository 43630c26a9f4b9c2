namespace Stations.Server.Cluster;

/// <summary>When a Gateway last reached this silo. Any thread.</summary>
internal sealed class Visits(TimeProvider clock)
{
    private long last = long.MinValue;

    /// <summary>Since the last visit; null when there was none.</summary>
    public TimeSpan? Ago => Volatile.Read(ref last) is > long.MinValue and var at ? clock.GetElapsedTime(at) : null;

    public void Count() => Volatile.Write(ref last, clock.GetTimestamp());
}
