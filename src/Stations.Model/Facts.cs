using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>What can be true of an appliance or a slot for a while. Each has a fact that begins it and one that ends it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Condition>))]
public enum Condition
{
    DoorOpen,
    DoorLeftOpen,
    BatteryPresent,
    Charging,
    SlotHot,
    Smoke,
    ExtinguisherFired,
    LeakageTripped,
    Flood,
    MainsLost,
    Leak,
    TankLow,
    FilterLow,
    Fault,
    Occupied,
}

/// <summary>What happened, in the past tense. The numbers stand in the journal and never change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FactKind>))]
public enum FactKind : byte
{
    WentOnline = 1,
    WentStale = 2,
    WentOffline = 3,

    DoorOpened = 10,
    DoorClosed = 11,
    DoorLeftOpen = 12,
    DoorShutAfterAll = 13,
    BatteryInserted = 14,
    BatteryRemoved = 15,
    SessionStarted = 16,
    SessionEnded = 17,
    SlotOverheated = 18,
    SlotCooledDown = 19,

    SmokeDetected = 30,
    ExtinguisherFired = 31,
    FloodDetected = 32,
    FloodDried = 33,
    MainsLost = 34,
    MainsRestored = 35,
    LeakageTripped = 36,

    LeakDetected = 50,
    LeakStopped = 51,
    TankRanLow = 52,
    TankRefilled = 53,
    FilterRanLow = 54,
    FilterReplaced = 55,
    FaultBegan = 56,
    FaultEnded = 57,

    SpotTaken = 70,
    SpotFreed = 71,
}

/// <param name="Slot">1 to 64, or 0 for the appliance itself.</param>
/// <param name="At">Server time, epoch milliseconds.</param>
public readonly record struct Fact(FactKind Kind, int Slot, long At);

/// <summary>A condition that holds now.</summary>
/// <param name="Since">Server time, epoch milliseconds.</param>
public readonly record struct Holding(Condition Condition, int Slot, long Since);

public static class Conditions
{
    /// <summary>The fact that begins and the fact that ends each condition; a latched one (no ending fact) is ended by a person.</summary>
    private static readonly (Condition Condition, FactKind Begins, FactKind? Ends)[] All =
    [
        (Condition.DoorOpen, FactKind.DoorOpened, FactKind.DoorClosed),
        (Condition.DoorLeftOpen, FactKind.DoorLeftOpen, FactKind.DoorShutAfterAll),
        (Condition.BatteryPresent, FactKind.BatteryInserted, FactKind.BatteryRemoved),
        (Condition.Charging, FactKind.SessionStarted, FactKind.SessionEnded),
        (Condition.SlotHot, FactKind.SlotOverheated, FactKind.SlotCooledDown),
        (Condition.Smoke, FactKind.SmokeDetected, null),
        (Condition.ExtinguisherFired, FactKind.ExtinguisherFired, null),
        (Condition.LeakageTripped, FactKind.LeakageTripped, null),
        (Condition.Flood, FactKind.FloodDetected, FactKind.FloodDried),
        (Condition.MainsLost, FactKind.MainsLost, FactKind.MainsRestored),
        (Condition.Leak, FactKind.LeakDetected, FactKind.LeakStopped),
        (Condition.TankLow, FactKind.TankRanLow, FactKind.TankRefilled),
        (Condition.FilterLow, FactKind.FilterRanLow, FactKind.FilterReplaced),
        (Condition.Fault, FactKind.FaultBegan, FactKind.FaultEnded),
        (Condition.Occupied, FactKind.SpotTaken, FactKind.SpotFreed),
    ];

    public static FactKind Begins(this Condition condition) => All[(int)condition].Begins;

    public static FactKind? Ends(this Condition condition) => All[(int)condition].Ends;

    /// <summary>Smoke, a fired extinguisher and a leakage trip latch the whole appliance out of service until a person has looked.</summary>
    public static bool IsSafety(this Condition condition) => condition.Ends() is null;

    /// <summary>The fact begins a condition that <see cref="IsSafety"/>: people must know at once.</summary>
    public static bool IsDanger(this FactKind fact) => Array.Exists(All, one => one.Begins == fact && one.Ends is null);

    public static Holding[] Apply(Holding[] holding, in Fact fact)
    {
        foreach (var (condition, begins, ends) in All)
        {
            if (begins == fact.Kind)
            {
                return Holds(holding, condition, fact.Slot) ? holding : [.. holding, new Holding(condition, fact.Slot, fact.At)];
            }

            if (ends == fact.Kind)
            {
                var slot = fact.Slot;
                return Array.FindAll(holding, one => one.Condition != condition || one.Slot != slot);
            }
        }

        return holding;
    }

    public static bool Holds(Holding[] holding, Condition condition, int slot = 0) => Since(holding, condition, slot) is not null;

    /// <summary>Server time since when it holds; null when it does not.</summary>
    public static long? Since(Holding[] holding, Condition condition, int slot = 0)
    {
        foreach (var one in holding)
        {
            if (one.Condition == condition && one.Slot == slot)
            {
                return one.Since;
            }
        }

        return null;
    }
}
