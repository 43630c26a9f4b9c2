namespace Stations.Grains;

/// <summary>What ten minutes of many devices were like.</summary>
/// <param name="At">When they began; a multiple of ten minutes.</param>
/// <param name="Devices">How many there were.</param>
/// <param name="Offline">The most at a time that were silent; of several districts the sum of each one's.</param>
/// <param name="Faulty">The most at a time that were out of order or locked for safety; of several districts the sum of each one's.</param>
/// <param name="Raised">How many alarms were raised.</param>
[GenerateSerializer, Immutable, Alias("fleet-cell")]
public sealed record FleetCell([property: Id(0)] DateTimeOffset At, [property: Id(1)] int Devices, [property: Id(2)] int Offline, [property: Id(3)] int Faulty, [property: Id(4)] int Raised)
{
    /// <summary>What two have seen of the same stretch: the worse of each.</summary>
    public FleetCell With(FleetCell other) =>
        new(At, Math.Max(Devices, other.Devices), Math.Max(Offline, other.Offline), Math.Max(Faulty, other.Faulty), Math.Max(Raised, other.Raised));
}

/// <summary>The last day of a district, as any server saw it; its key is the district, or <see cref="Everywhere"/> for all together.</summary>
[Alias("fleet")]
public interface IFleetGrain : IGrainWithStringKey
{
    /// <summary>No district is called so.</summary>
    const string Everywhere = "*";

    /// <summary>Adds what a server has seen; all that is known, the oldest first, once it is durable.</summary>
    [Alias("keep")]
    ValueTask<FleetCell[]> Keep([Immutable] FleetCell[] seen);
}

public sealed class FleetState
{
    public FleetCell[] Cells { get; set; } = [];
}

public sealed class FleetGrain([PersistentState("fleet", StorageNames.Journal)] IPersistentState<FleetState> state) : Grain, IFleetGrain
{
    /// <summary>A day.</summary>
    public const int MaxCells = 144;

    public async ValueTask<FleetCell[]> Keep(FleetCell[] seen)
    {
        var before = state.State.Cells;
        var cells = Merged(before, seen);
        if (!cells.SequenceEqual(before))
        {
            state.State.Cells = cells;
            try
            {
                await state.WriteStateAsync();
            }
            catch
            {
                state.State.Cells = before;
                throw;
            }
        }

        return cells;
    }

    /// <summary>The oldest first; of more than a day the later part.</summary>
    public static FleetCell[] Merged(IEnumerable<FleetCell> some, IEnumerable<FleetCell> others) =>
        [.. some.Concat(others).GroupBy(cell => cell.At).Select(same => same.Aggregate((one, other) => one.With(other))).OrderBy(cell => cell.At).TakeLast(MaxCells)];
}
