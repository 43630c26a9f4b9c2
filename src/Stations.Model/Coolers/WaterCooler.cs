using Stations.Protocol;

namespace Stations.Model;

/// <summary>饮水机: hot and cold water, a tank and a filter.</summary>
public sealed class WaterCooler : Kind
{
    /// <summary>Percent of the filter's life left (our engineering default).</summary>
    public const double FilterLowBegins = 10;
    public const double FilterLowEnds = 20;

    public override Need? Need => Model.Need.Water;

    public override IReadOnlyList<Rule> Rules { get; } =
    [
        Rule.While(Condition.Leak, Field.Leak),
        Rule.While(Condition.TankLow, Field.TankLow),
        new(Condition.FilterLow, look => look.Number(Field.FilterPct) <= FilterLowBegins, look => look.Number(Field.FilterPct) >= FilterLowEnds),
        new(Condition.Fault, look => look.Text(Field.Mode) == "fault", look => look.Text(Field.Mode) is "standby" or "dispensing" or "heating" or "purifying"),
    ];

    public override Use UseOf(Device device) => device.Values.Text(Field.Mode) switch
    {
        "standby" => Use.Free,
        "dispensing" or "heating" or "purifying" => Use.Occupied,
        _ => Use.Unknown,
    };

    public override Health HealthOf(Device device) => device switch
    {
        _ when device.Holds(Condition.Leak) || device.Holds(Condition.Fault) => Health.Fault,
        _ when device.Holds(Condition.TankLow) || device.Holds(Condition.FilterLow) => Health.Degraded,
        _ => Health.Ok,
    };
}
