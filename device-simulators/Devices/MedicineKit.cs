using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>A medicine kit, opened now and then for a plaster. What runs out or comes near its day is replaced after a while.</summary>
public sealed class MedicineKit : Appliance
{
    private readonly (int Stock, double Days)[] held;
    private double batteryPercent;
    private DateTimeOffset doorCloses;
    private bool doorOpen;

    public MedicineKit(BirthDevice description, Dice dice, DateTimeOffset from)
        : base(description, dice, from)
    {
        held = [.. Items.Select(item => (item.Full - dice.Pick(item.Full - item.Minimum), dice.Between(40, 700)))];
        batteryPercent = dice.Between(60, 100);
    }

    /// <summary>What a kit holds: how many when full, and how many at least.</summary>
    public static IReadOnlyList<(string Sku, int Full, int Minimum)> Items { get; } =
        [("plaster", 40, 10), ("iodine-swab", 30, 8), ("gauze", 12, 4), ("heatstroke-drops", 20, 5), ("ice-pack", 6, 2)];

    protected override void Live(DateTimeOffset now)
    {
        if (now >= doorCloses && Dice.Happens(perHour: 0.15 * Day.Orders(now)))
        {
            doorCloses = now + Dice.Minutes(0.5, 2);
            var item = Dice.Pick(held.Length);
            held[item].Stock = Math.Max(0, held[item].Stock - 1);
        }

        doorOpen = now < doorCloses;
        batteryPercent = batteryPercent < 15 ? 100 : batteryPercent - Tick.TotalDays / 3;
        for (var item = 0; item < held.Length; item++)
        {
            held[item] = held[item] is { Days: > 25 } and var (stock, days) && stock >= Items[item].Minimum
                ? (stock, days - Tick.TotalDays)
                : Dice.Happens(perHour: 0.1) ? (Items[item].Full, 700.0) : (held[item].Stock, held[item].Days - Tick.TotalDays);
        }
    }

    protected override void Show(List<Being> beings)
    {
        beings[0] = doorOpen ? Being.Taken : Being.Free;
        beings.AddRange(held.Select(item => item.Days < 0 ? Being.Broken : item.Stock > 0 ? Being.Free : Being.Taken));
    }

    protected override void Warn(List<Warrant> warrants)
    {
        if (doorOpen)
        {
            warrants.Add(new("KIT_OPENED"));
        }

        if (Math.Round(batteryPercent, 3) <= 10)
        {
            warrants.Add(new("BATTERY_LOW"));
        }

        for (var item = 0; item < held.Length; item++)
        {
            if (held[item].Stock < Items[item].Minimum)
            {
                warrants.Add(new("ITEM_SHORT", item + 1));
            }

            if (Math.Floor(held[item].Days) <= 30)
            {
                warrants.Add(new("ITEM_EXPIRING", item + 1));
            }

            if (held[item].Days < 0)
            {
                warrants.Add(new("ITEM_EXPIRED", item + 1));
            }
        }
    }

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.Door, doorOpen ? "open" : "closed"));
        samples.Add(Sample.Of(Field.BatteryPct, batteryPercent));
        for (var item = 0; item < held.Length; item++)
        {
            samples.Add(Sample.Of(Field.Sku, Items[item].Sku, item + 1));
            samples.Add(Sample.Of(Field.Stock, held[item].Stock, item + 1));
            samples.Add(Sample.Of(Field.StockMinimum, Items[item].Minimum, item + 1));
            samples.Add(Sample.Of(Field.ExpiryD, Math.Floor(held[item].Days), item + 1));
        }
    }
}
