namespace Stations.Server.Cluster;

/// <summary>Says in the log which servers come and go.</summary>
internal sealed class Attendance(IClusterMembershipService members, ILogger<Attendance> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ClusterMembershipSnapshot? before = null;
        await foreach (var now in members.MembershipUpdates.WithCancellation(stoppingToken))
        {
            foreach (var change in (before is null ? now.AsUpdate() : now.CreateUpdate(before)).Changes)
            {
                log.LogInformation("Server {Server} is {Status}", change.SiloAddress, change.Status);
            }

            before = now;
        }
    }
}
