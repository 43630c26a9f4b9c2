using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService;
using Stations.Server.Cluster;
using Stations.Tests;

namespace Stations.Cluster.Tests;

/// <summary>Of two silos that do not hear each other the one that is reached gives up the other.</summary>
public sealed class FairTableTests(TestCluster cluster)
{
    private readonly ManualClock clock = new();

    [Theory]
    [InlineData(null, true)]
    [InlineData(0.5, true)]
    [InlineData(1.5, false)]
    [InlineData(4.5, false)]
    [InlineData(6.0, true)]
    public async Task Who_was_reached_until_a_moment_ago_gives_up_nobody(double? secondsSinceVisit, bool isWritten)
    {
        var (table, visits) = await New();
        var other = Entry(Ports.Free());
        Assert.True(await table.InsertRow(other, (await table.ReadAll()).Version.Next()));
        if (secondsSinceVisit is { } seconds)
        {
            visits.Count();
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        other.Status = SiloStatus.Dead;
        Assert.Equal(isWritten, await table.UpdateRow(other, "", (await table.ReadAll()).Version.Next()));
        Assert.Equal(isWritten ? SiloStatus.Dead : SiloStatus.Active, Assert.Single((await table.ReadAll()).Members).Item1.Status);
    }

    [Fact]
    public async Task Of_itself_a_silo_says_what_it_wants()
    {
        var (table, visits) = await New();
        var own = Entry(TestCluster.AddressOf(cluster.First).Endpoint.Port);
        visits.Count();
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await table.InsertRow(own, (await table.ReadAll()).Version.Next()));
        own.Status = SiloStatus.Dead;
        Assert.True(await table.UpdateRow(own, "", (await table.ReadAll()).Version.Next()));
    }

    /// <summary>Of a cluster without silos.</summary>
    private async Task<(FairTable Table, Visits Visits)> New()
    {
        var services = cluster.Silo($"--Cluster:Id=fair-{Ports.Free()}").Services;
        var visits = new Visits(clock);
        var table = new FairTable(services.GetRequiredService<AdoNetClusteringTable>(), cluster.First.Services.GetRequiredService<ILocalSiloDetails>(), visits);
        await table.InitializeMembershipTable(tryInitTableVersion: true);
        return (table, visits);
    }

    private static MembershipEntry Entry(int port) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 1),
        SiloName = $"silo-{port}",
        HostName = "host",
        Status = SiloStatus.Active,
        StartTime = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        IAmAliveTime = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
    };
}
