using DeviceSimulators;
using DeviceSimulators.Devices;
using Stations.Protocol;

namespace Stations.Tests.Simulators;

public sealed class KindApplianceTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 5, 11, 0, 0, 0, TimeSpan.FromHours(8));
    private static readonly TimeSpan Look = Appliance.Tick * 6;
    private static readonly StationPlan Plan = District.Load("xiangyang-wanda").Stations[0];

    [Fact]
    public void A_fridge_stays_cold_is_emptied_and_filled_again()
    {
        var log = Log(new LoveFridge(Describe(DeviceKind.LoveFridge), Plan, new Dice(1, "fridge"), Midnight), days: 5);

        Assert.All(log, told => Assert.InRange(told[(Field.TemperatureC, 0)].Number, 1, 10));
        Assert.Contains(log, told => told[(Field.Stock, 0)].Number <= 7);
        Assert.Contains(Steps(log), step => step.Next[(Field.Stock, 0)].Number > step.Last[(Field.Stock, 0)].Number);
        Assert.Contains(log, told => told[(Field.Door, 0)].Text == "open");
        Assert.Equal(2, log.Select(told => told[(Field.Compressor, 0)].Flag).Distinct().Count());
    }

    [Fact]
    public void A_fridge_is_as_cold_as_it_is_set_and_refuses_what_it_cannot()
    {
        var fridge = new LoveFridge(Describe(DeviceKind.LoveFridge), Plan, new Dice(1, "fridge"), Midnight);

        Assert.Null(fridge.Configure(new Desired(1, new Dictionary<string, SettingValue>(StringComparer.Ordinal) { ["set_c"] = new(Number: 7) })));
        Assert.NotNull(fridge.Configure(new Desired(2, new Dictionary<string, SettingValue>(StringComparer.Ordinal) { ["set_c"] = new(Number: 40) })));
        fridge.Pass(Midnight.AddHours(6));

        Assert.Equal(7, fridge.Settings["set_c"].Number);
        Assert.InRange(fridge.Tells().First(sample => sample.Field == Field.TemperatureC).Number, 5, 9);
    }

    [Fact]
    public void A_microwave_runs_for_minutes_with_its_door_shut()
    {
        var log = Log(new Microwave(Describe(DeviceKind.Microwave), Plan, new Dice(1, "microwave"), Midnight), days: 2);

        Assert.All(log.Where(told => told[(Field.Running, 0)].Flag == true), told => Assert.Equal("closed", told[(Field.Door, 0)].Text));
        Assert.Contains(log, told => told[(Field.Running, 0)].Flag == true);
        Assert.Contains(log, told => told[(Field.Door, 0)].Text == "open");
        Assert.All(log, told => Assert.InRange(told[(Field.CavityC, 0)].Number, 20, 80));
        Assert.True(log[^1][(Field.Cycles, 0)].Number > log[0][(Field.Cycles, 0)].Number);
    }

    [Fact]
    public void An_air_conditioner_keeps_its_room_near_what_it_is_set_to()
    {
        var log = Log(new AirConditioner(Describe(DeviceKind.AirConditioner), Plan, new Dice(1, "air"), Midnight), days: 2);

        Assert.All(log, told => Assert.InRange(told[(Field.TemperatureC, 0)].Number, 21, 27));
        Assert.Contains(log, told => told[(Field.Mode, 0)].Text is "cooling" or "heating");
        Assert.All(log, told => Assert.True(Fields.Knows(Field.Mode, told[(Field.Mode, 0)].Text!)));
    }

    [Fact]
    public void Where_it_is_closed_the_air_conditioner_is_off()
    {
        var log = Log(new AirConditioner(Describe(DeviceKind.AirConditioner), Plan with { Hours = "08:00-20:00" }, new Dice(1, "air"), Midnight), days: 1);

        Assert.All(log.Take((int)(TimeSpan.FromHours(7) / Look)), told => Assert.Equal("off", told[(Field.Mode, 0)].Text));
    }

    [Fact]
    public void Power_banks_go_and_come_back_and_are_lent_when_charged()
    {
        var log = Log(new PowerBankCabinet(Describe(DeviceKind.PowerBankCabinet, 12), new Dice(1, "banks"), Midnight), days: 2);

        foreach (var told in log)
        {
            for (var hole = 1; hole <= 12; hole++)
            {
                var percent = told[(Field.BatteryChargePct, hole)].Value;
                Assert.Equal(percent is not null, told[(Field.Present, hole)].Flag);
                Assert.Equal(percent >= PowerBankCabinet.Lendable, told[(Field.Rentable, hole)].Flag);
                Assert.Equal(percent is null, told[(Field.Returnable, hole)].Flag);
            }
        }

        Assert.Contains(Steps(log), step => step.Last[(Field.Present, 5)].Flag == true && step.Next[(Field.Present, 5)].Flag == false);
        Assert.Contains(Steps(log), step => step.Last[(Field.Present, 5)].Flag == false && step.Next[(Field.Present, 5)].Flag == true);
        Assert.Equal([false, true], log.SelectMany(told => told.Values).Where(sample => sample is { Field: Field.BatteryTemperatureC, HasValue: true }).Select(sample => sample.Number != 0).Distinct().Order());
    }

    [Fact]
    public void A_medicine_kit_is_opened_for_moments_and_looked_after()
    {
        var log = Log(new MedicineKit(Describe(DeviceKind.MedicineKit, MedicineKit.Items.Count), new Dice(1, "kit"), Midnight), days: 30);

        Assert.InRange(log.Count(told => told[(Field.Door, 0)].Text == "open") / (double)log.Count, 0.0001, 0.01);
        Assert.All(log, told => Assert.InRange(told[(Field.BatteryPct, 0)].Number, 10, 100));
        Assert.All(log, told => Assert.True(told[(Field.ExpiryD, 1)].Number > 0));
    }

    [Fact]
    public void A_parking_area_fills_with_the_lunch_rush()
    {
        var log = Log(new ParkingArea(Describe(DeviceKind.ParkingArea), 24, new Dice(1, "area"), Midnight), days: 1);

        Assert.All(log, told => Assert.InRange(told[(Field.PlacesFree, 0)].Number, 0, told[(Field.PlacesTotal, 0)].Number - told[(Field.PlacesOut, 0)].Number));
        Assert.True(FreeAt(4) > FreeAt(12) + 5);

        double FreeAt(int hour) => log[(int)(TimeSpan.FromHours(hour) / Look)][(Field.PlacesFree, 0)].Number;
    }

    [Fact]
    public void A_port_charges_only_what_is_plugged_in_and_switches_itself_off()
    {
        var log = Log(new SocketPile(Describe(DeviceKind.SocketPile, 10), new Dice(1, "pile"), Midnight), days: 2);

        foreach (var told in log)
        {
            for (var port = 1; port <= 10; port++)
            {
                Assert.True(told[(Field.Relay, port)].Flag != true || told[(Field.Present, port)].Flag == true);
                Assert.Equal(told[(Field.Relay, port)].Flag == true, told[(Field.PowerW, port)].Number > 5);
                Assert.Equal(told[(Field.Relay, port)].Flag == true, told[(Field.LeftMin, port)].HasValue);
            }
        }

        Assert.Contains(log, told => told[(Field.Relay, 1)].Flag == true);
        Assert.Contains(log, told => told[(Field.Relay, 1)].Flag == false && told[(Field.Present, 1)].Flag == true);
    }

    private static BirthDevice Describe(DeviceKind kind, int slots = 0) => new("d", kind.Word(), Plan.Station, null, slots);

    private static IEnumerable<(Dictionary<(Field Field, int Slot), Sample> Last, Dictionary<(Field Field, int Slot), Sample> Next)> Steps(
        List<Dictionary<(Field Field, int Slot), Sample>> log) => log.Zip(log.Skip(1));

    /// <summary>A look each half minute.</summary>
    private static List<Dictionary<(Field Field, int Slot), Sample>> Log(Appliance appliance, int days)
    {
        var log = new List<Dictionary<(Field, int), Sample>>();
        for (var now = Midnight + Appliance.Tick; now <= Midnight.AddDays(days); now += Look)
        {
            appliance.Advance(now);
            log.Add(appliance.Tells().ToDictionary(sample => (sample.Field, sample.Slot)));
        }

        return log;
    }
}
