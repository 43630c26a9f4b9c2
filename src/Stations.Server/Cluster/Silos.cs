using Orleans.Messaging;

namespace Stations.Server.Cluster;

/// <summary>The silos that the database lists, as a Gateway reads them again and again: one that is listed no longer has departed.</summary>
internal sealed class Silos(IGatewayListProvider table, Departures departures) : IGatewayListProvider
{
    private HashSet<Uri> listed = [];

    public int Count => Volatile.Read(ref listed).Count;

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
}
