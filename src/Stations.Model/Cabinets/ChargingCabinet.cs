using Stations.Protocol;

namespace Stations.Model;

/// <summary>智能充电柜: a locker whose slots charge e-bike batteries. What holds for one slot stands in <see cref="Slot"/>.</summary>
public sealed class ChargingCabinet : Kind
{
    /// <summary>dB/m, an optical smoke detector's alarm threshold (standard, second-hand).</summary>
    public const double SmokeDensity = 0.65;

    /// <summary>Milliamperes, the trip current of a residual-current device (standard).</summary>
    public const double Leakage = 30;

    /// <summary>Degrees Celsius inside the cabinet (standard, second-hand); the fault ends at 50 and at 2.</summary>
    public const double TooHot = 55, TooCold = 0, HotEnds = 50, ColdEnds = 2;

    public override Need? Need => Model.Need.Charge;

    public override IReadOnlyList<Rule> Rules { get; } =
    [
        .. Slot.Rules,
        new(Condition.Smoke, look => look.Flag(Field.Smoke) == true || look.Number(Field.SmokeDbM) >= SmokeDensity, _ => false),
        new(Condition.ExtinguisherFired, look => look.Flag(Field.ExtinguisherFired) == true, _ => false),
        Rule.While(Condition.Flood, Field.Flood),
        Rule.While(Condition.MainsLost, Field.MainsOk, value: false),
        new(Condition.Fault, look => HasFault(look), look => FaultIsOver(look)),
    ];

    public override Health HealthOf(Device device) => device switch
    {
        _ when device.Holds(Condition.Flood) || device.Holds(Condition.MainsLost) || device.Holds(Condition.Fault) || device.Safety => Health.Fault,
        _ when device.Values.Text(Field.ServiceDoor) == "open" => Health.Degraded,
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

    public override Health SlotHealthOf(Device device, int slot) => device.Holds(Condition.SlotHot, slot) ? Health.Fault : Health.Ok;

    public override Tally TallyOf(Device device)
    {
        var tally = default(Tally);
        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            tally += Tally.Of(PublicStatuses.Of(device.SlotAxes(slot)));
        }

        return tally;
    }

    private static bool HasFault(in Look look) =>
        look.Number(Field.LeakageMa) > Leakage || look.Number(Field.TemperatureC) is >= TooHot or <= TooCold;

    private static bool FaultIsOver(in Look look) =>
        look.Number(Field.LeakageMa) is null or <= Leakage && look.Number(Field.TemperatureC) is >= ColdEnds and <= HotEnds;
}
