namespace Stations.Model;

/// <summary>How many devices have each reason, gravest first: a counter of 7 bits for each, all in one number, so that what is added can be taken away again exactly.
/// A station with more than 127 devices of one need and reason may be told the next one.</summary>
public readonly record struct ReasonCounts(UInt128 Packed)
{
    private const int Bits = 7;

    /// <summary>The first of these that any device has; null when none has.</summary>
    public StatusReason? First(ReadOnlySpan<StatusReason> reasons)
    {
        foreach (var reason in reasons)
        {
            if ((Packed >> (int)reason * Bits & ((1 << Bits) - 1)) != 0)
            {
                return reason;
            }
        }

        return null;
    }

    public ReasonCounts Plus(StatusReason reason) => new(unchecked(Packed + One(reason)));

    public ReasonCounts Minus(StatusReason reason) => new(unchecked(Packed - One(reason)));

    private static UInt128 One(StatusReason reason) => UInt128.One << (int)reason * Bits;
}
