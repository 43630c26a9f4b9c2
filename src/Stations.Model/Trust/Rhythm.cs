namespace Stations.Model;

/// <summary>How often one slot, or an appliance without slots, is used: learned from its uses, an exponentially weighted mean of the gaps between them.</summary>
/// <param name="LastUse">When the last one began, server time in epoch milliseconds.</param>
/// <param name="Stirred">When anything happened there last: nobody can miss what was not to be had.</param>
/// <param name="Gap">Seconds from one use to the next, as a rule; 0 until there were two.</param>
/// <param name="Uses">How many it was learned from; at most 255.</param>
public readonly record struct Rhythm(byte Slot, byte Uses, float Gap, long LastUse, long Stirred)
{
    /// <summary>Less than so many uses tell nothing (our engineering default).</summary>
    public const int Known = 6;

    /// <summary>The share of a new gap in the mean (our engineering default).</summary>
    private const float Share = 1 / 8f;

    /// <summary>A gap longer than so many times the mean teaches no more than that: nights and holidays (our engineering default).</summary>
    private const float Longest = 3;

    internal static Rhythm First(int slot, long at) => new((byte)slot, 1, 0, at, at);

    internal Rhythm Used(long at)
    {
        var gap = Math.Max(0, at - LastUse) / 1000f;
        return this with
        {
            Uses = (byte)Math.Min(Uses + 1, byte.MaxValue),
            Gap = Gap == 0 ? gap : Gap + (Math.Min(gap, Longest * Gap) - Gap) * Share,
            LastUse = at,
            Stirred = at,
        };
    }
}
