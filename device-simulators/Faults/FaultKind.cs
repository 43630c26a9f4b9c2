using System.Text.Json;
using Stations.Protocol;

namespace DeviceSimulators.Faults;

/// <summary>What a fault befalls.</summary>
public enum Reach
{
    Appliance,
    Slot,
    Node,
}

/// <summary>What riders have to be told of everything that a fault reaches, once its time is up.</summary>
public enum Must
{
    /// <summary>What is so.</summary>
    AsTrue,

    /// <summary>Anything but AVAILABLE: nobody can know.</summary>
    NotFree,

    /// <summary>UNKNOWN.</summary>
    Unknown,
}

/// <summary>A kind of fault: what it befalls, and what is expected of the service. Bounds are seconds.</summary>
/// <param name="Of">Appliances that can have it; empty: any, or any node.</param>
/// <param name="Within">From its beginning until riders must be told what <paramref name="Must"/> says.</param>
/// <param name="After">From its end until they must be told what is so again.</param>
public sealed record FaultKind(FaultCode Code, Reach Reach, DeviceKind[] Of, Must Must, double Within, double After)
{
    /// <summary>A message to the server, which a device sends at the next look.</summary>
    public const double Told = 3;

    /// <summary>A node that says nothing is unknown after this (the reliability targets' limit, whatever happens).</summary>
    public const double Silence = 180;

    /// <summary>
    /// Life goes in steps of this. A slot that runs up is 5 °C warmer after three of them than it was last told to be; where that was with the heartbeat before,
    /// it is more than the 30 s ago that count, and the rise is one from the first warmer value on: a step later.
    /// </summary>
    public const double Tick = 5;

    /// <summary>A node tells all its readings so often, whether they moved or not.</summary>
    public const double Heartbeat = 30;

    /// <summary>
    /// A flag is told at once and its power, inside the dead-band, with the next heartbeat: only what a heartbeat says after the flag contradicts it, and
    /// one of QoS 0 may be lost. Until then what is contradicted is unknown, not free.
    /// </summary>
    public const double Contradicted = 2 * Heartbeat;

    /// <summary>After a life has ended, or what was overtaken is missing: the server asks a node for its state at most every 30 s.</summary>
    public const double Rebirth = 35;

    private static readonly DeviceKind[] Cabinet = [DeviceKind.ChargingCabinet];

    /// <summary>Why nobody can know; null where the service must.</summary>
    public string? Undetectable { get; init; }

    /// <summary>What the node runs meanwhile, as its birth says; null where that stays as it is.</summary>
    public string? Firmware { get; init; }

    /// <summary>It is over when a person has looked, ten minutes after what caused it.</summary>
    public bool IsLatched { get; init; }

    public string Name => JsonNamingPolicy.SnakeCaseLower.ConvertName(Code.ToString());

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new(FaultCode.Smoke, Reach.Appliance, Cabinet, Must.AsTrue, Told, Told) { IsLatched = true },
        new(FaultCode.Extinguisher, Reach.Appliance, Cabinet, Must.AsTrue, Told, Told) { IsLatched = true },
        new(FaultCode.Leakage, Reach.Appliance, Cabinet, Must.AsTrue, Told, Told) { IsLatched = true },
        new(FaultCode.Flood, Reach.Appliance, Cabinet, Must.AsTrue, Told, 60 + Rebirth),
        new(FaultCode.MainsLost, Reach.Appliance, Cabinet, Must.AsTrue, Told, 10 + Rebirth),
        new(FaultCode.ThermalRunup, Reach.Slot, Cabinet, Must.AsTrue, Told + Tick, 2 * Rebirth) { IsLatched = true },
        new(FaultCode.Leak, Reach.Appliance, [DeviceKind.WaterCooler], Must.AsTrue, Told, Told),
        new(FaultCode.Breakdown, Reach.Appliance, [DeviceKind.WaterCooler, DeviceKind.Microwave, DeviceKind.LoveFridge, DeviceKind.AirConditioner], Must.AsTrue, Told, Told),
        new(FaultCode.StuckDoor, Reach.Slot, Cabinet, Must.AsTrue, Told, Told),
        new(FaultCode.WeldedRelay, Reach.Slot, [DeviceKind.ChargingCabinet, DeviceKind.SocketPile], Must.AsTrue, Contradicted + Told, Rebirth),
        new(FaultCode.BlindSensor, Reach.Slot, [DeviceKind.ChargingCabinet, DeviceKind.SocketPile], Must.AsTrue, Told, Rebirth),
        new(FaultCode.LyingSensor, Reach.Appliance, [DeviceKind.ParkingSpot], Must.AsTrue, Told, Told) { Undetectable = "the only sensor there lies" },
        new(FaultCode.Frozen, Reach.Appliance, [], Must.AsTrue, Told, Rebirth) { Undetectable = "old values look like quiet ones" },
        new(FaultCode.OtherWords, Reach.Node, [DeviceKind.ChargingCabinet, DeviceKind.WaterCooler, DeviceKind.Microwave], Must.NotFree, Rebirth, Rebirth) { Firmware = "9.0.0" },
        new(FaultCode.OtherPolarity, Reach.Node, [DeviceKind.ParkingSpot, DeviceKind.ChargingCabinet], Must.AsTrue, Rebirth, Rebirth) { Firmware = "8.0.0" },
        new(FaultCode.PlugPull, Reach.Node, [], Must.Unknown, Silence, Rebirth),
        new(FaultCode.HalfOpen, Reach.Node, [], Must.Unknown, Silence, Rebirth),
        new(FaultCode.Hang, Reach.Node, [], Must.Unknown, Silence, Rebirth),
        new(FaultCode.Outage, Reach.Node, [], Must.Unknown, Told, Rebirth),
        new(FaultCode.RebootLoop, Reach.Node, [], Must.AsTrue, Rebirth, Rebirth),
        new(FaultCode.DyingGateway, Reach.Node, [], Must.AsTrue, Rebirth, Rebirth),
        new(FaultCode.ClockSkew, Reach.Node, [], Must.AsTrue, Told, Told),
        new(FaultCode.Repeats, Reach.Node, [], Must.AsTrue, Rebirth, Rebirth),
    ];

    public static FaultKind Named(FaultCode code) => All[(int)code];

    public static FaultKind? Named(string? name) => All.FirstOrDefault(kind => kind.Name == name);

    public bool Fits(DeviceKind kind) => Of.Length == 0 || Of.Contains(kind);
}
