using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Tests.Live;

public sealed class ChargePaceTests
{
    private const long Start = 1_795_000_000_000;
    private const long Minute = 60_000;

    [Fact]
    public void Nothing_is_said_until_a_pace_has_been_measured()
    {
        var pace = After(After([], 50, 0), 52, 4);

        Assert.Equal(0, pace[0].FullAt);
        Assert.Null(ChargePace.Next(pace, Start));
    }

    [Fact]
    public void The_measured_pace_says_when_a_battery_is_full()
    {
        var pace = After(After([], 50, 0), 60, 20);

        Assert.Equal(Start + 100 * Minute, pace[0].FullAt);
        Assert.Equal(new FullTime(Start + 84 * Minute, Start + 116 * Minute), ChargePace.Next(pace, Start + 20 * Minute));
    }

    [Fact]
    public void A_slower_pace_is_measured_anew()
    {
        var pace = After(After(After([], 50, 0), 60, 20), 70, 60);

        Assert.Equal(Start + 180 * Minute, pace[0].FullAt);
    }

    [Fact]
    public void A_pace_that_varies_makes_the_range_wider_and_one_that_steadies_narrower_again()
    {
        var varying = After(After(After([], 20, 0), 30, 20), 40, 80);
        var steady = Enumerable.Range(1, 8).Aggregate(varying, (pace, step) => After(pace, 40 + 4 * step, 80 + 8 * step));

        Assert.InRange(Spread(varying[0]), Spread(After(After([], 20, 0), 30, 20)[0]) * 1.5, double.MaxValue);
        Assert.InRange(Spread(steady[0]), 0, Spread(varying[0]) / 2);

        static double Spread(ChargePace pace) => (pace.Range!.Latest - pace.Range.Earliest) / (100 - pace.Percent);
    }

    [Fact]
    public void A_full_battery_that_waits_for_its_owner_says_nothing_of_when_its_slot_is_free() =>
        Assert.Null(ChargePace.Next(ChargePace.After(After(After([], 90, 0), 99, 20), Cabinet(Start + 30 * Minute, Sample.Of(Field.Present, true, 1), Sample.Of(Field.PowerW, 0, 1), Sample.Of(Field.BatteryChargePct, 100, 1))), Start + 30 * Minute));

    [Fact]
    public void Another_battery_begins_anew_and_none_is_nothing()
    {
        var measured = After(After([], 50, 0), 60, 20);

        Assert.Equal(0, After(measured, 20, 30)[0].FullAt);
        Assert.Equal(default, ChargePace.After(measured, Cabinet(Start + 30 * Minute, Sample.Of(Field.Present, false, 1)))[0]);
    }

    [Fact]
    public void A_report_that_changes_nothing_costs_nothing()
    {
        var measured = After(After([], 50, 0), 60, 20);

        Assert.Same(measured, After(measured, 61, 22));
    }

    [Fact]
    public void What_was_expected_before_now_is_not_expected_any_more() =>
        Assert.Null(ChargePace.Next(After(After([], 50, 0), 60, 20), Start + 200 * Minute));

    private static ChargePace[] After(ChargePace[] before, double percent, int minute) => ChargePace.After(before, Cabinet(
        Start + minute * Minute, Sample.Of(Field.Present, true, 1), Sample.Of(Field.PowerW, 300, 1), Sample.Of(Field.BatteryChargePct, percent, 1)));

    private static Device Cabinet(long at, params Sample[] samples) =>
        Samples.Device("d1:n:cab", DeviceKind.ChargingCabinet, Samples.Station, at, 1, [Sample.Of(Field.Door, "closed", 1), .. samples]);
}
