namespace Stations.Server.Cluster;

/// <summary>When a Gateway last asked anything of this silo: as long as one does, devices and riders reach it.</summary>
internal sealed class Visits(TimeProvider clock) : IIncomingGrainCallFilter
{
    private long last = long.MinValue;

    /// <summary>Since the last one; null when there was none.</summary>
    public TimeSpan? Ago => Volatile.Read(ref last) is > long.MinValue and var at ? clock.GetElapsedTime(at) : null;

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.SourceId is { } source && source.IsClient() && !source.Key.AsSpan().StartsWith("hosted-"u8))
        {
            Count();
        }

        return context.Invoke();
    }

    public void Count() => Volatile.Write(ref last, clock.GetTimestamp());
}
