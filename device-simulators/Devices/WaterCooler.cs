using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>
/// Hot and cold water. Each hot cup cools the boiler, which then heats again; tank and filter decline
/// until somebody refills the one and changes the other.
/// </summary>
public sealed class WaterCooler(BirthDevice description, StationPlan plan, Dice dice, DateTimeOffset from) : Appliance(description, dice, from)
{
    private const double BoilerLitres = 5;
    private const double TankLitres = 19;
    private const double LowLitres = 3;

    /// <summary>Less is out of reach of the pump, and would burn the heater: it stops and says so.</summary>
    private const double DryLitres = 0.5;
    private const double FilterLitres = 1500;
    private const double HeaterWatts = 2000;
    private const double JoulesPerLitreDegree = 4186;
    private const double HotTarget = 95;
    private const double HotLow = 89;
    private const double MillilitresPerTick = 100;

    private readonly double tdsIn = dice.Between(110, 190);
    private double hotCelsius = dice.Between(HotLow, HotTarget);
    private double coldCelsius = 8;
    private double tankLitres = dice.Between(LowLitres, TankLitres);
    private double filterPercent = dice.Between(25, 95);
    private double totalLitres = dice.Between(400, 9000);
    private double cupMillilitres;
    private double cupWanted;
    private bool cupIsHot;
    private bool heating;
    private DateTimeOffset? refill;
    private DateTimeOffset? newFilter;
    private DateTimeOffset purifyingUntil;
    private string mode = "standby";

    protected override void Live(DateTimeOffset now)
    {
        Maintain(now);
        var dispensing = Dispense(now);
        Heat();
        mode = (dispensing, heating, now < purifyingUntil) switch
        {
            (true, _, _) => "dispensing",
            _ when tankLitres < DryLitres => "fault",
            (_, true, _) => "heating",
            (_, _, true) => "purifying",
            _ => "standby",
        };
    }

    protected override void Show(List<Being> beings) => beings[0] = mode switch { "standby" => Being.Free, "fault" => Being.Broken, _ => Being.Taken };

    protected override void Warn(List<Warrant> warrants)
    {
        if (tankLitres < LowLitres)
        {
            warrants.Add(new("TANK_LOW"));
        }

        if (Math.Round(filterPercent, 3) <= 10)
        {
            warrants.Add(new("FILTER_LOW"));
        }

        if (mode == "fault")
        {
            warrants.Add(new("FAULT"));
        }
    }

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.HotC, hotCelsius));
        samples.Add(Sample.Of(Field.ColdC, coldCelsius));
        samples.Add(Sample.Of(Field.TdsInPpm, tdsIn));
        samples.Add(Sample.Of(Field.TdsOutPpm, 8 + (100 - filterPercent) * 0.3));
        samples.Add(Sample.Of(Field.FilterPct, filterPercent));
        samples.Add(Sample.Of(Field.FlowMl, cupMillilitres));
        samples.Add(Sample.Of(Field.TotalL, totalLitres));
        samples.Add(Sample.Of(Field.PowerW, heating ? HeaterWatts : 12));
        samples.Add(Sample.Of(Field.TankLow, tankLitres < LowLitres));
        samples.Add(Sample.Of(Field.Leak, false));
        samples.Add(Sample.Of(Field.HotLock, mode != "dispensing" || !cupIsHot));
        samples.Add(Sample.Of(Field.Mode, mode));
    }

    private void Maintain(DateTimeOffset now)
    {
        refill ??= tankLitres < LowLitres ? now + Dice.Minutes(10, 60) : null;
        if (now >= refill)
        {
            (tankLitres, refill, purifyingUntil) = (TankLitres, null, now + Dice.Minutes(4, 10));
        }

        newFilter ??= filterPercent < 12 ? now + Dice.Minutes(120, 1440) : null;
        if (now >= newFilter)
        {
            (filterPercent, newFilter) = (100, null);
        }
    }

    private bool Dispense(DateTimeOffset now)
    {
        if (cupMillilitres >= cupWanted)
        {
            (cupMillilitres, cupWanted) = (0, 0);
            if (tankLitres < DryLitres || !Day.IsOpen(plan.Hours, now) || !Dice.Happens(perHour: plan.Seats * 0.9 * Day.Rests(now)))
            {
                coldCelsius += (8 - coldCelsius) * 0.01;
                return false;
            }

            cupWanted = Dice.Between(250, 600);
            cupIsHot = Dice.Chance(0.6);
        }

        var litres = MillilitresPerTick / 1000;
        cupMillilitres += MillilitresPerTick;
        totalLitres += litres;
        tankLitres = Math.Max(0, tankLitres - litres);
        filterPercent = Math.Max(0, filterPercent - 100 * litres / FilterLitres);
        hotCelsius -= cupIsHot ? (hotCelsius - 20) * litres / BoilerLitres : 0;
        coldCelsius += cupIsHot ? 0 : 0.2;
        return true;
    }

    private void Heat()
    {
        heating = heating ? hotCelsius < HotTarget : hotCelsius < HotLow;
        hotCelsius += heating ? HeaterWatts * Tick.TotalSeconds / (BoilerLitres * JoulesPerLitreDegree) : -3 * Tick.TotalHours;
    }
}
