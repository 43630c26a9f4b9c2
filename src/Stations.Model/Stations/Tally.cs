namespace Stations.Model;

/// <summary>How many are free, in use, broken, and how many we do not know.</summary>
public readonly record struct Tally(int Free, int Busy, int OutOfOrder, int Unknown)
{
    public int Total => Free + Busy + OutOfOrder + Unknown;

    public static Tally Of(PublicStatus status) => status switch
    {
        PublicStatus.Available => new(1, 0, 0, 0),
        PublicStatus.Charging or PublicStatus.Reserved or PublicStatus.Blocked => new(0, 1, 0, 0),
        PublicStatus.OutOfOrder or PublicStatus.Inoperative => new(0, 0, 1, 0),
        PublicStatus.Planned or PublicStatus.Removed => default,
        _ => new(0, 0, 0, 1),
    };

    /// <summary>Seats or places that an appliance counts itself: at most 10,000, and what adds up to more than the total is the total.</summary>
    public static Tally OfPlaces(double? free, double? total, double? outOfOrder = null)
    {
        var known = (int)Math.Clamp(free ?? 0, 0, 10_000);
        var broken = (int)Math.Clamp(outOfOrder ?? 0, 0, 10_000 - known);
        var all = (int)Math.Clamp(total ?? 0, Math.Max(known + broken, 1), 10_000);
        return new(known, all - known - broken, broken, 0);
    }

    public static Tally operator +(Tally a, Tally b) => new(a.Free + b.Free, a.Busy + b.Busy, a.OutOfOrder + b.OutOfOrder, a.Unknown + b.Unknown);

    public static Tally operator -(Tally a, Tally b) => new(a.Free - b.Free, a.Busy - b.Busy, a.OutOfOrder - b.OutOfOrder, a.Unknown - b.Unknown);
}
