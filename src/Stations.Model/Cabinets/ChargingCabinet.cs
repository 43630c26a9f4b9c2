using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// 智能充电柜: a locker whose slots charge e-bike batteries, riders' own or, where its mode says "swap", those that it lends.
/// What holds for one slot stands in <see cref="Slot"/> and <see cref="Swapping"/>.
/// </summary>
public sealed class ChargingCabinet : Kind
{
    public override Need? Need => Model.Need.Charge;

    /// <summary>Whoever brings a battery to charge can do nothing with one that swaps.</summary>
    public override Need? NeedOf(Device device) => Swapping.IsOn(device.Values) ? null : Need;

    public override FactKind? UseFact => FactKind.SessionStarted;

    public override bool SpeaksWithoutPower => true;

    public override Field? Rising => Field.TemperatureC;

    protected override Rule[] Table { get; } =
    [
        .. Slot.Table,
        .. CabinetAlarms.Table,
    ];

    public override Health HealthOf(Device device) => device switch
    {
        _ when device.MayHold(Condition.Flood) || device.MayHold(Condition.MainsLost) || device.MayHold(Condition.Fault) || device.Safety => Health.Fault,
        _ when device.Holds(Condition.CutNotConfirmed) => Health.Fault,
        _ when device.MayHold(Condition.ServiceDoorOpen) || device.Holds(Condition.Tampered) || device.Holds(Condition.OverVoltage) || device.Holds(Condition.UnderVoltage) => Health.Degraded,
        _ => Health.Ok,
    };

    protected override CommandKind[] Takes { get; } = [CommandKind.Open, CommandKind.Enable, CommandKind.Disable, CommandKind.Start, CommandKind.Stop, CommandKind.Cut, CommandKind.Siren, CommandKind.Light];

    public override Setting[] Settings { get; } = [Setting.Number("max_power_w", 500, 20_000), Setting.Number(CommandMessage.TargetPct, 50, 100), Setting.Number("fan_on_c", 20, 60)];

    public override Scope? Holdable => Scope.Slots;

    public override Use UseOf(Device device) => Slots.UseOf(device);

    public override Use SlotUseOf(Device device, int slot) => Swapping.IsOn(device.Values) ? Swapping.UseOf(device, slot) : Slot.UseOf(device, slot);

    public override Health SlotHealthOf(Device device, int slot) => Slot.HealthOf(device, slot);

    public override Tally TallyOf(Device device) => Slots.TallyOf(device);
}
