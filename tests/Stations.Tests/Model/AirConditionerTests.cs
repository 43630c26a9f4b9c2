using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class AirConditionerTests
{
    private readonly Live conditioner = new(DeviceKind.AirConditioner);

    [Theory]
    [InlineData("cooling", Use.Occupied)]
    [InlineData("heating", Use.Occupied)]
    [InlineData("drying", Use.Occupied)]
    [InlineData("fan", Use.Occupied)]
    [InlineData("auto", Use.Occupied)]
    [InlineData("off", Use.Free)]
    [InlineData("standby", Use.Unknown)]
    [InlineData("turbo", Use.Unknown)]
    public void It_is_in_use_while_it_runs(string mode, Use use)
    {
        conditioner.Hears($$"""{"mode":"{{mode}}"}""");
        Assert.Equal(use, conditioner.Device.Axes.Use);
    }

    [Theory]
    [InlineData("cooling", 30)]
    [InlineData("heating", 18)]
    [InlineData("auto", 18)]
    public void A_room_that_stays_six_degrees_away_for_half_an_hour_is_missed(string mode, double celsius)
    {
        conditioner.Hears(FormattableString.Invariant($$"""{"mode":"{{mode}}","set_c":24,"temperature_c":{{celsius}}}"""));
        Assert.Empty(conditioner.Waits(1799));
        Assert.Equal([FactKind.RoomMissedItsSetting], conditioner.Waits(1).Select(fact => fact.Kind));
        Assert.Equal(Health.Degraded, conditioner.Device.Axes.Health);

        conditioner.Hears("""{"temperature_c":27.1}""");
        Assert.Empty(conditioner.Hears("{}", seconds: 1800));
        conditioner.Hears("""{"temperature_c":27}""");
        Assert.Equal([FactKind.RoomReachedItsSetting], conditioner.Hears("{}", seconds: 1800).Select(fact => fact.Kind));
    }

    [Theory]
    [InlineData("""{"mode":"cooling","set_c":24,"temperature_c":29.9}""")]
    [InlineData("""{"mode":"off","set_c":24,"temperature_c":35}""")]
    [InlineData("""{"mode":"fan","set_c":24,"temperature_c":35}""")]
    [InlineData("""{"mode":"cooling","temperature_c":35}""")]
    [InlineData("""{"mode":"cooling","set_c":24}""")]
    [InlineData("""{"set_c":24,"temperature_c":35}""")]
    public void What_is_near_or_off_or_not_told_misses_nothing(string d)
    {
        conditioner.Hears(d);
        Assert.Empty(conditioner.Waits(7200));
    }

    [Fact]
    public void A_fault_that_it_tells_is_one()
    {
        conditioner.Hears("""{"mode":"cooling","fault":true}""");
        Assert.Equal(PublicStatus.OutOfOrder, conditioner.Device.Status);
    }
}
