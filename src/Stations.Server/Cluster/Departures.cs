namespace Stations.Server.Cluster;

/// <summary>
/// Tells whoever waits for a grain that a server left the cluster or was given up. It may be the one that was asked, and then no answer comes:
/// ask again, the grain is elsewhere a moment later. Any thread.
/// </summary>
public sealed class Departures : IDisposable
{
    private CancellationTokenSource next = new();

    /// <summary>Cancelled when the next server departs. Take it before you ask.</summary>
    public CancellationToken Next => Volatile.Read(ref next).Token;

    /// <summary>Returns before those who wait have heard of it.</summary>
    public void Happened() => _ = Interlocked.Exchange(ref next, new CancellationTokenSource()).CancelAsync();

    public void Dispose() => next.Dispose();
}
