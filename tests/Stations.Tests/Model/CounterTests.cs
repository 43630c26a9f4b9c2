using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class CounterTests
{
    private readonly Live pile = new(DeviceKind.SocketPile, 2);

    [Theory]
    [InlineData("energy_kwh", 0)]
    [InlineData("total_l", 0)]
    [InlineData("slot.01.energy_kwh", 1)]
    public void A_counter_that_falls_is_not_believed_until_it_fits_again(string name, int slot)
    {
        var field = name.Contains("kwh", StringComparison.Ordinal) ? Field.EnergyKwh : Field.TotalL;
        pile.Hears($$"""{"{{name}}":100}""");
        pile.Hears($$"""{"{{name}}":3,"slot.02.relay":true}""");

        Assert.Equal((100, true), (pile.Device.Values.Number(field, slot), pile.Device.Values.Flag(Field.Relay, 2)));
        pile.Hears($$"""{"{{name}}":3.1}""");
        Assert.Equal(100, pile.Device.Values.Number(field, slot));
        pile.Hears($$"""{"{{name}}":100.5}""");
        Assert.Equal(100.5, pile.Device.Values.Number(field, slot));
    }

    [Fact]
    public void What_is_not_believed_is_counted_and_a_birth_begins_anew()
    {
        pile.Hears("""{"energy_kwh":100,"slot.01.energy_kwh":4}""");
        var swapped = Live.Read(pile.Device.Seq + 1, """{"energy_kwh":1,"slot.01.energy_kwh":3,"slot.02.energy_kwh":9}""");

        Assert.Equal(2, Counters.Doubted(pile.Device, swapped, pile.Now));
        pile.Hears("""{"energy_kwh":1}""", full: true);
        Assert.Equal(1, pile.Device.Values.Number(Field.EnergyKwh));
    }

    [Theory]
    [InlineData("4", 1, true)]
    [InlineData("4.1", 1, false)]
    [InlineData("6", 3 * 3600, true)]
    [InlineData("0", 1, true)]
    [InlineData("0.5", 1, false)]
    public void A_slot_delivers_no_more_than_a_battery_holds_and_may_begin_at_zero(string kilowattHours, int seconds, bool isBelieved)
    {
        pile.Hears("""{"slot.01.energy_kwh":1}""");
        pile.Hears($$"""{"slot.01.energy_kwh":{{kilowattHours}}}""", seconds: seconds);

        Assert.Equal(isBelieved, pile.Device.Values.Number(Field.EnergyKwh, 1) != 1);
    }
}
