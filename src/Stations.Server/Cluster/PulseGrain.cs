using Orleans.Concurrency;

namespace Stations.Server.Cluster;

/// <summary>Runs on every silo: as with any stateless worker a Gateway's calls go to one silo after another, and stay there. Its key is 0.</summary>
[Alias("pulse")]
public interface IPulseGrain : IGrainWithIntegerKey
{
    [Alias("beat")]
    ValueTask Beat();
}

[StatelessWorker(maxLocalWorkers: 1)]
internal sealed class PulseGrain(Visits visits) : Grain, IPulseGrain
{
    public ValueTask Beat()
    {
        visits.Count();
        return default;
    }
}
