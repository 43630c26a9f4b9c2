namespace Stations.Tests.Mqtt.Hostile;

/// <summary>A short range of seeds; <see cref="Faults.SeedRange"/> runs any.</summary>
public sealed class HostileTests
{
    [Fact]
    public void Whatever_clients_send_the_endpoint_answers_by_the_grammar_ends_them_and_serves_the_others()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            new HostileLives(seed).Run();
        }
    }

    [Fact]
    public void The_same_over_sockets()
    {
        for (var seed = 0; seed < 3; seed++)
        {
            new HostileSockets(seed).Run();
        }
    }

    [Fact]
    public void An_endpoint_that_gives_way_is_found_out()
    {
        var found = Assert.Throws<InvalidOperationException>(() =>
        {
            for (var seed = 0; seed < 20; seed++)
            {
                new HostileLives(seed, hasBug: true).Run();
            }
        });
        Assert.StartsWith("Seed ", found.Message, StringComparison.Ordinal);
    }
}
