using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Stations.Protocol;
using Stations.Server.Ingest;
using Stations.Tests;

namespace Stations.Server.Tests.Ingest;

public sealed class RebirthTests : IDisposable
{
    private static readonly DeviceId Cabinet = new("district", "node", "cab");
    private static readonly DeviceId Cooler = new("district", "node", "cooler");

    private readonly ManualClock clock = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<DeviceId> asked = [];
    private readonly Rebirths rebirths;

    public RebirthTests() => rebirths = new(clock, new IngestMetrics(services.GetRequiredService<IMeterFactory>()));

    [Fact]
    public void A_node_is_asked_once_in_a_pause_however_often_its_birth_is_wanted()
    {
        Want(Cabinet);
        Want(Cooler);
        clock.Advance(Rebirths.Pause - TimeSpan.FromSeconds(1));
        Want(Cabinet);
        Assert.Equal([Cabinet], asked);
    }

    [Fact]
    public void What_was_overtaken_within_the_pause_is_asked_for_at_its_end()
    {
        Want(Cabinet);
        clock.Advance(TimeSpan.FromSeconds(10));
        Want(Cooler);
        clock.Advance(Rebirths.Pause - TimeSpan.FromSeconds(10));
        Assert.Equal([Cabinet, Cabinet], asked);
    }

    [Fact]
    public void A_node_of_which_nothing_more_is_wanted_is_left_alone()
    {
        Want(Cabinet);
        clock.Advance(10 * Rebirths.Pause);
        Assert.Equal([Cabinet], asked);
        Want(Cooler);
        Assert.Equal([Cabinet, Cooler], asked);
    }

    [Fact]
    public void Not_more_nodes_are_asked_at_a_time_than_stated()
    {
        for (var node = 0; node <= Rebirths.MaxNodes; node++)
        {
            Want(new("district", $"node-{node}", "cab"));
        }

        Assert.Equal(Rebirths.MaxNodes, asked.Count);
    }

    public void Dispose()
    {
        rebirths.Dispose();
        services.Dispose();
    }

    private void Want(DeviceId device) => rebirths.Ask(device, command => asked.Add(command.Device));
}
