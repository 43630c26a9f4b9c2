namespace Stations.Server.Cluster;

/// <summary>Says which servers come and go: in the log, and to those who wait for one that went.</summary>
internal sealed class Attendance(IClusterMembershipService members, Departures departures, ILogger<Attendance> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ClusterMembershipSnapshot? before = null;
        await foreach (var now in members.MembershipUpdates.WithCancellation(stoppingToken))
        {
            foreach (var change in (before is null ? now.AsUpdate() : now.CreateUpdate(before)).Changes)
            {
                log.LogInformation("Server {Server} is {Status}", change.SiloAddress, change.Status);
                if (change.Status == SiloStatus.Dead)
                {
                    departures.Happened();
                }
            }

            before = now;
        }
    }
}
