using Stations.Model;

namespace Stations.Tests.Model.Alarms;

/// <summary>A short range of seeds; <see cref="Faults.SeedRange"/> runs any.</summary>
public sealed class AlarmOracleTests
{
    private const int Seeds = 60;

    [Fact]
    public void Whatever_order_readings_come_in_the_alarms_are_those_that_a_slow_look_at_all_of_them_gives() =>
        Assert.InRange(Enumerable.Range(0, Seeds).Sum(seed => new AlarmWorld(seed, RuleBook.Default).Run()), 10 * Seeds, int.MaxValue);

    [Theory]
    [InlineData("SLOT_TEMPERATURE_HIGH", 50.1, null)]
    [InlineData("FLOOD", null, 3)]
    public void An_engine_that_is_a_little_wrong_is_found_out(string code, double? raise, int? seconds)
    {
        var wrong = new RuleBook([new AlarmSetting(null, code, raise, BeginsAfter: seconds is { } time ? TimeSpan.FromSeconds(time) : null)]);

        var found = Assert.Throws<InvalidOperationException>(() => Enumerable.Range(0, Seeds).Sum(seed => new AlarmWorld(seed, wrong).Run()));

        Assert.StartsWith("Seed ", found.Message, StringComparison.Ordinal);
    }
}
