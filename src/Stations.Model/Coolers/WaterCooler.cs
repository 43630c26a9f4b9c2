using Stations.Protocol;

namespace Stations.Model;

/// <summary>饮水机: hot and cold water, a tank and a filter.</summary>
public sealed class WaterCooler : Kind
{
    public override Need? Need => Model.Need.Water;

    public override FactKind? UseFact => FactKind.UseBegan;

    protected override Rule[] Table { get; } =
    [
        Rule.While(Condition.InUse, Field.Mode, "dispensing", "standby", "heating", "purifying", "fault"),
        Rule.While(Condition.Leak, Field.Leak) with
        {
            Alarm = new("LEAK", Severity.Critical, Remedies.StopAll | Remedies.Notify, "leak", "none", "[eng]"),
        },
        Rule.While(Condition.TankLow, Field.TankLow) with
        {
            BeginsAfter = TimeSpan.FromSeconds(60),
            Alarm = new("TANK_LOW", Severity.Minor, Remedies.Notify, "tank low", "refilled", "[eng]"),
        },
        Rule.Reaches(Condition.FilterLow, Field.FilterPct, new(RaiseLow: 10, ClearLow: 20)) with
        {
            Alarm = new("FILTER_LOW", Severity.Warning, Remedies.Notify, "≤ {RaiseLow} % left", "≥ {ClearLow} %", "[eng]"),
        },
        Rule.Exceeds(Condition.WaterTooHot, Field.HotC, new(Raise: 98, Clear: 95)) with
        {
            Alarm = new("WATER_TOO_HOT", Severity.Major, Remedies.StopAll | Remedies.Notify, "> {Raise} °C", "≤ {Clear} °C", "[eng]"),
        },
        Rule.Exceeds(Condition.WaterImpure, Field.TdsOutPpm, new(Raise: 100, Clear: 80)) with
        {
            Alarm = new("WATER_IMPURE", Severity.Minor, Remedies.Notify, "> {Raise} ppm after the filter", "≤ {Clear} ppm", "[eng]"),
        },
        Rule.While(Condition.Fault, Field.Mode, "fault", "standby", "dispensing", "heating", "purifying") with
        {
            Alarm = new("FAULT", Severity.Major, Remedies.Notify, "it says so", "it says that it works", "[eng]"),
        },
    ];

    protected override CommandKind[] Takes { get; } = [CommandKind.Cut];

    public override Setting[] Settings { get; } = [Setting.Number("hot_c", 60, 97), Setting.Number("cold_c", 4, 15)];

    public override Use UseOf(Device device) => device.Values.Text(Field.Mode) switch
    {
        "standby" => Use.Free,
        "dispensing" or "heating" or "purifying" => Use.Occupied,
        _ => Use.Unknown,
    };

    /// <summary>standby · heating · dispensing · purifying · fault</summary>
    public override string StateOf(Device device) => device.Axes.Health == Health.Fault ? Faulty
        : device.Values.Text(Field.Mode) is { } mode and ("standby" or "heating" or "dispensing" or "purifying") ? mode : Unclear;

    public override Health HealthOf(Device device) => device switch
    {
        _ when device.Holds(Condition.Leak) || device.Holds(Condition.Fault) => Health.Fault,
        _ when device.MayHold(Condition.TankLow) || device.Holds(Condition.FilterLow) || device.Holds(Condition.WaterTooHot) || device.Holds(Condition.WaterImpure) =>
            Health.Degraded,
        _ => Health.Ok,
    };
}
