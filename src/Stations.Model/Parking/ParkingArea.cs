using Stations.Protocol;

namespace Stations.Model;

/// <summary>停放区: places for e-bikes that are counted together, by a camera or a loop.</summary>
public sealed class ParkingArea : Kind
{
    public override Need? Need => Model.Need.Park;

    /// <summary>A free share, percent, at which an area is almost full (our engineering default).</summary>
    private const double AlmostFull = 10;

    protected override Rule[] Table { get; } =
    [
        Rule.Reaches(Condition.AreaFull, Field.PlacesFree, new(RaiseLow: 0, ClearLow: 1)) with
        {
            Lasts = TimeSpan.FromSeconds(300),
            Alarm = new("AREA_FULL", Severity.Warning, Remedies.Notify, "no place free", "≥ {ClearLow} free", "[eng]"),
        },
        Rule.While(Condition.LaneBlocked, Field.LaneBlocked) with
        {
            BeginsAfter = TimeSpan.FromSeconds(60),
            Alarm = new("LANE_BLOCKED", Severity.Major, Remedies.Notify, "a bike stands in the fire lane", "none does", "[eng]"),
        },
    ];

    protected override CommandKind[] Takes { get; } = [CommandKind.Siren, CommandKind.Light];

    public override Use UseOf(Device device) => device.Values.Number(Field.PlacesFree) switch
    {
        null => Use.Unknown,
        <= 0 => Use.Occupied,
        _ => Use.Free,
    };

    /// <summary>open · almostFull · full · closed</summary>
    public override string StateOf(Device device) => (device.Values.Number(Field.PlacesFree), device.Values.Number(Field.PlacesTotal)) switch
    {
        _ when device.Axes.Admin != Admin.InService => "closed",
        (null, _) => Unclear,
        (<= 0, _) => "full",
        var (free, total) => 100 * free <= AlmostFull * total ? "almostFull" : "open",
    };

    public override Health HealthOf(Device device) => device.MayHold(Condition.LaneBlocked) ? Health.Degraded : Health.Ok;

    /// <summary>Places rather than areas.</summary>
    public override Tally TallyOf(Device device) => device.Status is PublicStatus.Available or PublicStatus.Charging
        ? Tally.OfPlaces(device.Values.Number(Field.PlacesFree), device.Values.Number(Field.PlacesTotal), device.Values.Number(Field.PlacesOut))
        : Tally.Of(device.Status);
}
