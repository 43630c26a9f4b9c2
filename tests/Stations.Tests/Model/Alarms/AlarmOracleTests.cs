namespace Stations.Tests.Model.Alarms;

/// <summary>A short range of seeds; <see cref="Faults.SeedRange"/> runs any.</summary>
public sealed class AlarmOracleTests
{
    [Fact]
    public void Whatever_order_readings_come_in_the_alarms_are_those_that_a_slow_look_at_all_of_them_gives()
    {
        var raises = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            raises += new AlarmWorld(seed).Run();
        }

        Assert.True(raises > 1000, $"Only {raises} alarms were raised.");
    }
}
