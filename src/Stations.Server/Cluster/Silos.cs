using Orleans.Messaging;

namespace Stations.Server.Cluster;

/// <summary>
/// The silos, as a Gateway sees them: those that the database lists, where one that is listed no longer has departed, and whether it is connected to any.
/// </summary>
internal sealed class Silos(IGatewayListProvider table, Departures departures) : IGatewayListProvider, IClusterConnectionStatusObserver
{
    private HashSet<Uri> listed = [];
    private volatile bool isAlone;

    /// <summary>For operators; null while there is one at least.</summary>
    public string? Trouble => isAlone ? "No silo of the cluster can be reached: what devices say waits at the broker, and nothing can be told to them." : null;

    public TimeSpan MaxStaleness => table.MaxStaleness;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => table.InitializeGatewayListProvider();

    public async Task<IList<Uri>> GetGateways()
    {
        var found = await table.GetGateways();
        if (!found.ToHashSet().IsSupersetOf(Interlocked.Exchange(ref listed, [.. found])))
        {
            departures.Happened();
        }

        return found;
    }

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered) => isAlone = currentNumberOfGateways <= 0;

    public void NotifyClusterConnectionLost() => isAlone = true;
}
