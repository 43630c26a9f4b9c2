using Stations.Protocol;

namespace Stations.Model;

/// <summary>换电: a cabinet that lends charged batteries. A rider puts his own into an empty slot and takes a charged one from another.</summary>
internal static class Swapping
{
    /// <summary>Percent from which a battery is handed out by a cabinet that does not say itself which it does (our engineering default).</summary>
    public const double Ready = 90;

    public static bool IsOn(Values values) => values.Text(Field.Mode) == "swap";

    /// <summary>Free is a charged battery that can be taken, which needs an empty slot for the one that is brought. An empty slot is in use: there is nothing to take.</summary>
    public static Use UseOf(Device device, int slot) => (Slot.UseOf(device, slot), IsReady(device.Values, slot)) switch
    {
        (Use.Free, _) => Use.Occupied,
        (Use.Occupied, null) => Use.Unknown,
        (Use.Charging or Use.Occupied or Use.Finished, true) => TakesAnother(device) switch { true => Use.Free, false => Use.Finished, null => Use.Unknown },
        (Use.Finished, _) => Use.Occupied,
        var (use, _) => use,
    };

    private static bool? IsReady(Values values, int slot) =>
        values.Flag(Field.Rentable, slot) ?? (values.Number(Field.BatteryChargePct, slot) is { } percent ? percent >= Ready : null);

    /// <summary>Some slot is empty, shut and sound; null when none is known to be, but one might be.</summary>
    private static bool? TakesAnother(Device device)
    {
        bool? answer = false;
        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            var isOffered = device.Values.Flag(Field.Enabled, slot) != false && Slot.HealthOf(device, slot) != Health.Fault && !device.Holds(Condition.ReportedBroken, slot);
            switch (Slot.UseOf(device, slot))
            {
                case Use.Free when isOffered:
                    return true;
                case Use.Unknown when isOffered:
                    answer = null;
                    break;
            }
        }

        return answer;
    }
}
