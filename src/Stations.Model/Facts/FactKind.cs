using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>What happened, in the past tense. The numbers, 1 to 127, stand in the journal and never change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FactKind>))]
public enum FactKind : byte
{
    WentOnline = 1,
    WentStale = 2,
    WentOffline = 3,
    BecameUnreachable = 4,
    BecameReachable = 5,

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
    SlotBecameCritical = 20,
    SlotMadeSafe = 21,
    CellLeftRange = 22,
    CellBackInRange = 23,
    CurrentRoseTooHigh = 24,
    CurrentFellBack = 25,
    ChargerStayedOn = 26,
    ChargerWentOff = 27,
    SessionRanLong = 28,
    LongSessionEnded = 29,

    SmokeDetected = 30,
    ExtinguisherFired = 31,
    FloodDetected = 32,
    FloodDried = 33,
    MainsLost = 34,
    MainsRestored = 35,
    LeakageTripped = 36,
    SmokeReset = 37,
    ExtinguisherReset = 38,
    LeakageReset = 39,
    VoltageRoseTooHigh = 40,
    VoltageFellBack = 41,
    VoltageFellTooLow = 42,
    VoltageRoseBack = 43,
    ServiceDoorOpened = 44,
    ServiceDoorClosed = 45,
    CutFailed = 46,
    CutConfirmed = 47,
    SessionRanOver = 48,
    OverdueSessionEnded = 49,

    LeakDetected = 50,
    LeakStopped = 51,
    TankRanLow = 52,
    TankRefilled = 53,
    FilterRanLow = 54,
    FilterReplaced = 55,
    FaultBegan = 56,
    FaultEnded = 57,
    WaterOverheated = 58,
    WaterCooledDown = 59,
    WaterBecameImpure = 60,
    WaterBecamePure = 61,

    SpotTaken = 70,
    SpotFreed = 71,
    SpotOverstayed = 72,
    OverstayEnded = 73,
    BatteryRanLow = 74,
    BatteryReplaced = 75,

    RoomLeftComfort = 80,
    RoomBackInComfort = 81,
    RoomBecameCrowded = 82,
    CrowdLeft = 83,

    CutOrdered = 90,
    CutLifted = 91,
    OpenAccepted = 92,
    OpenEnded = 93,
    DoorGotStuck = 94,
    DoorCameFree = 95,

    AlarmAcknowledged = 100,
    AlarmAssigned = 101,
    AlarmCommented = 102,
    AlarmShelved = 103,
    MaintenanceBegan = 110,
    MaintenanceEnded = 111,
}

/// <param name="Slot">1 to 64, or 0 for the appliance itself.</param>
/// <param name="At">Server time, epoch milliseconds.</param>
/// <param name="IsHint">It only seems so yet, and happens if it lasts. A hint of the opposite takes it back.</param>
public readonly record struct Fact(FactKind Kind, int Slot, long At, bool IsHint = false);
