using DeviceSimulators;
using DeviceSimulators.Devices;
using Stations.Protocol;

namespace Stations.Tests.Simulators;

public sealed class StationApplianceTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 5, 11, 0, 0, 0, TimeSpan.FromHours(8));
    private static readonly StationPlan Plan = District.Load("yiwu-hehua").Stations[0];

    [Fact]
    public void A_hot_cup_cools_the_boiler_and_it_heats_again()
    {
        var log = Log(new WaterCooler(Describe(DeviceKind.WaterCooler), Plan, new Dice(1, "cooler"), Midnight), days: 1);

        Assert.All(log, told => Assert.InRange(told[Field.HotC].Number, 70, 98));
        Assert.Contains(log.Zip(log.Skip(1)), pair => Mode(pair.Second) == "dispensing" && pair.Second[Field.HotC].Number < pair.First[Field.HotC].Number - 1);
        Assert.Contains(log.Zip(log.Skip(1)), pair => Mode(pair.Second) == "heating" && pair.Second[Field.HotC].Number > pair.First[Field.HotC].Number + 0.3);
        Assert.Contains(log, told => Mode(told) == "standby");
        Assert.Contains(log, told => Mode(told) == "purifying");
        Assert.All(log.Where(told => told[Field.HotLock].Flag == false), told => Assert.Equal("dispensing", Mode(told)));
    }

    [Fact]
    public void Tank_and_filter_decline_until_somebody_cares()
    {
        var log = Log(new WaterCooler(Describe(DeviceKind.WaterCooler), Plan with { Seats = 60 }, new Dice(2, "cooler"), Midnight), days: 15);

        Assert.All(log.Zip(log.Skip(1)), pair => Assert.True(pair.Second[Field.TotalL].Number >= pair.First[Field.TotalL].Number));
        Assert.Contains(log.Zip(log.Skip(1)), pair => pair.First[Field.TankLow].Flag == true && pair.Second[Field.TankLow].Flag == false);
        var renewed = log.Zip(log.Skip(1)).Where(pair => pair.Second[Field.FilterPct].Number > pair.First[Field.FilterPct].Number).ToArray();
        Assert.NotEmpty(renewed);
        Assert.All(renewed, pair => Assert.InRange(pair.First[Field.FilterPct].Number, 0, 12));
    }

    [Fact]
    public void Nobody_drinks_where_it_is_closed()
    {
        var log = Log(new WaterCooler(Describe(DeviceKind.WaterCooler), Plan with { Hours = "08:00-20:00" }, new Dice(3, "cooler"), Midnight), days: 1);
        var beforeEight = log.Take((int)(TimeSpan.FromHours(8) / Appliance.Tick) - 1).ToArray();

        Assert.DoesNotContain(beforeEight, told => Mode(told) == "dispensing");
        Assert.Contains(log, told => Mode(told) == "dispensing");
    }

    [Fact]
    public void The_room_fills_after_the_lunch_rush_and_sleeps_at_night()
    {
        var log = Log(new StationRoom(Describe(DeviceKind.Station), Plan, new Dice(1, "room"), Midnight), days: 5);

        Assert.True(MeanPeople(log, 14, 16) > 3 * MeanPeople(log, 3, 5) + 2);
        Assert.All(log, told =>
        {
            Assert.Equal(Math.Max(0, Plan.Seats - told[Field.People].Number), told[Field.SeatsFree].Number);
            Assert.InRange(told[Field.TemperatureC].Number, 16, 28);
            Assert.InRange(told[Field.Co2Ppm].Number, 400, 2000);
        });
    }

    [Fact]
    public void A_room_that_closes_empties()
    {
        var log = Log(new StationRoom(Describe(DeviceKind.Station), Plan with { Hours = "08:00-16:00" }, new Dice(2, "room"), Midnight), days: 1);

        Assert.True(MeanPeople(log, 14, 16) > 1);
        Assert.Equal(0, MeanPeople(log, 18, 24));
    }

    [Fact]
    public void Riders_park_for_minutes_and_some_too_long()
    {
        var log = Log(new ParkingSpot(Describe(DeviceKind.ParkingSpot), new Dice(1, "spot"), Midnight), days: 10);
        var stays = log.Zip(log.Skip(1)).Where(pair => pair.First[Field.Occupied].Flag == true && pair.Second[Field.Occupied].Flag == false)
            .Select(pair => pair.First[Field.DwellS].Number / 60).ToArray();

        Assert.InRange(stays.Length, 30, 400);
        Assert.All(stays, minutes => Assert.InRange(minutes, 3.8, 111));
        Assert.InRange(stays.Count(minutes => minutes > 30) / (double)stays.Length, 0.02, 0.3);
        Assert.All(log.Where(told => told[Field.Occupied].Flag == false), told => Assert.Equal(0, told[Field.DwellS].Number));
    }

    private static BirthDevice Describe(DeviceKind kind) => new("d", kind.Word(), Plan.Station, null);

    private static List<Dictionary<Field, Sample>> Log(Appliance appliance, int days)
    {
        var log = new List<Dictionary<Field, Sample>>();
        for (var now = Midnight + Appliance.Tick; now <= Midnight.AddDays(days); now += Appliance.Tick)
        {
            appliance.Advance(now);
            log.Add(appliance.Tells().ToDictionary(sample => sample.Field));
        }

        return log;
    }

    private static double MeanPeople(List<Dictionary<Field, Sample>> log, int fromHour, int toHour)
    {
        var perDay = (int)(TimeSpan.FromDays(1) / Appliance.Tick);
        var hour = perDay / 24;
        return log.Where((_, i) => (i + 1) % perDay >= fromHour * hour && (i + 1) % perDay < toHour * hour).Average(told => told[Field.People].Number);
    }

    private static string? Mode(Dictionary<Field, Sample> told) => told[Field.Mode].Text;
}
