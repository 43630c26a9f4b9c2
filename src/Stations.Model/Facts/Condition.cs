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

    /// <summary>A charging cabinet is too hot or too cold; any other appliance says itself that it does not work.</summary>
    Fault,
    Occupied,
    Unreachable,
    SlotCritical,
    CellOutOfRange,
    OverCurrent,
    OverVoltage,
    UnderVoltage,
    StaysOnWhenFull,
    SessionLong,
    SessionOverdue,
    ServiceDoorOpen,

    /// <summary>The power of a slot, or of the whole cabinet, is to be off.</summary>
    CutOrdered,
    CutNotConfirmed,

    /// <summary>The device has promised to open a door.</summary>
    OpenAccepted,
    DoorStuck,
    WaterTooHot,
    WaterImpure,
    Overstay,
    BatteryLow,
    RoomUncomfortable,
    Crowded,
    FoodTooWarm,
    StockLow,
    CavityHot,
    RunsLong,
    RoomMissed,
    PopFailing,
    ItemExpiring,
    ItemExpired,
    AreaFull,
    LaneBlocked,
    OverPower,

    /// <summary>Somebody uses it, where nothing else tells.</summary>
    InUse,

    /// <summary>Out of order: riders, and what it failed to do, say so.</summary>
    ReportedBroken,

    /// <summary>Riders say that people may come to harm.</summary>
    ReportedUnsafe,

    /// <summary>The relay says off, and power flows.</summary>
    RelayWelded,

    /// <summary>A full battery waits for its owner.</summary>
    Charged,

    /// <summary>The slot says that it is not offered.</summary>
    SlotDisabled,

    /// <summary>Somebody breaks in.</summary>
    Tampered,
}
