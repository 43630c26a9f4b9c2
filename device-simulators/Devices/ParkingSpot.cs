using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>Room for one e-bike, with a sensor in the ground. Riders stop to fetch a meal; one in eight stays too long.</summary>
public sealed class ParkingSpot(BirthDevice description, Dice dice, DateTimeOffset from) : Appliance(description, dice, from)
{
    private double batteryPercent = dice.Between(60, 100);
    private bool occupied;
    private DateTimeOffset since;
    private DateTimeOffset leaves;
    private TimeSpan dwell;

    protected override void Live(DateTimeOffset now)
    {
        batteryPercent = Math.Max(0, batteryPercent - Tick.TotalDays / 10);
        if (occupied && now >= leaves)
        {
            occupied = false;
        }
        else if (!occupied && Dice.Happens(perHour: 2.5 * Day.Orders(now)))
        {
            occupied = true;
            since = now;
            leaves = now + (Dice.Chance(0.125) ? Dice.Minutes(35, 110) : Dice.Minutes(4, 24));
        }

        dwell = occupied ? now - since : TimeSpan.Zero;
    }

    protected override void Show(List<Being> beings) => beings[0] = occupied ? Being.Taken : Being.Free;

    protected override void Warn(List<Warrant> warrants)
    {
        if (occupied)
        {
            warrants.Add(new("OVERSTAY"));
        }

        if (Math.Round(batteryPercent, 3) <= 10)
        {
            warrants.Add(new("BATTERY_LOW"));
        }
    }

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.Occupied, occupied));
        samples.Add(Sample.Of(Field.DwellS, dwell.TotalSeconds));
        samples.Add(Sample.Of(Field.BatteryPct, batteryPercent));
    }
}
