using Stations.Protocol;

namespace Stations.Model;

/// <summary>停放点: one place for one e-bike, with a sensor in the ground.</summary>
public sealed class ParkingSpot : Kind
{
    /// <summary>Percent of the sensor's battery left (our engineering default).</summary>
    public const double BatteryLow = 10;

    public override Need? Need => Model.Need.Park;

    public override IReadOnlyList<Rule> Rules { get; } = [Rule.While(Condition.Occupied, Field.Occupied)];

    public override Use UseOf(Device device) => device.Values.Flag(Field.Occupied) switch
    {
        true => Use.Occupied,
        false => Use.Free,
        null => Use.Unknown,
    };

    public override Health HealthOf(Device device) => device.Values.Number(Field.BatteryPct) <= BatteryLow ? Health.Degraded : Health.Ok;
}
