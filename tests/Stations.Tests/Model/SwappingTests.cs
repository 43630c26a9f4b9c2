using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class SwappingTests
{
    private const string Charged = """ "slot.01.door":"closed","slot.01.present":true,"slot.01.battery_charge_pct":90 """;
    private const string Empty = """ "slot.02.door":"closed","slot.02.present":false """;

    private readonly Live cabinet = new(DeviceKind.ChargingCabinet, 2);

    public SwappingTests() => cabinet.Hears("""{"mode":"swap"}""");

    [Fact]
    public void A_charged_battery_can_be_taken_while_there_is_a_place_for_the_one_that_is_brought()
    {
        cabinet.Hears($"{{{Charged},{Empty}}}");

        Assert.Equal((Use.Free, Use.Occupied), Uses);
        Assert.Equal(PublicStatus.Available, cabinet.Device.Status);
        Assert.Equal(new Tally(1, 1, 0, 0), cabinet.Device.Kind.TallyOf(cabinet.Device));
    }

    [Theory]
    [InlineData(""" "slot.02.door":"open","slot.02.present":false """, Use.Finished)]
    [InlineData(""" "slot.02.door":"closed","slot.02.present":true,"slot.02.battery_charge_pct":20 """, Use.Finished)]
    [InlineData(""" "slot.02.door":"closed","slot.02.present":false,"slot.02.enabled":false """, Use.Finished)]
    [InlineData(""" "slot.02.door":"closed","slot.02.present":false,"slot.02.temperature_c":70 """, Use.Finished)]
    [InlineData(""" "slot.02.door":"closed","slot.02.present":null """, Use.Unknown)]
    public void Without_a_place_for_it_nothing_can_be_taken(string other, Use use)
    {
        cabinet.Hears($"{{{Charged},{other}}}");
        cabinet.Waits(3);

        Assert.Equal(use, Uses.First);
        Assert.NotEqual(PublicStatus.Available, cabinet.Device.Status);
    }

    [Theory]
    [InlineData(""" "slot.01.present":true,"slot.01.battery_charge_pct":89.9 """, Use.Occupied)]
    [InlineData(""" "slot.01.present":true,"slot.01.battery_charge_pct":89.9,"slot.01.power_w":300 """, Use.Charging)]
    [InlineData(""" "slot.01.present":true,"slot.01.battery_charge_pct":95,"slot.01.power_w":60 """, Use.Free)]
    [InlineData(""" "slot.01.present":true,"slot.01.power_w":300 """, Use.Charging)]
    [InlineData(""" "slot.01.present":true,"slot.01.battery_charge_pct":89.9,"slot.01.rentable":true """, Use.Free)]
    [InlineData(""" "slot.01.present":true,"slot.01.battery_charge_pct":100,"slot.01.rentable":false """, Use.Occupied)]
    [InlineData(""" "slot.01.present":true """, Use.Unknown)]
    [InlineData(""" "slot.01.battery_charge_pct":100 """, Use.Unknown)]
    public void Charged_is_what_says_so(string slot, Use use)
    {
        cabinet.Hears($$"""{"slot.01.door":"closed",{{slot}},{{Empty}}}""");
        Assert.Equal(use, Uses.First);
    }

    [Fact]
    public void It_is_nothing_for_whoever_wants_to_charge_his_own()
    {
        cabinet.Hears($"{{{Charged},{Empty}}}");
        Assert.Null(Contribution.Of(cabinet.Device).Need);

        cabinet.Hears("""{"mode":"charge"}""");
        Assert.Equal(Need.Charge, Contribution.Of(cabinet.Device).Need);
        Assert.Equal((Use.Occupied, Use.Free), Uses);
    }

    private (Use First, Use Second) Uses => (cabinet.Device.Kind.SlotUseOf(cabinet.Device, 1), cabinet.Device.Kind.SlotUseOf(cabinet.Device, 2));
}
