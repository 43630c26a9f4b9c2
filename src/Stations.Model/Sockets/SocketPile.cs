using Stations.Protocol;

namespace Stations.Model;

/// <summary>充电桩: sockets for e-bikes that stand beside it, one to a port.</summary>
public sealed class SocketPile : Kind
{
    public override Need? Need => Model.Need.Charge;

    public override FactKind? UseFact => FactKind.SessionStarted;

    protected override Rule[] Table { get; } =
    [
        Slot.Session,
        Rule.Reaches(Condition.OverPower, Field.PowerW, new(Raise: 1000, Clear: 900)) with
        {
            Scope = Scope.Slots,
            Lasts = TimeSpan.FromSeconds(1),
            Alarm = new("OVER_POWER", Severity.Major, Remedies.StopSlot | Remedies.Notify, "≥ {Raise} W", "≤ {Clear} W", "[eng]"),
        },
        new(
            Condition.StaysOnWhenFull,
            [Field.Relay, Field.PowerW],
            (in look) => look.Flag(Field.Relay) == true && look.Number(Field.PowerW) <= look.Limits.RaiseLow,
            (in look) => look.Flag(Field.Relay) == false || look.Number(Field.PowerW) > look.Limits.ClearLow)
        {
            Scope = Scope.Slots,
            Limits = new(RaiseLow: Slot.ChargingPower, ClearLow: Slot.ChargingPower),
            BeginsAfter = TimeSpan.FromSeconds(60),
            Alarm = new("NO_LOAD", Severity.Minor, Remedies.StopSlot, "on, and ≤ {RaiseLow} W", "off, or > {ClearLow} W", "[eng]"),
        },
        SlotAlarms.RelayWelded,
        SlotAlarms.Session(Condition.SessionLong, hours: 8, new("SESSION_TOO_LONG", Severity.Major, Remedies.StopSlot | Remedies.Notify, "charging", "ended", "[eng]")),
        Rule.While(Condition.Fault, Field.Fault) with
        {
            Scope = Scope.Slots,
            Alarm = new("FAULT", Severity.Major, Remedies.StopSlot | Remedies.Notify, "the port says so", "it says that it works", "[eng]"),
        },
    ];

    protected override CommandKind[] Takes { get; } = [CommandKind.StartPort, CommandKind.Stop, CommandKind.Cut, CommandKind.Enable, CommandKind.Disable];

    public override Scope? Holdable => Scope.Slots;

    public override Use UseOf(Device device) => Slots.UseOf(device);

    public override Health HealthOf(Device device) => Health.Ok;

    /// <summary>Free only when the port is known to be off and nothing is plugged in, and no power flows all the same.</summary>
    public override Use SlotUseOf(Device device, int slot) => (device.Values.Flag(Field.Present, slot), device.Values.Flag(Field.Relay, slot)) switch
    {
        (true, _) when Slot.IsCharging(device.Values, slot) => Use.Charging,
        (true, true) when device.Values.Number(Field.PowerW, slot) <= Slot.ChargingPower => Use.Finished,
        (true, _) => Use.Occupied,
        (false, false) when !Slot.HasPower(device.Values, slot) => Use.Free,
        _ => Use.Unknown,
    };

    public override Health SlotHealthOf(Device device, int slot) =>
        device.MayHold(Condition.OverPower, slot) || device.Holds(Condition.SessionLong, slot) || device.Holds(Condition.RelayWelded, slot) || device.Holds(Condition.Fault, slot)
            ? Health.Fault : Health.Ok;

    public override Tally TallyOf(Device device) => Slots.TallyOf(device);
}
