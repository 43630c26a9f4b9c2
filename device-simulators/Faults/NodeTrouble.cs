using DeviceSimulators.Devices;

namespace DeviceSimulators.Faults;

/// <summary>How a node stands to the server.</summary>
public enum Line
{
    Up,

    /// <summary>Closed, for everybody to see.</summary>
    Cut,

    /// <summary>Half-open: nothing gets through, nobody knows.</summary>
    Dead,

    /// <summary>Half-open, because the node has no power. It comes back with a new boot.</summary>
    Off,

    /// <summary>Open, and the node's program stands still.</summary>
    Hung,
}

/// <summary>What a fault does to the line of its node: pure, from the fault and the time.</summary>
public static class NodeTrouble
{
    private const int BootTicks = 2;

    public static Line LineOf(Injection fault, DateTimeOffset now) => fault.Kind.Code switch
    {
        _ when !fault.IsActive(now) => Line.Up,
        FaultCode.PlugPull => Line.Off,
        FaultCode.HalfOpen => Line.Dead,
        FaultCode.Hang => Line.Hung,
        FaultCode.Outage => Line.Cut,
        _ when fault.Kind.Firmware is not null => IsBooting(fault, now) ? Line.Off : Line.Up,
        FaultCode.RebootLoop => fault.TicksSince(now) % (5 + fault.Luck % 8) < BootTicks ? Line.Off : Line.Up,
        FaultCode.DyingGateway => IsDead(fault, now) ? Line.Off : fault.TicksSince(now) % 9 < 2 ? Line.Cut : Line.Up,
        _ => Line.Up,
    };

    /// <summary>New firmware is on while the fault lasts; before its end the node boots back into the old one.</summary>
    public static bool HasOtherFirmware(Injection fault, DateTimeOffset now) =>
        fault.Kind.Firmware is not null && fault.IsActive(now) && !IsBooting(fault, now);

    /// <summary>Half-way a dying gateway is dead.</summary>
    public static bool IsDead(Injection fault, DateTimeOffset now) => now >= DeathOf(fault);

    /// <summary>How far the node's clock is off, in milliseconds.</summary>
    public static long SkewOf(Injection fault, DateTimeOffset now) => fault.Kind.Code != FaultCode.ClockSkew || !fault.IsActive(now) ? 0
        : (fault.Luck % 2 == 0 ? 1 : -1) * (180 + fault.Luck % 43_000) * 1000L;

    private static DateTimeOffset DeathOf(Injection fault) => fault.At + (fault.Until - fault.At) / 2;

    private static bool IsBooting(Injection fault, DateTimeOffset now) =>
        fault.TicksSince(now) < BootTicks || fault.Until - now <= Appliance.Tick * BootTicks;
}
