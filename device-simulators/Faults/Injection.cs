using DeviceSimulators.Devices;
using Stations.Protocol;

namespace DeviceSimulators.Faults;

/// <summary>One fault at one place and time. Times are virtual.</summary>
/// <param name="Device">Null when it befalls the node.</param>
/// <param name="Slot">0 unless it befalls one slot.</param>
/// <param name="Until">What causes it ends.</param>
/// <param name="Luck">Whatever else of it is left to chance follows from this.</param>
public sealed record Injection(FaultKind Kind, NodeId Node, string? Device, int Slot, DateTimeOffset At, DateTimeOffset Until, int Luck)
{
    private static readonly TimeSpan UntilSomebodyLooks = TimeSpan.FromMinutes(10);

    /// <summary>What it reaches: <c>district:node</c>, <c>district:node:device</c> or <c>district:node:device/slot</c>.</summary>
    public string Thing => Device is null ? $"{Node}" : Slot == 0 ? $"{Node}:{Device}" : $"{Node}:{Device}/{Slot}";

    /// <summary>When a person has looked, where one has to; otherwise its end.</summary>
    public DateTimeOffset Over => Kind.IsLatched ? Until + UntilSomebodyLooks : Until;

    public bool IsActive(DateTimeOffset now) => At <= now && now < Until;

    /// <summary>Active, or not looked at yet.</summary>
    public bool Holds(DateTimeOffset now) => At <= now && now < Over;

    public int TicksSince(DateTimeOffset now) => (int)((now - At) / Appliance.Tick);
}
