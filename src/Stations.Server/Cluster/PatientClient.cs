using Stations.Server.Operations;

namespace Stations.Server.Cluster;

/// <summary>A Gateway that is started before the silos waits for the first of them.</summary>
internal sealed class PatientClient(Readiness readiness, TimeProvider clock) : IClientConnectionRetryFilter
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        readiness.IsLoading(() => $"No silo of the cluster can be reached yet: {exception.Message}");
        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }
}
