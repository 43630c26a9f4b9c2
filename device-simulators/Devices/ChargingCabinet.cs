using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>
/// A cabinet of charging slots. Riders bring batteries when the rush is over, each to a free slot; when none is free they ride on.
/// One that swaps keeps a few slots empty: a rider puts his battery there and takes a charged one.
/// </summary>
public sealed class ChargingCabinet : Appliance
{
    private const double StandbyWatts = 25;
    private const double FanWatts = 30;

    private const int KeptEmpty = 3;

    private readonly bool swaps;
    private readonly double signalHome;
    private double temperatureCelsius = 20;
    private double humidityPercent = 55;
    private double volts = 230;
    private double signalDbm;
    private double energyKilowattHours;
    private bool fan;

    public ChargingCabinet(BirthDevice description, Dice dice, DateTimeOffset from, bool swaps = false)
        : base(description, dice, from)
    {
        this.swaps = swaps;
        Slots = [.. Enumerable.Range(1, description.Slots).Select(number => new CabinetSlot(number, dice))];
        energyKilowattHours = dice.Between(200, 9000);
        signalDbm = signalHome = dice.Between(-95, -60);
        foreach (var slot in swaps ? Slots.Skip(KeptEmpty) : [])
        {
            slot.TakeIn(from);
        }
    }

    public IReadOnlyList<CabinetSlot> Slots { get; }

    /// <summary>The meter: all that the cabinet ever drew.</summary>
    public double EnergyKilowattHours => energyKilowattHours;

    private double PowerWatts => Slots.Sum(slot => slot.PowerWatts) + StandbyWatts + (fan ? FanWatts : 0);

    protected override void Live(DateTimeOffset now)
    {
        if (Dice.Happens(perHour: Slots.Count * 0.3 * (Day.Rests(now) + 0.4 * Day.Orders(now))) && !IsCut)
        {
            Serve(now);
        }

        var load = Slots.Sum(slot => slot.PowerWatts) / (Slots.Count * CabinetSlot.RatedWatts);
        var target = Day.OutsideCelsius(now) + 4 * load;
        temperatureCelsius += (target - temperatureCelsius) * Tick.TotalHours;
        foreach (var slot in Slots)
        {
            slot.Live(now, temperatureCelsius, !IsCut);
        }

        Switch(now);

        fan = temperatureCelsius > (fan ? 23 : 25) || load > 0.5;
        humidityPercent = Math.Clamp(Dice.Wander(humidityPercent, 55, 0.2), 20, 90);
        volts = Dice.Wander(volts, 231 - 3 * Day.Orders(now), 0.15);
        signalDbm = Dice.Wander(signalDbm, signalHome, 0.2);
        energyKilowattHours += PowerWatts / 1000 * Tick.TotalHours;
    }

    protected override string? ObeyAt(int slot, CommandMessage command, DateTimeOffset now) => Slots[slot - 1].Obey(command, !IsCut, now);

    /// <summary>A door that shuts begins to charge by itself, but not without power.</summary>
    protected override void Switch(DateTimeOffset now)
    {
        foreach (var slot in IsCut ? Slots : [])
        {
            slot.SwitchOff();
        }
    }

    protected override bool KeepsCut => true;

    protected override bool HasCutSlot => Slots.Any(slot => slot.IsCut);

    protected override void SwitchSlotsOn()
    {
        foreach (var slot in Slots)
        {
            slot.SwitchOn();
        }
    }

    private void Serve(DateTimeOffset now)
    {
        var free = Slots.Where(slot => slot.IsFree).ToArray();
        if (free.Length == 0)
        {
            return;
        }

        var empty = free[Dice.Pick(free.Length)];
        if (!swaps)
        {
            empty.Arrive(now);
        }
        else if (Slots.FirstOrDefault(slot => slot.IsReady) is { } ready)
        {
            empty.TakeIn(now);
            ready.HandOut(now);
        }
    }

    protected override bool IsItsSlots => true;

    protected override void Show(List<Being> beings) =>
        beings.AddRange(Slots.Select(slot => (swaps ? slot.IsReady : slot.IsFree) ? Being.Free : slot.IsOffered ? Being.Taken : Being.Off));

    /// <summary>A charged battery is of no use to whoever finds no place for his own.</summary>
    protected override void Settle(List<Being> beings)
    {
        if (swaps && !Slots.Any(slot => slot.IsFree && beings[slot.Number] == Being.Taken))
        {
            for (var slot = 1; slot < beings.Count; slot++)
            {
                beings[slot] = beings[slot] == Being.Free ? Being.Taken : beings[slot];
            }
        }
    }

    protected override void Warn(List<Warrant> warrants)
    {
        foreach (var slot in Slots)
        {
            if (slot.IsOpen)
            {
                warrants.Add(new("DOOR_LEFT_OPEN", slot.Number));
            }
        }
    }

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.VoltageV, volts));
        samples.Add(Sample.Of(Field.CurrentA, PowerWatts / volts));
        samples.Add(Sample.Of(Field.PowerW, PowerWatts));
        samples.Add(Sample.Of(Field.EnergyKwh, energyKilowattHours));
        samples.Add(Sample.Of(Field.TemperatureC, temperatureCelsius));
        samples.Add(Sample.Of(Field.HumidityPct, humidityPercent));
        samples.Add(Sample.Of(Field.SignalDbm, Math.Round(signalDbm)));
        samples.Add(Sample.Of(Field.LeakageMa, 1.2));
        samples.Add(Sample.Of(Field.SmokeDbM, 0.02));
        samples.Add(Sample.Of(Field.Smoke, false));
        samples.Add(Sample.Of(Field.Flood, false));
        samples.Add(Sample.Of(Field.ExtinguisherFired, false));
        samples.Add(Sample.Of(Field.MainsOk, true));
        samples.Add(Sample.Of(Field.ServiceDoor, "closed"));
        samples.Add(Sample.Of(Field.Fan, fan));
        samples.Add(Sample.Of(Field.Firmware, "2.4.1"));
        samples.Add(Sample.Of(Field.Mode, swaps ? "swap" : "charge"));
        foreach (var slot in Slots)
        {
            slot.Tell(samples);
            if (swaps)
            {
                samples.Add(Sample.Of(Field.Rentable, slot.IsReady, slot.Number));
            }
        }
    }
}
