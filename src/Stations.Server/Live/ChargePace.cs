using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>
/// When the batteries of a cabinet will be full, by the pace at which each has been charging: measured, never assumed, and not known until it
/// has been measured. The pace is taken anew with every <see cref="Gain"/>, so it follows the current as that falls towards the end; how much it
/// varied says how far the time may be off. A battery that is full charges no more and waits for its owner: nothing is said of when that one comes.
/// </summary>
/// <param name="Percent">State of charge when the measurement began.</param>
/// <param name="At">When that was, epoch milliseconds; 0 while nothing charges.</param>
/// <param name="FullAt">Epoch milliseconds; 0 while it is not known.</param>
/// <param name="Fastest">Milliseconds for a percent, of the paces measured lately.</param>
/// <param name="Slowest">Likewise.</param>
internal readonly record struct ChargePace(double Percent, long At, long FullAt, double Fastest = 0, double Slowest = 0)
{
    /// <summary>Percent of charge by which a pace is measured (our engineering default): less is noise.</summary>
    public const double Gain = 3;

    /// <summary>What one pace alone may be off by (our engineering default).</summary>
    private const double Margin = 0.2;

    /// <summary>How fast what was measured before is forgotten (our engineering default).</summary>
    private const double Forgetting = 0.25;

    /// <summary>From the fastest to the slowest; null while it is not known.</summary>
    public FullTime? Range => FullAt == 0 ? null : new(At + (long)((100 - Percent) * Fastest), At + (long)((100 - Percent) * Slowest));

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

    /// <summary>The first one that is full after <paramref name="now"/>; null when none is known.</summary>
    public static FullTime? Next(ReadOnlySpan<ChargePace> slots, long now)
    {
        FullTime? next = null;
        foreach (var slot in slots)
        {
            next = slot.FullAt > now ? Sooner(next, slot.Range) : next;
        }

        return next;
    }

    /// <summary>One of two is full then: from the earlier of the earliest times to the earlier of the latest.</summary>
    public static FullTime? Sooner(FullTime? a, FullTime? b) =>
        a is null ? b : b is null ? a : new(Math.Min(a.Earliest, b.Earliest), Math.Min(a.Latest, b.Latest));

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
        if (gained < Gain || now <= At)
        {
            return this;
        }

        var pace = (now - At) / gained;
        var (fast, slow) = (pace * (1 - Margin), pace * (1 + Margin));
        return new(
            charge,
            now,
            now + (long)((100 - charge) * pace),
            FullAt == 0 ? fast : Math.Min(fast, Fastest + (fast - Fastest) * Forgetting),
            FullAt == 0 ? slow : Math.Max(slow, Slowest + (slow - Slowest) * Forgetting));
    }
}
