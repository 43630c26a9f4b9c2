namespace Stations.Model;

/// <summary>How long a device may be silent. One sweep on the server's clock compares; no timer per device.</summary>
/// <param name="Stale">From here on its figures are of low confidence; 90 s, three missed heartbeats (our engineering default).</param>
/// <param name="Offline">No later than this its state is shown as unknown; 180 s (our engineering default), at most 300 s, GBFS's latency rule.</param>
public sealed record Silence(TimeSpan Stale, TimeSpan Offline)
{
    public static readonly Silence Default = new(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(180));
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(300);

    /// <summary>More than what lies between two sweeps: who would be silent for too long before the next one is told of now.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(7);

    /// <summary>What the silence of <paramref name="device"/> means at <paramref name="now"/>; null when it means nothing new.</summary>
    public FactKind? Of(Device device, long now)
    {
        var silent = TimeSpan.FromMilliseconds(now - device.ReportedAt);
        return device.Connection switch
        {
            not Connection.Offline when silent >= Offline - Ahead => FactKind.WentOffline,
            Connection.Online when silent >= Stale => FactKind.WentStale,
            _ => null,
        };
    }
}
