using Stations.Protocol;

namespace Stations.Model;

/// <summary>智能充电柜: a locker whose slots charge e-bike batteries. What holds for one slot stands in <see cref="Slot"/>.</summary>
public sealed class ChargingCabinet : Kind
{
    public override Need? Need => Model.Need.Charge;

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
        _ when device.MayHold(Condition.ServiceDoorOpen) || device.Holds(Condition.OverVoltage) || device.Holds(Condition.UnderVoltage) => Health.Degraded,
        _ => Health.Ok,
    };

    /// <summary>The cabinet is free while one slot is, and unknown when none is but one might be.</summary>
    public override Use UseOf(Device device)
    {
        var (free, busy, unknown) = (0, 0, 0);
        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            switch (SlotUseOf(device, slot))
            {
                case Use.Free when SlotHealthOf(device, slot) != Health.Fault:
                    free++;
                    break;
                case Use.Unknown:
                    unknown++;
                    break;
                default:
                    busy++;
                    break;
            }
        }

        return (free, busy, unknown) switch
        {
            ( > 0, _, _) => Use.Free,
            (_, _, > 0) or (_, 0, _) => Use.Unknown,
            _ => Use.Charging,
        };
    }

    public override Use SlotUseOf(Device device, int slot) => Slot.UseOf(device, slot);

    public override Health SlotHealthOf(Device device, int slot) => Slot.HealthOf(device, slot);

    public override Tally TallyOf(Device device)
    {
        var tally = default(Tally);
        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            tally += Tally.Of(PublicStatuses.Of(device.SlotAxes(slot)));
        }

        return tally;
    }
}
