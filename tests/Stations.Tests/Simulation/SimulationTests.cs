namespace Stations.Tests.Simulation;

/// <summary>A short range of seeds; <see cref="Faults.SeedRange"/> runs any.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void Whatever_fails_nothing_acknowledged_is_lost_or_applied_twice_and_nothing_untrue_is_shown()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            new World(seed).Run();
        }
    }

    [Fact]
    public void Whatever_fails_a_slot_has_one_holder_a_rider_one_hold_and_who_came_first_is_served_first()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            new World(seed, riders: 8).Run();
        }
    }

    [Fact]
    public void A_seed_does_the_same_things_each_time()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            Assert.Equal(new World(seed).Run(), new World(seed).Run());
        }
    }

    [Fact]
    public void A_store_that_acknowledges_before_it_commits_is_found_out()
    {
        var found = Assert.Throws<InvalidOperationException>(() =>
        {
            for (var seed = 0; seed < 20; seed++)
            {
                new World(seed, acknowledgesEarly: true).Run();
            }
        });
        Assert.StartsWith("Seed ", found.Message, StringComparison.Ordinal);
    }
}
