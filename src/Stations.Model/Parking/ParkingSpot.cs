using Stations.Protocol;

namespace Stations.Model;

/// <summary>停放点: one place for one e-bike, with a sensor in the ground.</summary>
public sealed class ParkingSpot : Kind
{
    public override Need? Need => Model.Need.Park;

    public override FactKind? UseFact => FactKind.SpotTaken;

    protected override Rule[] Table { get; } =
    [
        Rule.While(Condition.Occupied, Field.Occupied),
        Rule.While(Condition.Overstay, Field.Occupied) with
        {
            BeginsAfter = TimeSpan.FromMinutes(30),
            Alarm = new("OVERSTAY", Severity.Minor, Remedies.Notify, "occupied", "free", "[eng]"),
        },
        Rule.Reaches(Condition.BatteryLow, Field.BatteryPct, new(RaiseLow: 10, ClearLow: 20)) with
        {
            Alarm = new("BATTERY_LOW", Severity.Warning, Remedies.Notify, "≤ {RaiseLow} % left in the sensor", "≥ {ClearLow} %", "[eng]"),
        },
    ];

    public override Scope? Holdable => Scope.Appliance;

    public override Use UseOf(Device device) => device.Values.Flag(Field.Occupied) switch
    {
        true => Use.Occupied,
        false => Use.Free,
        null => Use.Unknown,
    };

    /// <summary>free · occupied · closed</summary>
    public override string StateOf(Device device) => device.Axes.Admin != Admin.InService ? "closed"
        : device.Values.Flag(Field.Occupied) switch { true => "occupied", false => "free", null => Unclear };

    public override Health HealthOf(Device device) => device.Holds(Condition.BatteryLow) ? Health.Degraded : Health.Ok;
}
