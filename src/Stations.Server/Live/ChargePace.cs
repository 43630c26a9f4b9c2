using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>
/// When the batteries of a cabinet will be full, by the pace at which each has been charging: measured, never assumed, and not known until it
/// has been measured. The pace is taken anew with every <see cref="Gain"/>, so it follows the current as that falls towards the end.
/// </summary>
/// <param name="Percent">State of charge when the measurement began.</param>
/// <param name="At">When that was, epoch milliseconds; 0 while nothing charges.</param>
/// <param name="FullAt">Epoch milliseconds; 0 while it is not known.</param>
internal readonly record struct ChargePace(double Percent, long At, long FullAt)
{
    /// <summary>Percent of charge by which a pace is measured (our engineering default): less is noise.</summary>
    public const double Gain = 3;

    /// <summary>What is known of each slot after <paramref name="device"/> has reported; the same array when that changes nothing.</summary>
    public static ChargePace[] After(ChargePace[] before, Device device)
    {
        var after = before;
        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            var was = slot <= before.Length ? before[slot - 1] : default;
            var now = was.After(device.Kind.SlotUseOf(device, slot) == Use.Charging ? device.Values.Number(Field.BatteryChargePct, slot) : null, device.ReportedAt);
            if (now == was)
            {
                continue;
            }

            if (ReferenceEquals(after, before))
            {
                after = new ChargePace[device.Info.Slots];
                before.AsSpan(0, Math.Min(before.Length, after.Length)).CopyTo(after);
            }

            after[slot - 1] = now;
        }

        return after;
    }

    /// <summary>The first time after <paramref name="now"/> at which one of them is full; 0 when none is known.</summary>
    public static long Next(ChargePace[] slots, long now) =>
        slots.Length == 0 ? 0 : slots.Where(slot => slot.FullAt > now).Select(slot => slot.FullAt).DefaultIfEmpty().Min();

    private ChargePace After(double? percent, long now)
    {
        if (percent is not { } charge)
        {
            return default;
        }

        if (At == 0 || charge < Percent)
        {
            return new(charge, now, 0);
        }

        var gained = charge - Percent;
        return gained < Gain || now <= At ? this : new(charge, now, now + (long)((100 - charge) * (now - At) / gained));
    }
}
