using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class MedicineKitTests
{
    private readonly Live kit = new(DeviceKind.MedicineKit, 2);

    [Theory]
    [InlineData("""{"door":"closed"}""", Use.Free, Health.Ok)]
    [InlineData("""{"door":"open"}""", Use.Opening, Health.Ok)]
    [InlineData("""{"door":"ajar"}""", Use.Unknown, Health.Ok)]
    [InlineData("""{"door":"closed","battery_pct":10}""", Use.Free, Health.Degraded)]
    [InlineData("""{"door":"closed","slot.02.expiry_d":30}""", Use.Free, Health.Degraded)]
    [InlineData("""{"door":"closed","slot.02.expiry_d":-1}""", Use.Free, Health.Degraded)]
    public void It_is_there_to_be_opened_however_low(string d, Use use, Health health)
    {
        kit.Hears(d);
        Assert.Equal((use, health), (kit.Device.Axes.Use, kit.Device.Axes.Health));
    }

    [Fact]
    public void Who_opens_it_is_looked_after_at_once()
    {
        Assert.Equal([FactKind.DoorOpened], kit.Hears("""{"door":"open"}""").Select(fact => fact.Kind));
        Assert.NotNull(kit.Alarm("KIT_OPENED"));
        Assert.Equal(Severity.Major, kit.Device.Kind.AlarmOf(Condition.DoorOpen)!.Severity);
    }

    [Fact]
    public void An_item_comes_near_its_day_and_passes_it()
    {
        Assert.Empty(kit.Hears("""{"slot.01.sku":"gauze","slot.01.stock":4,"slot.01.expiry_d":31}"""));
        Assert.Equal([FactKind.ItemCameNearExpiry], kit.Hears("""{"slot.01.expiry_d":30}""").Select(fact => fact.Kind));
        Assert.Empty(kit.Hears("""{"slot.01.expiry_d":0}"""));
        Assert.Equal([FactKind.ItemExpired], kit.Hears("""{"slot.01.expiry_d":-1}""").Select(fact => fact.Kind));
        Assert.Equal(PublicStatus.OutOfOrder, PublicStatuses.Of(kit.Device.SlotAxes(1)));

        Assert.Equal([FactKind.ItemRenewed, FactKind.ExpiredItemReplaced], kit.Hears("""{"slot.01.expiry_d":700}""").Select(fact => fact.Kind));
        Assert.Equal(PublicStatus.Available, PublicStatuses.Of(kit.Device.SlotAxes(1)));
    }

    [Fact]
    public void An_item_is_short_below_its_minimum()
    {
        Assert.Empty(kit.Hears("""{"slot.02.stock":4,"slot.02.stock_minimum":4}"""));
        Assert.Equal([new Fact(FactKind.StockRanLow, 2, kit.Now + 1000)], kit.Hears("""{"slot.02.stock":3}"""));
        Assert.Equal([FactKind.StockRefilled], kit.Hears("""{"slot.02.stock":4}""").Select(fact => fact.Kind));
    }

    [Theory]
    [InlineData("""{"slot.01.stock":1}""", Use.Unknown)]
    [InlineData("""{"slot.01.expiry_d":90}""", Use.Unknown)]
    [InlineData("""{"slot.01.stock":0}""", Use.Occupied)]
    [InlineData("""{"slot.01.stock":1,"slot.01.expiry_d":90}""", Use.Free)]
    public void An_item_is_had_when_it_is_known_to_be_there_and_in_its_days(string d, Use use)
    {
        kit.Hears(d);
        Assert.Equal(use, kit.Device.Kind.SlotUseOf(kit.Device, 1));
    }
}
