using Stations.Protocol;

namespace Stations.Model;

/// <summary>One door of a charging cabinet and what stands behind it.</summary>
public static class Slot
{
    /// <summary>Degrees Celsius (our engineering default); the dead-band ends at 45.</summary>
    public const double HotBegins = 50, HotEnds = 45;

    /// <summary>Watts. Less than this is a charger at rest (our engineering default, as for a confirmed cut).</summary>
    public const double ChargingPower = 5;

    /// <summary>Percent at which a resting battery counts as charged (our engineering default).</summary>
    public const double Full = 99;

    /// <summary>A door that stays open this long is in the way (our engineering default).</summary>
    public static readonly TimeSpan LeftOpen = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new(Condition.DoorOpen, look => look.Text(Field.Door) == "open", look => look.Text(Field.Door) == "closed", PerSlot: true),
        new(
            Condition.DoorLeftOpen,
            look => look.Text(Field.Door) == "open" && look.Lasting(Condition.DoorOpen) >= LeftOpen,
            look => look.Text(Field.Door) == "closed",
            PerSlot: true,
            Timed: true),
        new(Condition.BatteryPresent, look => look.Flag(Field.Present) == true, look => look.Flag(Field.Present) == false, PerSlot: true),
        new(Condition.Charging, look => IsCharging(look.Values, look.Slot), look => !IsCharging(look.Values, look.Slot), PerSlot: true),
        new(Condition.SlotHot, look => look.Number(Field.TemperatureC) >= HotBegins, look => look.Number(Field.TemperatureC) <= HotEnds, PerSlot: true),
    ];

    /// <summary>Free only when the door is known to be shut and the slot is known to be empty.</summary>
    public static Use UseOf(Device device, int slot)
    {
        var door = device.Values.Text(Field.Door, slot);
        return device.Values.Flag(Field.Present, slot) switch
        {
            _ when door == "open" => device.Holds(Condition.DoorLeftOpen, slot) ? Use.Blocked : Use.Opening,
            true when IsCharging(device.Values, slot) => Use.Charging,
            true when device.Values.Number(Field.BatteryChargePct, slot) >= Full => Use.Finished,
            true => Use.Occupied,
            false when door == "closed" => Use.Free,
            _ => Use.Unknown,
        };
    }

    private static bool IsCharging(Values values, int slot) =>
        values.Flag(Field.Present, slot) == true && values.Flag(Field.Relay, slot) != false && values.Number(Field.PowerW, slot) > ChargingPower;
}
