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

    public static Tally operator +(Tally a, Tally b) => new(a.Free + b.Free, a.Busy + b.Busy, a.OutOfOrder + b.OutOfOrder, a.Unknown + b.Unknown);

    public static Tally operator -(Tally a, Tally b) => new(a.Free - b.Free, a.Busy - b.Busy, a.OutOfOrder - b.OutOfOrder, a.Unknown - b.Unknown);
}
