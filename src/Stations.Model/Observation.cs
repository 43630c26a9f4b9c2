using Stations.Protocol;

namespace Stations.Model;

public enum Verdict
{
    /// <summary>News of the current life: applied.</summary>
    Fresh,

    /// <summary>Seen before: acknowledged, applied once.</summary>
    Duplicate,

    /// <summary>Overtaken by a later message: history only.</summary>
    Late,

    /// <summary>Stored by the device and sent afterwards: history only.</summary>
    Historic,

    /// <summary>Of a life that is not the current one: history only, until a birth says otherwise.</summary>
    OtherLife,
}

/// <summary>What a message means for a device, before anything is changed: pure, and the same on every machine.</summary>
/// <param name="Facts">What follows from it, in order; almost always empty.</param>
/// <param name="Next">The device with the message's values and without those facts; null unless the message is fresh.</param>
public readonly record struct Observation(Verdict Verdict, IReadOnlyList<Fact> Facts, Device? Next)
{
    private static readonly IReadOnlyList<Fact> Nothing = [];

    /// <param name="now">Server time, epoch milliseconds.</param>
    public static Observation Of(Device device, Reading reading, long now)
    {
        var verdict = Judge(device, reading);
        if (verdict != Verdict.Fresh)
        {
            return new(verdict, Nothing, Next: null);
        }

        var next = device.Apply(reading, now);
        return new(verdict, FactsOf(device, next.Values, reading, now), next);
    }

    /// <summary>What follows from a reading that is fresh, or from a birth.</summary>
    public static IReadOnlyList<Fact> FactsOf(Device device, Reading reading, long now) =>
        FactsOf(device, device.Apply(reading, now).Values, reading, now);

    private static IReadOnlyList<Fact> FactsOf(Device device, Values values, Reading reading, long now)
    {
        List<Fact>? facts = null;
        if (device.Connection != Connection.Online)
        {
            (facts ??= []).Add(new Fact(FactKind.WentOnline, 0, now));
        }

        // A rule looks at the values of one slot, so where none was told nothing can have changed, unless with time.
        var told = ReferenceEquals(values, device.Values) ? default : reading.SlotsTold;
        foreach (var rule in device.Kind.Rules)
        {
            for (var slot = rule.PerSlot ? 1 : 0; slot <= (rule.PerSlot ? device.Info.Slots : 0); slot++)
            {
                if (!rule.Timed && (told >> slot & 1) == 0)
                {
                    continue;
                }

                var look = new Look(values, device.Holding, slot, now);
                if (rule.Decide(look) is { } kind)
                {
                    (facts ??= []).Add(new Fact(kind, slot, now));
                }
            }
        }

        return facts ?? Nothing;
    }

    private static Verdict Judge(Device device, Reading reading)
    {
        if (reading.Boot != device.Boot)
        {
            return Verdict.OtherLife;
        }

        if (reading.Seq <= device.Seq)
        {
            return reading.Seq == device.Seq ? Verdict.Duplicate : Verdict.Late;
        }

        return reading.Historic ? Verdict.Historic : Verdict.Fresh;
    }
}
