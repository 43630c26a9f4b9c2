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
public readonly record struct Observation(Verdict Verdict, IReadOnlyList<Fact> Facts)
{
    private static readonly IReadOnlyList<Fact> Nothing = [];

    /// <param name="now">Server time, epoch milliseconds.</param>
    public static Observation Of(Device device, Reading reading, long now)
    {
        var verdict = Judge(device, reading);
        return new(verdict, verdict == Verdict.Fresh ? Infer(device, reading, now) : Nothing);
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

    private static IReadOnlyList<Fact> Infer(Device device, Reading reading, long now)
    {
        List<Fact>? facts = null;
        if (device.Connection != Connection.Online)
        {
            (facts ??= []).Add(new Fact(FactKind.WentOnline, 0, now));
        }

        var values = (reading.Full ? Values.None : device.Values).With(reading.Samples);
        var changed = !ReferenceEquals(values, device.Values);
        foreach (var rule in device.Kind.Rules)
        {
            if (!changed && !rule.Timed)
            {
                continue;
            }

            for (var slot = rule.PerSlot ? 1 : 0; slot <= (rule.PerSlot ? device.Info.Slots : 0); slot++)
            {
                var look = new Look(values, device.Holding, slot, now);
                if (rule.Decide(look) is { } kind)
                {
                    (facts ??= []).Add(new Fact(kind, slot, now));
                }
            }
        }

        return facts ?? Nothing;
    }
}
