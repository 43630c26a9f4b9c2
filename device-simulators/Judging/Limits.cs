using DeviceSimulators.Faults;

namespace DeviceSimulators.Judging;

/// <summary>
/// How long what an alarm is for must last before people are told, and how soon after that they must be told, in seconds: the plan's numbers, written
/// down a second time on purpose. What a number tells may come with the next heartbeat, a flag comes at once.
/// </summary>
public readonly record struct Limits(double MustLast, double Bound)
{
    public const string Offline = "OFFLINE";

    /// <summary>Life goes in ticks of 5 s; in the next second it is told and shown.</summary>
    private const double ByFlag = 6;

    /// <summary>What stays inside its dead-band is told with the heartbeat, every 30 s, and a tick before that may have passed.</summary>
    private const double ByNumber = FaultKind.Heartbeat + FaultKind.Tick;

    /// <summary>A door, a spot and the like are told of at once, what nobody has planned for too.</summary>
    public static Limits Of(string code) => code switch
    {
        "SMOKE" or "EXTINGUISHER" or "LEAKAGE" or "LEAK" or "FAULT" or "KIT_OPENED" => new(0, ByFlag),
        "SLOT_TEMPERATURE_CRITICAL" or "FLOOD" => new(2, ByFlag),
        "MAINS_LOST" => new(5, ByFlag),
        "DOOR_LEFT_OPEN" or "LANE_BLOCKED" or "TANK_LOW" => new(60, ByFlag),
        "RELAY_WELDED" => new(FaultKind.Contradicted, ByFlag),
        "FRIDGE_DOOR_OPEN" => new(120, ByFlag),
        "AREA_FULL" => new(300, ByFlag),
        "RUNS_TOO_LONG" => new(900, ByFlag),
        "OVERSTAY" => new(1800, ByFlag),
        "CELL_RANGE" => new(5, ByNumber),
        "SLOT_TEMPERATURE_HIGH" => new(10, ByNumber),
        "ROOM_TEMPERATURE" => new(600, ByNumber),
        "FOOD_TOO_WARM" => new(900, ByNumber),
        "ROOM_NOT_REACHED" => new(1800, ByNumber),
        Offline => new(30, FaultKind.Silence + ByFlag),
        _ => new(0, ByNumber),
    };

    /// <summary>Only a person ends it, and until then nothing is free.</summary>
    public static bool IsLatched(string code) => code is "SMOKE" or "EXTINGUISHER" or "LEAKAGE" or "SLOT_TEMPERATURE_CRITICAL";
}
