using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stations.Tests;

namespace Stations.Cluster.Tests;

public sealed class MembershipTests(TestCluster cluster)
{
    [Fact]
    public async Task Silos_that_start_together_see_each_other()
    {
        await TestCluster.Sees(cluster.First, members => members.IsActive(cluster.Second), "the second silo to be active");
        await TestCluster.Sees(cluster.Second, members => members.IsActive(cluster.First), "the first silo to be active");
    }

    [Fact]
    public async Task A_silo_that_leaves_is_known_to_have_left()
    {
        using var third = cluster.Silo();
        await third.StartAsync(TestContext.Current.CancellationToken);
        await TestCluster.Sees(cluster.First, members => members.IsActive(third), "the third silo to be active");
        await third.StopAsync(TestContext.Current.CancellationToken);
        await TestCluster.Sees(cluster.First, members => members.StatusOf(TestCluster.AddressOf(third)) == SiloStatus.Dead, "the third silo to be gone");
    }

    [Fact]
    public async Task A_change_that_was_made_on_an_older_table_fails()
    {
        var table = await NewTable();
        var before = (await table.ReadAll()).Version;
        Assert.Equal(0, before.Version);
        var (first, second) = (Entry(SiloStatus.Active), Entry(SiloStatus.Active));
        Assert.True(await table.InsertRow(first, before.Next()));
        Assert.False(await table.InsertRow(second, before.Next()));
        Assert.False(await table.InsertRow(first, (await table.ReadAll()).Version.Next()));
        first.Status = SiloStatus.ShuttingDown;
        Assert.False(await table.UpdateRow(first, "", before.Next()));
        Assert.False(await table.UpdateRow(second, "", (await table.ReadAll()).Version.Next()));
        Assert.True(await table.UpdateRow(first, "", (await table.ReadAll()).Version.Next()));
        var after = await table.ReadAll();
        Assert.Equal((2, SiloStatus.ShuttingDown), (after.Version.Version, Assert.Single(after.Members).Item1.Status));
    }

    [Fact]
    public async Task Of_many_changes_made_at_once_one_succeeds()
    {
        var table = await NewTable();
        var version = (await table.ReadAll()).Version;
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => table.InsertRow(Entry(SiloStatus.Joining), version.Next())));
        Assert.Single(results, done => done);
        Assert.Single((await table.ReadAll()).Members);
    }

    [Fact]
    public async Task What_is_written_of_a_silo_is_read_again()
    {
        var table = await NewTable();
        var entry = Entry(SiloStatus.Active);
        Assert.True(await table.InsertRow(entry, (await table.ReadAll()).Version.Next()));
        entry.AddSuspector(Entry(SiloStatus.Active).SiloAddress, entry.StartTime.AddSeconds(5));
        Assert.True(await table.UpdateRow(entry, "", (await table.ReadAll()).Version.Next()));
        entry.IAmAliveTime = entry.StartTime.AddMinutes(1);
        await table.UpdateIAmAlive(entry);

        var all = await table.ReadRow(entry.SiloAddress);
        Assert.Equal(2, all.Version.Version);
        var (read, _) = Assert.Single(all.Members);
        Assert.Equal(
            (entry.SiloAddress, entry.SiloName, entry.HostName, entry.Status, entry.ProxyPort, entry.StartTime, entry.IAmAliveTime, Assert.Single(entry.SuspectTimes)),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime, read.IAmAliveTime, Assert.Single(read.SuspectTimes)));
        Assert.Empty((await table.ReadRow(Entry(SiloStatus.Active).SiloAddress)).Members);
    }

    [Fact]
    public async Task Only_old_silos_that_are_gone_are_cleaned_away()
    {
        var table = await NewTable();
        var (dead, old, fresh) = (Entry(SiloStatus.Dead), Entry(SiloStatus.Active), Entry(SiloStatus.Dead));
        fresh.IAmAliveTime = fresh.StartTime.AddDays(8);
        foreach (var entry in new[] { dead, old, fresh })
        {
            Assert.True(await table.InsertRow(entry, (await table.ReadAll()).Version.Next()));
        }

        await table.CleanupDefunctSiloEntries(new DateTimeOffset(dead.StartTime.AddDays(7)));
        var left = (await table.ReadAll()).Members.Select(member => member.Item1.SiloAddress).ToHashSet();
        Assert.Equal([old.SiloAddress, fresh.SiloAddress], left);
    }

    /// <summary>The table of a cluster without silos.</summary>
    private async Task<IMembershipTable> NewTable()
    {
        var table = cluster.Silo($"--Cluster:Id=empty-{Ports.Free()}").Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTable(tryInitTableVersion: true);
        return table;
    }

    private static MembershipEntry Entry(SiloStatus status)
    {
        var (start, port) = (new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), Ports.Free());
        return new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 1),
            SiloName = $"silo-{port}",
            HostName = "host",
            Status = status,
            ProxyPort = 0,
            StartTime = start,
            IAmAliveTime = start,
        };
    }
}
