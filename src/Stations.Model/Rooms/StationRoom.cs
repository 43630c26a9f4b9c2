using Stations.Protocol;

namespace Stations.Model;

/// <summary>The station's own room: seats, people, mains.</summary>
public sealed class StationRoom : Kind
{
    public override Need? Need => Model.Need.Rest;

    protected override Rule[] Table { get; } =
    [
        Rule.While(Condition.MainsLost, Field.MainsOk, value: false) with
        {
            BeginsAfter = TimeSpan.FromSeconds(5),
            EndsAfter = TimeSpan.FromSeconds(10),
            Alarm = new("MAINS_LOST", Severity.Major, Remedies.Notify, "no mains", "mains", "[field]"),
        },
        Rule.Exceeds(Condition.RoomUncomfortable, Field.TemperatureC, new(28, 26, 16, 18)) with
        {
            Lasts = TimeSpan.FromSeconds(600),
            Alarm = new("ROOM_TEMPERATURE", Severity.Minor, Remedies.Notify, "> {Raise} or < {RaiseLow} °C", "≤ {Clear} and ≥ {ClearLow} °C", "[eng]"),
        },
        new(Condition.Crowded, [Field.SeatsFree, Field.SeatsTotal], (in look) => TakenOf(look) > look.Limits.Raise, (in look) => TakenOf(look) <= look.Limits.Clear)
        {
            Limits = new(Raise: 90, Clear: 80),
            Alarm = new("CROWDED", Severity.Warning, Remedies.Notify, "> {Raise} % of the seats taken", "≤ {Clear} %", "[eng]"),
        },
    ];

    protected override CommandKind[] Takes { get; } = [CommandKind.Siren, CommandKind.Light];

    public override Use UseOf(Device device) => device.Values.Number(Field.SeatsFree) switch
    {
        null => Use.Unknown,
        <= 0 => Use.Occupied,
        _ => Use.Free,
    };

    /// <summary>working · withIncidence · outOfService, whatever its hours say</summary>
    public override string StateOf(Device device) => device.Axes switch
    {
        { Admin: not Admin.InService } or { Health: Health.Fault } => "outOfService",
        { Health: Health.Degraded } => "withIncidence",
        _ when device.Holds(Condition.RoomUncomfortable) || device.Holds(Condition.Crowded) => "withIncidence",
        _ => device.Values.Count == 0 ? Unclear : "working",
    };

    public override Health HealthOf(Device device) => device.MayHold(Condition.MainsLost) ? Health.Degraded : Health.Ok;

    /// <summary>Seats rather than rooms.</summary>
    public override Tally TallyOf(Device device) => device.Status is PublicStatus.Available or PublicStatus.Charging
        ? Tally.OfPlaces(device.Values.Number(Field.SeatsFree), device.Values.Number(Field.SeatsTotal))
        : Tally.Of(device.Status);

    /// <summary>Percent; null when the room does not tell both numbers.</summary>
    private static double? TakenOf(in Look look) =>
        look.Number(Field.SeatsTotal) is > 0 and var total && look.Number(Field.SeatsFree) is { } free ? 100 * (total - free) / total : null;
}
