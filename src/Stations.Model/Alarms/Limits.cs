namespace Stations.Model;

/// <summary>The numbers of an alarm, in the unit of its field. What an alarm does not have is NaN, which no value reaches.</summary>
/// <param name="Raise">It begins when the value comes here from below.</param>
/// <param name="Clear">It ends when the value is back here.</param>
/// <param name="RaiseLow">It begins when the value comes here from above.</param>
/// <param name="ClearLow">It ends when the value is back here.</param>
/// <param name="Rise">It begins when the value rises by this within <see cref="Trail.Window"/>.</param>
public readonly record struct Limits(
    double Raise = double.NaN, double Clear = double.NaN, double RaiseLow = double.NaN, double ClearLow = double.NaN, double Rise = double.NaN)
{
    public static readonly Limits None = new(Raise: double.NaN);

    /// <summary>Below a number that raises lies the one that clears, so that a value between them changes nothing.</summary>
    public bool HaveDeadBands => !(Clear > Raise) && !(ClearLow < RaiseLow);
}
