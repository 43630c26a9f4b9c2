using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

/// <summary>Acknowledged means durable, whenever the server is killed: the short form of the benchmarks' <c>durability</c>.</summary>
public sealed class PowerCutTests
{
    [Fact]
    public async Task What_was_acknowledged_is_there_once_after_kill_9_under_load()
    {
        await using var durability = ChildProcess.StartDotnet(Built.Benchmarks, "durability", "--rounds", "6", "--seed", "20261");
        var code = await durability.Exit();
        Assert.Equal(0, code);
        Assert.Matches("acknowledged [1-9][0-9]{2,}, lost 0, twice 0$", durability.Output);
    }
}
