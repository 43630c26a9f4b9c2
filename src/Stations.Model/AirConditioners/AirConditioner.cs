using Stations.Protocol;

namespace Stations.Model;

/// <summary>空调: keeps a room at what it is set to. Riders come for the room.</summary>
public sealed class AirConditioner : Kind
{
    public override Need? Need => null;

    protected override Rule[] Table { get; } =
    [
        new(Condition.RoomMissed, [Field.TemperatureC, Field.SetC, Field.Mode], (in look) => MissOf(look) >= look.Limits.Raise, (in look) => MissOf(look) <= look.Limits.Clear)
        {
            Limits = new(Raise: 6, Clear: 3),
            Lasts = TimeSpan.FromSeconds(1800),
            Alarm = new("ROOM_NOT_REACHED", Severity.Minor, Remedies.Notify, "{Raise} °C or more from what it is set to, while it runs", "≤ {Clear} °C, or off", "[eng]"),
        },
        Rule.While(Condition.Fault, Field.Fault) with
        {
            Alarm = new("FAULT", Severity.Major, Remedies.Notify, "it says so", "it says that it works", "[eng]"),
        },
    ];

    protected override CommandKind[] Takes { get; } = [CommandKind.Cut];

    public override Setting[] Settings { get; } = [Setting.Number("set_c", 16, 30), Setting.Word("mode", "auto", "cooling", "heating", "fan", "drying", "off")];

    public override Use UseOf(Device device) => IsRunning(device.Values.Text(Field.Mode)) switch
    {
        true => Use.Occupied,
        false => Use.Free,
        null => Use.Unknown,
    };

    /// <summary>running · off · fault</summary>
    public override string StateOf(Device device) => device.Axes.Health == Health.Fault ? Faulty
        : IsRunning(device.Values.Text(Field.Mode)) switch { true => "running", false => "off", null => Unclear };

    public override Health HealthOf(Device device) => device switch
    {
        _ when device.Holds(Condition.Fault) => Health.Fault,
        _ when device.Holds(Condition.RoomMissed) => Health.Degraded,
        _ => Health.Ok,
    };

    /// <summary>Kelvin between the room and what it is set to; 0 when it is off, or only blows; null when one of them is not told.</summary>
    private static double? MissOf(in Look look) => look.Text(Field.Mode) switch
    {
        "off" or "fan" or "drying" => 0,
        "cooling" or "heating" or "auto" => Math.Abs(look.Number(Field.TemperatureC) - look.Number(Field.SetC) ?? double.NaN) is var miss && !double.IsNaN(miss) ? miss : null,
        _ => null,
    };

    private static bool? IsRunning(string? mode) => mode switch
    {
        "cooling" or "heating" or "auto" or "fan" or "drying" => true,
        "off" => false,
        _ => null,
    };
}
