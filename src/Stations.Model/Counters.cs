using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// Meters only grow within one life. One that falls, or takes more than a battery can hold, is not believed: what was known before stays until it fits again or
/// a birth begins anew, and it is counted. A port's meter may begin at zero with each session.
/// </summary>
public static class Counters
{
    /// <summary>kWh that a slot delivers at once at most: the largest e-bike batteries hold less (our engineering default).</summary>
    public const double Pack = 3;

    /// <summary>kW of a slot, for the time in which nothing was heard; what a port may draw (our engineering default).</summary>
    private const double Power = 1;

    /// <summary>kWh from which on down a session's meter is at its beginning.</summary>
    private const double Beginning = 0.05;

    private static readonly UInt128 Fields = (UInt128.One << (int)Field.EnergyKwh) | (UInt128.One << (int)Field.TotalL);

    /// <summary>How many samples are not believed.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public static int Doubted(Device device, Reading reading, long now)
    {
        var doubted = 0;
        foreach (var sample in IsWatched(reading) ? reading.Samples : [])
        {
            doubted += IsBelieved(device, sample, now) ? 0 : 1;
        }

        return doubted;
    }

    /// <summary>The samples that are believed; almost always all of them.</summary>
    internal static ReadOnlySpan<Sample> Believed(Device device, Reading reading, long now)
    {
        if (Doubted(device, reading, now) == 0)
        {
            return reading.Samples;
        }

        var believed = new List<Sample>();
        foreach (var sample in reading.Samples)
        {
            if (IsBelieved(device, sample, now))
            {
                believed.Add(sample);
            }
        }

        return believed.ToArray();
    }

    private static bool IsWatched(Reading reading) => !reading.Full && (reading.FieldsTold & Fields) != 0;

    private static bool IsBelieved(Device device, in Sample sample, long now)
    {
        if (sample is not { Field: Field.EnergyKwh or Field.TotalL, HasValue: true } || device.Values.Number(sample.Field, sample.Slot) is not { } before)
        {
            return true;
        }

        var rise = sample.Number - before;
        return sample.Slot == 0 || sample.Field == Field.TotalL ? rise >= 0
            : rise < 0 ? sample.Number <= Beginning
            : rise <= Pack + Power * TimeSpan.FromMilliseconds(now - device.ReportedAt).TotalHours;
    }
}
