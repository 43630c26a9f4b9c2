using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>An air conditioner. It runs while the station is open and cools or heats whenever the room drifts from what it is set to.</summary>
public sealed class AirConditioner(BirthDevice description, StationPlan plan, Dice dice, DateTimeOffset from) : Appliance(description, dice, from)
{
    private const double RunningWatts = 1400;

    private double setCelsius = 24;
    private double roomCelsius = 22;
    private double filterHours = dice.Between(0, 400);
    private string setMode = "auto";
    private string mode = "off";

    protected override string? Set(string name, SettingValue value)
    {
        switch (name, value)
        {
            case ("set_c", { Number: >= 16 and <= 30 and var celsius }):
                setCelsius = celsius;
                return null;
            case ("mode", { Text: ("auto" or "cooling" or "heating" or "fan" or "drying" or "off") and var word }):
                setMode = word;
                return null;
            default:
                return $"it cannot set {name} so";
        }
    }

    protected override void Live(DateTimeOffset now)
    {
        mode = (Day.IsOpen(plan.Hours, now), mode, roomCelsius - setCelsius) switch
        {
            (false, _, _) => "off",
            _ when setMode != "auto" => setMode,
            (_, "cooling", > -0.5) or (_, _, > 1) => "cooling",
            (_, "heating", < 0.5) or (_, _, < -1) => "heating",
            _ => "fan",
        };
        var (target, hours) = mode switch
        {
            "cooling" => (setCelsius - 3, 0.4),
            "heating" => (setCelsius + 3, 0.4),
            _ => (Day.OutsideCelsius(now) + 2, 4),
        };
        roomCelsius += (target - roomCelsius) * Tick.TotalHours / hours;
        filterHours = filterHours > 500 ? 0 : filterHours + (mode == "off" ? 0 : Tick.TotalHours);
    }

    protected override void Show(List<Being> beings) => beings[0] = mode == "off" ? Being.Free : Being.Taken;

    protected override void Warn(List<Warrant> warrants)
    {
        if (mode is "cooling" or "heating" && Math.Abs(roomCelsius - setCelsius) >= 6)
        {
            warrants.Add(new("ROOM_NOT_REACHED"));
        }
    }

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.TemperatureC, roomCelsius));
        samples.Add(Sample.Of(Field.SetC, setCelsius));
        samples.Add(Sample.Of(Field.Mode, mode));
        samples.Add(Sample.Of(Field.PowerW, mode switch { "cooling" or "heating" => RunningWatts, "fan" => 45, _ => 2 }));
        samples.Add(Sample.Of(Field.FilterH, filterHours));
        samples.Add(Sample.Of(Field.Fault, false));
    }
}
