namespace Stations.Tests.Commands;

/// <summary>A short range of seeds; <see cref="Faults.SeedRange"/> runs any.</summary>
public sealed class CommandWorldTests
{
    [Fact]
    public void No_start_is_done_twice_or_late_and_nothing_is_shown_as_charging_that_did_not_say_so()
    {
        var (given, started) = (0, 0);
        for (var seed = 0; seed < 100; seed++)
        {
            var (more, done) = new CommandWorld(seed).Run();
            (given, started) = (given + more, started + done);
        }

        // Otherwise the world is so hostile that nothing is proven.
        Assert.InRange(started, given / 20, given);
    }

    [Theory]
    [InlineData(PlantedBug.SendsBeforeItIsWritten)]
    [InlineData(PlantedBug.IgnoresTheClock)]
    internal void A_server_that_is_careless_is_found_out(PlantedBug bug)
    {
        var found = Assert.Throws<InvalidOperationException>(() =>
        {
            for (var seed = 0; seed < 60; seed++)
            {
                new CommandWorld(seed, bug).Run();
            }
        });
        Assert.StartsWith("Seed ", found.Message, StringComparison.Ordinal);
    }
}
