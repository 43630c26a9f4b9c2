using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>A fridge of gifts. Riders take one thing each while it is open; somebody fills it once it is nearly empty. Each opening lets warm air in.</summary>
public sealed class LoveFridge(BirthDevice description, StationPlan plan, Dice dice, DateTimeOffset from) : Appliance(description, dice, from)
{
    private const int Full = 60;
    private const double CompressorWatts = 140;

    private double setCelsius = 4;
    private double temperatureCelsius = 4;
    private int stock = 20 + dice.Pick(40);
    private bool compressor;
    private DateTimeOffset doorCloses;
    private DateTimeOffset? refill;
    private bool doorOpen;

    protected override string? Set(string name, SettingValue value)
    {
        if (name != "set_c" || value.Number is not (>= 0 and <= 10 and var celsius))
        {
            return $"it cannot set {name} so";
        }

        setCelsius = celsius;
        return null;
    }

    protected override void Live(DateTimeOffset now)
    {
        if (stock > 0 && now >= doorCloses && Day.IsOpen(plan.Hours, now) && Dice.Happens(perHour: 5 * Day.Rests(now)))
        {
            stock--;
            doorCloses = now + Dice.Minutes(0.1, 0.5);
        }

        refill ??= stock <= Full / 8 ? now + Dice.Minutes(30, 240) : null;
        if (now >= refill)
        {
            (stock, refill, doorCloses) = (Full, null, now + Dice.Minutes(1, 1.8));
        }

        doorOpen = now < doorCloses;
        compressor = temperatureCelsius > setCelsius + (compressor ? -1 : 1);
        temperatureCelsius += ((doorOpen ? 12 : 1.5) - (compressor ? 9 : 0)) * Tick.TotalHours;
    }

    protected override void Show(List<Being> beings) => beings[0] = stock > 0 ? Being.Free : Being.Taken;

    protected override void Warn(List<Warrant> warrants)
    {
        if (doorOpen)
        {
            warrants.Add(new("FRIDGE_DOOR_OPEN"));
        }

        if (stock * 10 <= Full)
        {
            warrants.Add(new("STOCK_LOW"));
        }

        if (temperatureCelsius > 10)
        {
            warrants.Add(new("FOOD_TOO_WARM"));
        }
    }

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.TemperatureC, temperatureCelsius));
        samples.Add(Sample.Of(Field.Door, doorOpen ? "open" : "closed"));
        samples.Add(Sample.Of(Field.Stock, stock));
        samples.Add(Sample.Of(Field.StockFull, Full));
        samples.Add(Sample.Of(Field.Compressor, compressor));
        samples.Add(Sample.Of(Field.PowerW, compressor ? CompressorWatts : 8));
        samples.Add(Sample.Of(Field.Fault, false));
    }
}
