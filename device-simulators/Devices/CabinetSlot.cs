using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>
/// One slot of a charging cabinet and the battery in it. A rider opens the door, puts a battery in and closes it; the charger
/// gives constant current until the knee and less and less above it; the battery waits until its rider comes back.
/// </summary>
public sealed partial class CabinetSlot(int number, Dice dice)
{
    /// <summary>The charger's rated power.</summary>
    public const double RatedWatts = 600;

    /// <summary>Share of the charger's power that ends up in the battery.</summary>
    public const double Efficiency = 0.92;

    /// <summary>State of charge, 0 to 1, from which the charger holds the voltage and the current falls.</summary>
    public const double Knee = 0.88;

    /// <summary>The charger stops at this share of its rated power: above the 5 % that count as not stopped when full.</summary>
    public const double StopShare = 0.06;

    /// <summary>State of charge, 0 to 1, from which a battery is handed out.</summary>
    public const double Charged = 0.9;

    private const double WarmingCelsius = 7;

    // A cabinet warms so slowly that even a day in 24 minutes shows no sudden rise.
    private static readonly TimeSpan ThermalLag = TimeSpan.FromHours(1);
    private static readonly double Falling = (1 - Knee) / -Math.Log(StopShare);

    private Battery? battery;
    private Battery? arriving;
    private string? session;
    private bool leaving;
    private bool isLent;
    private bool relay;
    private DateTimeOffset? doorCloses;
    private DateTimeOffset? leaves;
    private TimeSpan lateness;

    public int Number => number;

    public bool IsOpen => doorCloses is not null;

    public bool IsFree => session is null && battery is null && doorCloses is null && IsOffered;

    /// <summary>Without power, or taken out of use, it charges nothing, whether anything stands in it or not.</summary>
    public bool IsOffered => isEnabled && !IsCut;

    /// <summary>Its battery can be handed out.</summary>
    public bool IsReady => isLent && battery?.Charge >= Charged && doorCloses is null && IsOffered;

    public double PowerWatts { get; private set; }

    public double TemperatureCelsius { get; private set; } = 20;

    /// <summary>State of charge, 0 to 1; null when the slot is empty.</summary>
    public double? Charge => battery?.Charge;

    public double? CapacityWattHours => battery?.CapacityWattHours;

    /// <summary>A rider opens the door with a battery in hand.</summary>
    public void Arrive(DateTimeOffset now)
    {
        Accept(now);
        (leaves, lateness) = dice.Between(0, 1) switch
        {
            < 0.25 => (now + dice.Minutes(45, 100), TimeSpan.Zero),
            < 0.85 => ((DateTimeOffset?)null, dice.Minutes(1, 60)),
            _ => (null, dice.Minutes(80, 240)),
        };
    }

    /// <summary>A rider opens the door of an empty slot, to leave a battery for whoever wants it once it is charged.</summary>
    public void TakeIn(DateTimeOffset now)
    {
        Accept(now);
        (isLent, leaves) = (true, null);
    }

    /// <summary>The door opens, and the rider takes the battery.</summary>
    public void HandOut(DateTimeOffset now)
    {
        (leaving, relay, PowerWatts) = (true, false, 0);
        doorCloses = now + DoorTime();
    }

    /// <param name="hasPower">Without it no door opens, and whoever comes for a battery waits.</param>
    public void Live(DateTimeOffset now, double ambientCelsius, bool hasPower)
    {
        MoveDoor(now);
        ChargeBattery(now);
        if (hasPower && battery is not null && doorCloses is null && now >= leaves)
        {
            HandOut(now);
        }

        var target = ambientCelsius + WarmingCelsius * PowerWatts / RatedWatts;
        TemperatureCelsius += (target - TemperatureCelsius) * (Appliance.Tick / ThermalLag);
    }

    public void Tell(List<Sample> samples)
    {
        var load = PowerWatts / RatedWatts;
        samples.Add(Sample.Of(Field.Door, doorCloses is null ? "closed" : "open", number));
        samples.Add(Sample.Of(Field.Lock, doorCloses is null, number));
        samples.Add(Sample.Of(Field.Present, battery is not null, number));
        samples.Add(Sample.Of(Field.Relay, relay, number));
        samples.Add(Sample.Of(Field.Session, session, number));
        samples.Add(Sample.Of(Field.TemperatureC, TemperatureCelsius, number));
        samples.Add(Sample.Of(Field.PowerW, PowerWatts, number));
        samples.Add(Sample.Of(Field.ChargerVoltageV, relay ? battery?.Volts : null, number));
        samples.Add(Sample.Of(Field.ChargerCurrentA, relay ? PowerWatts * Efficiency / battery?.Volts : null, number));
        samples.Add(Sample.Of(Field.ChargerTemperatureC, TemperatureCelsius + 12 * load, number));
        samples.Add(Sample.Of(Field.BatterySerial, battery?.Serial, number));
        samples.Add(Sample.Of(Field.BatteryChargePct, Charge * 100, number));
        samples.Add(Sample.Of(Field.BatteryHealthPct, battery?.Health * 100, number));
        samples.Add(Sample.Of(Field.CellMaxC, battery is null ? null : TemperatureCelsius + 2 * load, number));
        samples.Add(Sample.Of(Field.CellMinC, battery is null ? null : TemperatureCelsius - 1, number));
        samples.Add(Sample.Of(Field.Cycles, battery?.Cycles, number));
        samples.Add(Sample.Of(Field.Enabled, IsOffered, number));
    }

    private void Accept(DateTimeOffset now)
    {
        arriving = new Battery($"LB{dice.Pick(1_000_000):000000}", dice.Between(960, 1440), dice.Between(0.84, 1), dice.Pick(600)) { Charge = dice.Between(0.12, 0.55) };
        session = $"s-{dice.Pick(int.MaxValue):x8}";
        doorCloses = now + DoorTime();
    }

    private void MoveDoor(DateTimeOffset now)
    {
        if (doorCloses is null)
        {
            return;
        }

        if (arriving is not null)
        {
            (battery, arriving, full) = (arriving, null, 1);
        }
        else if (leaving)
        {
            (battery, session, leaves, leaving, isLent) = (null, null, null, false, false);
        }

        if (now >= doorCloses)
        {
            doorCloses = null;
            relay = battery is not null && !IsCut;
        }
    }

    private void ChargeBattery(DateTimeOffset now)
    {
        if (battery is null || !relay)
        {
            return;
        }

        PowerWatts = Watts(battery);
        battery.Charge += PowerWatts * Efficiency * Appliance.Tick.TotalHours / battery.CapacityWattHours;
        if (battery.Charge >= full)
        {
            (battery.Charge, relay, PowerWatts) = (Math.Min(1, battery.Charge), false, 0);
            leaves ??= isLent ? null : now + lateness;
        }
    }

    private static double Watts(Battery battery) => RatedWatts * Math.Min(1, Math.Exp((Knee - battery.Charge) / Falling));

    /// <summary>Most riders are done in half a minute; a few walk away from the open door.</summary>
    private TimeSpan DoorTime() => dice.Chance(0.03) ? dice.Minutes(2, 6) : dice.Minutes(0.2, 0.6);

    private sealed class Battery(string serial, double capacityWattHours, double health, int cycles)
    {
        public string Serial { get; } = serial;

        public double CapacityWattHours { get; } = capacityWattHours;

        public double Health { get; } = health;

        public int Cycles { get; } = cycles;

        public double Charge { get; set; }

        /// <summary>Of 13 lithium cells in series: 54.6 V from the knee on.</summary>
        public double Volts => 45 + 9.6 * Math.Min(1, Charge / Knee);
    }
}
