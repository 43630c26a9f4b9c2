using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stations.Tests;

namespace Stations.Cluster.Tests;

/// <summary>On a cluster of its own: whoever calls a grain meanwhile may be sent to the silo that is not there.</summary>
public sealed class LivenessTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task A_silo_that_does_not_answer_is_voted_out()
    {
        var table = cluster.First.Services.GetRequiredService<IMembershipTable>();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var gone = new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, Ports.Free(), 1),
            SiloName = "gone",
            HostName = "nowhere",
            Status = SiloStatus.Active,
            StartTime = now,
            IAmAliveTime = now,
        };
        Assert.True(await table.InsertRow(gone, (await table.ReadAll()).Version.Next()));
        await cluster.First.Services.GetRequiredService<IClusterMembershipService>().Refresh(default, TestContext.Current.CancellationToken);

        await TestCluster.Sees(cluster.First, members => members.StatusOf(gone.SiloAddress) == SiloStatus.Dead, "the silo that does not answer to be dead");
        var (entry, _) = (await table.ReadRow(gone.SiloAddress)).TryGet(gone.SiloAddress);
        SiloAddress[] silos = [TestCluster.AddressOf(cluster.First), TestCluster.AddressOf(cluster.Second)];
        Assert.NotEmpty(entry.SuspectTimes);
        Assert.All(entry.SuspectTimes, vote => Assert.Contains(vote.Item1, silos));
    }
}
