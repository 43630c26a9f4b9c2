using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>The room where riders sit. It fills when the rush is over and empties when it closes; air conditioning keeps it near 23 °C.</summary>
public sealed class StationRoom(BirthDevice description, StationPlan plan, Dice dice, DateTimeOffset from) : Appliance(description, dice, from)
{
    private static readonly TimeSpan MeanRest = TimeSpan.FromMinutes(35);

    private int people;
    private double temperatureCelsius = 22;
    private double humidityPercent = 50;
    private double co2Ppm = 450;
    private bool doorOpen;

    protected override void Live(DateTimeOffset now)
    {
        var open = Day.IsOpen(plan.Hours, now);
        doorOpen = false;
        if (open && Dice.Happens(perHour: plan.Seats * 1.35 * Day.Rests(now)) && people < plan.Seats + 4)
        {
            people++;
            doorOpen = true;
        }

        var leavers = people;
        for (var i = 0; i < leavers; i++)
        {
            if (Dice.Chance(Tick / (open ? MeanRest : MeanRest / 5)))
            {
                people--;
                doorOpen = true;
            }
        }

        var target = open ? 23 + people * 0.06 : 0.5 * (22 + Day.OutsideCelsius(now));
        temperatureCelsius = Toward(temperatureCelsius, target, hours: 0.8) + Dice.Between(-0.01, 0.01);
        humidityPercent = Math.Clamp(Dice.Wander(humidityPercent, 48 + people * 0.3, 0.2), 25, 80);
        co2Ppm = Toward(co2Ppm, 430 + people * 28, hours: 0.5);
    }

    protected override void Show(List<Being> beings) => beings[0] = people < plan.Seats ? Being.Free : Being.Taken;

    protected override void Warn(List<Warrant> warrants)
    {
        if (Math.Min(people, plan.Seats) * 10 > plan.Seats * 9)
        {
            warrants.Add(new("CROWDED"));
        }

        if (temperatureCelsius is > 28 or < 16)
        {
            warrants.Add(new("ROOM_TEMPERATURE"));
        }
    }

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.People, people));
        samples.Add(Sample.Of(Field.SeatsTotal, plan.Seats));
        samples.Add(Sample.Of(Field.SeatsFree, Math.Max(0, plan.Seats - people)));
        samples.Add(Sample.Of(Field.TemperatureC, temperatureCelsius));
        samples.Add(Sample.Of(Field.HumidityPct, humidityPercent));
        samples.Add(Sample.Of(Field.Co2Ppm, co2Ppm));
        samples.Add(Sample.Of(Field.Door, doorOpen ? "open" : "closed"));
        samples.Add(Sample.Of(Field.MainsOk, true));
    }

    private static double Toward(double value, double target, double hours) => value + (target - value) * Tick.TotalHours / hours;
}
