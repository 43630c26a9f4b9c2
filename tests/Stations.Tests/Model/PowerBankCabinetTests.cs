using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class PowerBankCabinetTests
{
    private readonly Live cabinet = new(DeviceKind.PowerBankCabinet, 2);

    [Theory]
    [InlineData("""{"slot.01.present":true,"slot.01.rentable":true}""", Use.Free)]
    [InlineData("""{"slot.01.rentable":true}""", Use.Free)]
    [InlineData("""{"slot.01.present":true,"slot.01.rentable":false}""", Use.Charging)]
    [InlineData("""{"slot.01.present":false,"slot.01.rentable":false,"slot.01.returnable":true}""", Use.Occupied)]
    [InlineData("""{"slot.01.present":false,"slot.01.rentable":true}""", Use.Occupied)]
    [InlineData("""{"slot.01.rentable":false}""", Use.Unknown)]
    [InlineData("""{"slot.01.present":true,"slot.01.battery_charge_pct":100}""", Use.Unknown)]
    public void Free_is_a_bank_that_can_be_borrowed(string d, Use use)
    {
        cabinet.Hears(d);
        Assert.Equal(use, cabinet.Device.Kind.SlotUseOf(cabinet.Device, 1));
    }

    [Theory]
    [InlineData("0", null, 0)]
    [InlineData("0.0", null, 0)]
    [InlineData("-5", -5.0, 0)]
    [InlineData("31", 31.0, 0)]
    [InlineData("151", null, 1)]
    public void A_raw_zero_is_no_sensor_and_what_cannot_be_is_counted(string raw, double? celsius, int counted)
    {
        var reading = Live.Read(1, $$"""{"slot.01.battery_temperature_c":{{raw}}}""");
        Assert.Equal((celsius, counted), (reading.Samples[0].Value, reading.UnknownWords));
    }

    [Fact]
    public void A_sensor_that_goes_away_ends_no_alarm()
    {
        Assert.Equal([FactKind.SlotOverheated], cabinet.Hears("""{"slot.01.battery_temperature_c":45.1}""").Select(fact => fact.Kind));
        Assert.Empty(cabinet.Hears("""{"slot.01.battery_temperature_c":0}"""));
        Assert.NotNull(cabinet.Alarm("BANK_HOT", 1));
        Assert.Equal([FactKind.SlotCooledDown], cabinet.Hears("""{"slot.01.battery_temperature_c":40}""").Select(fact => fact.Kind));
    }

    [Fact]
    public void A_hole_whose_bank_does_not_come_out_three_times_lends_nothing()
    {
        cabinet.Hears("""{"slot.01.rentable":true,"slot.01.present":true,"slot.02.rentable":true,"slot.02.present":true,"slot.01.pop_failures":2}""");
        Assert.Equal(new Tally(2, 0, 0, 0), cabinet.Device.Kind.TallyOf(cabinet.Device));

        cabinet.Hears("""{"slot.01.pop_failures":3}""");
        Assert.Equal(new Tally(1, 0, 1, 0), cabinet.Device.Kind.TallyOf(cabinet.Device));
        Assert.Equal(PublicStatus.Available, cabinet.Device.Status);

        cabinet.Hears("""{"slot.01.pop_failures":0}""");
        Assert.Equal(new Tally(2, 0, 0, 0), cabinet.Device.Kind.TallyOf(cabinet.Device));
    }

    [Fact]
    public void Banks_for_phones_are_no_place_to_charge_a_bike()
    {
        cabinet.Hears("""{"slot.01.rentable":true}""");
        var summary = StationSummary.Empty.Change(null, Contribution.Of(cabinet.Device));
        Assert.Equal((0, Answer.Unknown), (summary.Charge.Devices, summary.Charge.Answer));
    }
}
