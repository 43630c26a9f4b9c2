using Stations.Protocol;

namespace Stations.Model;

/// <summary>One door of a charging cabinet and what stands behind it.</summary>
public static class Slot
{
    /// <summary>Watts. Less than this is a charger at rest, and a cut that is confirmed (our engineering default).</summary>
    public const double ChargingPower = 5;

    /// <summary>Percent at which a resting battery counts as charged (our engineering default).</summary>
    public const double Full = 99;

    /// <summary>Something is charging.</summary>
    internal static Rule Session { get; } = new(
        Condition.Charging,
        [Field.Present, Field.Relay, Field.PowerW],
        (in look) => IsCharging(look.Device.Values, look.Slot),
        (in look) => look.Flag(Field.Present) == false || look.Flag(Field.Relay) == false || look.Number(Field.PowerW) <= ChargingPower) { Scope = Scope.Slots };

    /// <summary>What is ordinary. The alarms stand in <see cref="SlotAlarms"/>.</summary>
    internal static Rule[] Table { get; } =
    [
        Rule.While(Condition.DoorOpen, Field.Door, "open", "closed") with { Scope = Scope.Slots },
        Rule.While(Condition.BatteryPresent, Field.Present) with { Scope = Scope.Slots },
        Session,
        new(
            Condition.Charged,
            [Field.Present, Field.Relay, Field.PowerW, Field.BatteryChargePct],
            (in look) => look.Flag(Field.Present) == true && look.Number(Field.BatteryChargePct) >= look.Limits.Raise && !IsCharging(look.Device.Values, look.Slot),
            (in look) => look.Flag(Field.Present) == false || look.Number(Field.BatteryChargePct) <= look.Limits.Clear) { Scope = Scope.Slots, Limits = new(Raise: Full, Clear: Full - 4) },
        Rule.While(Condition.SlotDisabled, Field.Enabled, value: false) with { Scope = Scope.Slots },
        .. SlotAlarms.Table,
    ];

    /// <summary>Free only when the door is known to be shut and the slot is known to be empty, and nothing else that is told speaks against it.</summary>
    public static Use UseOf(Device device, int slot)
    {
        var door = device.Values.Text(Field.Door, slot);
        return device.Values.Flag(Field.Present, slot) switch
        {
            _ when door == "open" => device.Holds(Condition.DoorLeftOpen, slot) ? Use.Blocked : Use.Opening,
            true when IsCharging(device.Values, slot) => Use.Charging,
            true when device.Values.Number(Field.BatteryChargePct, slot) >= Full => Use.Finished,
            true => Use.Occupied,
            false when door == "closed" && !IsInUse(device.Values, slot) => Use.Free,
            _ => Use.Unknown,
        };
    }

    /// <summary>A slot next to one that is critical is stopped with it.</summary>
    public static Health HealthOf(Device device, int slot) => device switch
    {
        _ when IsCritical(device, slot - 1) || IsCritical(device, slot) || IsCritical(device, slot + 1) => Health.Fault,
        _ when device.MayHold(Condition.SlotHot, slot) || device.MayHold(Condition.OverCurrent, slot) || device.Holds(Condition.DoorStuck, slot) => Health.Fault,
        _ when device.Holds(Condition.CutNotConfirmed, slot) || device.Holds(Condition.RelayWelded, slot) => Health.Fault,
        _ when device.Holds(Condition.CellOutOfRange, slot) || device.Holds(Condition.StaysOnWhenFull, slot) => Health.Degraded,
        _ => Health.Ok,
    };

    private static bool IsCritical(Device device, int slot) => device.MayHold(Condition.SlotCritical, slot);

    /// <summary>Power flows or a battery has told its number, whatever is said of its presence.</summary>
    private static bool IsInUse(Values values, int slot) => HasPower(values, slot) || values.Text(Field.BatterySerial, slot) is { Length: > 0 };

    internal static bool HasPower(Values values, int slot) => values.Number(Field.PowerW, slot) > ChargingPower;

    internal static bool IsCharging(Values values, int slot) =>
        values.Flag(Field.Present, slot) == true && values.Flag(Field.Relay, slot) != false && HasPower(values, slot);
}
