using Stations.Protocol;

namespace Stations.Model;

/// <summary>微波炉: heats what riders bring.</summary>
public sealed class Microwave : Kind
{
    public override Need? Need => Model.Need.Food;

    public override FactKind? UseFact => FactKind.UseBegan;

    protected override Rule[] Table { get; } =
    [
        Rule.While(Condition.DoorOpen, Field.Door, "open", "closed"),
        Rule.While(Condition.InUse, Field.Running),
        Rule.While(Condition.RunsLong, Field.Running) with
        {
            BeginsAfter = TimeSpan.FromSeconds(900),
            Counter = Field.Cycles,
            Alarm = new("RUNS_TOO_LONG", Severity.Major, Remedies.StopAll | Remedies.Notify, "running without a stop", "stopped", "[eng]"),
        },
        Rule.Exceeds(Condition.CavityHot, Field.CavityC, new(Raise: 120, Clear: 80)) with
        {
            Alarm = new("CAVITY_HOT", Severity.Major, Remedies.StopAll | Remedies.Notify, "> {Raise} °C inside", "≤ {Clear} °C", "[eng]"),
        },
        Rule.While(Condition.Fault, Field.Fault) with
        {
            Alarm = new("FAULT", Severity.Major, Remedies.Notify, "it says so", "it says that it works", "[eng]"),
        },
    ];

    protected override CommandKind[] Takes { get; } = [CommandKind.Cut];

    public override Scope? Holdable => Scope.Appliance;

    /// <summary>Free only when it is known to rest with its door shut.</summary>
    public override Use UseOf(Device device) => (device.Values.Flag(Field.Running), device.Values.Text(Field.Door)) switch
    {
        (true, _) => Use.Occupied,
        (_, "open") => Use.Opening,
        (false, "closed") => Use.Free,
        _ => Use.Unknown,
    };

    /// <summary>idle · running · fault</summary>
    public override string StateOf(Device device) => device.Axes.Health == Health.Fault ? Faulty
        : device.Values.Flag(Field.Running) switch { true => "running", false => "idle", null => Unclear };

    public override Health HealthOf(Device device) =>
        device.Holds(Condition.RunsLong) || device.Holds(Condition.CavityHot) || device.Holds(Condition.Fault) ? Health.Fault : Health.Ok;
}
