using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class LoveFridgeTests
{
    private readonly Live fridge = new(DeviceKind.LoveFridge);

    [Theory]
    [InlineData("""{"stock":1,"stock_full":4}""", Use.Free, Health.Ok)]
    [InlineData("""{"stock":0}""", Use.Occupied, Health.Ok)]
    [InlineData("""{"stock":-1}""", Use.Unknown, Health.Ok)]
    [InlineData("""{"stock_full":60}""", Use.Unknown, Health.Ok)]
    [InlineData("""{"stock":5,"fault":true}""", Use.Free, Health.Fault)]
    [InlineData("""{"stock":5,"temperature_c":10.1}""", Use.Free, Health.Degraded)]
    public void It_is_free_while_something_is_in_it(string d, Use use, Health health)
    {
        fridge.Hears(d);
        Assert.Equal((use, health), (fridge.Device.Axes.Use, fridge.Device.Axes.Health));
    }

    [Fact]
    public void What_has_been_warm_for_fifteen_minutes_is_not_offered_until_it_has_been_cold_for_as_long()
    {
        fridge.Hears("""{"stock":20,"temperature_c":10.1}""");
        Assert.Empty(fridge.Waits(899));
        Assert.Equal(PublicStatus.Available, fridge.Device.Status);

        Assert.Equal([FactKind.FoodGotTooWarm], fridge.Waits(1).Select(fact => fact.Kind));
        Assert.Equal(PublicStatus.OutOfOrder, fridge.Device.Status);
        Assert.Equal(Severity.Major, fridge.Device.Kind.AlarmOf(Condition.FoodTooWarm)!.Severity);

        fridge.Hears("""{"temperature_c":8}""");
        Assert.Empty(fridge.Hears("{}", seconds: 899));
        Assert.Equal([FactKind.FoodCooledDown], fridge.Hears("{}").Select(fact => fact.Kind));
        Assert.Equal(PublicStatus.Available, fridge.Device.Status);
    }

    [Fact]
    public void Its_stock_is_low_at_a_tenth_and_not_from_a_fifth_on()
    {
        Assert.Empty(fridge.Hears("""{"stock":7,"stock_full":60}"""));
        Assert.Equal([FactKind.StockRanLow], fridge.Hears("""{"stock":6}""").Select(fact => fact.Kind));
        Assert.Empty(fridge.Hears("""{"stock":11}"""));
        Assert.Equal([FactKind.StockRefilled], fridge.Hears("""{"stock":12}""").Select(fact => fact.Kind));
    }

    [Fact]
    public void How_low_its_stock_is_cannot_be_said_without_knowing_what_it_holds() => Assert.Empty(fridge.Hears("""{"stock":1}"""));

    [Fact]
    public void Its_door_may_stay_open_for_two_minutes()
    {
        Assert.Equal([FactKind.DoorOpened], fridge.Hears("""{"stock":9,"door":"open"}""").Select(fact => fact.Kind));
        Assert.Empty(fridge.Waits(119));
        Assert.Equal([FactKind.DoorLeftOpen], fridge.Waits(1).Select(fact => fact.Kind));
        Assert.Equal(Health.Degraded, fridge.Device.Axes.Health);
    }
}
