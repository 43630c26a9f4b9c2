using Stations.Protocol;

namespace Stations.Model;

/// <summary>The alarms of a charging cabinet as a whole.</summary>
internal static class CabinetAlarms
{
    private const Remedies Fire = Remedies.CutMains | Remedies.Siren | Remedies.KeepDoorsShut | Remedies.Notify;

    public static Rule[] Table { get; } =
    [
        new(
            Condition.Smoke,
            [Field.Smoke, Field.SmokeDbM],
            (in look) => look.Flag(Field.Smoke) == true || look.Number(Field.SmokeDbM) >= look.Limits.Raise,
            Rule.Never)
        {
            Limits = new(Raise: 0.65),
            Alarm = new("SMOKE", Severity.Critical, Fire, "smoke, or ≥ {Raise} dB/m", "by a person", "[std] second-hand"),
        },
        new(Condition.ExtinguisherFired, [Field.ExtinguisherFired], (in look) => look.Flag(Field.ExtinguisherFired) == true, Rule.Never)
        {
            Alarm = new("EXTINGUISHER", Severity.Critical, Fire, "fired", "by a person", "[field]"),
        },
        Rule.Exceeds(Condition.LeakageTripped, Field.LeakageMa, new(Raise: 30)) with
        {
            Alarm = new("LEAKAGE", Severity.Critical, Remedies.CutMains | Remedies.Notify, "> {Raise} mA", "by a person", "[std]"),
        },
        Rule.While(Condition.Flood, Field.Flood) with
        {
            BeginsAfter = TimeSpan.FromSeconds(2),
            EndsAfter = TimeSpan.FromSeconds(60),
            Alarm = new("FLOOD", Severity.Critical, Remedies.CutMains | Remedies.Notify, "wet", "dry", "[field]"),
        },
        Rule.Reaches(Condition.Fault, Field.TemperatureC, new(55, 50, 0, 2)) with
        {
            Lasts = TimeSpan.FromSeconds(30),
            Alarm = new("CABINET_TEMPERATURE", Severity.Major, Remedies.StopAll | Remedies.Notify, "≥ {Raise} or ≤ {RaiseLow} °C", "≤ {Clear} and ≥ {ClearLow} °C", "[std] second-hand"),
        },
        Rule.While(Condition.MainsLost, Field.MainsOk, value: false) with
        {
            BeginsAfter = TimeSpan.FromSeconds(5),
            EndsAfter = TimeSpan.FromSeconds(10),
            Alarm = new("MAINS_LOST", Severity.Major, Remedies.Notify, "no mains", "mains", "[field]"),
        },
        Rule.Reaches(Condition.OverVoltage, Field.VoltageV, new(Raise: 264, Clear: 253)) with
        {
            Lasts = TimeSpan.FromSeconds(1),
            Alarm = new("OVER_VOLTAGE", Severity.Major, Remedies.StopAll | Remedies.Notify, "≥ {Raise} V", "≤ {Clear} V", "[eng]"),
        },
        new(
            Condition.UnderVoltage,
            [Field.VoltageV, Field.MainsOk],
            (in look) => look.Device.MayHold(Condition.MainsLost) ? false : look.Number(Field.VoltageV) is { } volts ? volts <= look.Limits.RaiseLow : null,
            (in look) => look.Number(Field.VoltageV) is { } volts ? volts >= look.Limits.ClearLow : null)
        {
            Limits = new(RaiseLow: 176, ClearLow: 187),
            Lasts = TimeSpan.FromSeconds(1),
            Alarm = new("UNDER_VOLTAGE", Severity.Major, Remedies.StopAll | Remedies.Notify, "≤ {RaiseLow} V, unless the mains are lost", "≥ {ClearLow} V", "[eng]"),
        },
        Rule.While(Condition.ServiceDoorOpen, Field.ServiceDoor, "open", "closed") with
        {
            BeginsAfter = TimeSpan.FromSeconds(2),
            EndsAfter = TimeSpan.FromSeconds(10),
            Alarm = new("SERVICE_DOOR", Severity.Major, Remedies.Notify, "open", "closed", "[field]"),
        },
        new(Condition.Tampered, [Field.Tamper, Field.Door, Field.Lock], (in look) => IsForced(look), (in look) => !IsForced(look))
        {
            Scope = Scope.Both,
            BeginsAfter = TimeSpan.FromSeconds(2),
            EndsAfter = TimeSpan.FromSeconds(10),
            Alarm = new("TAMPER", Severity.Major, Remedies.Notify, "it says so, or a door is open while its lock says locked", "no longer", "[eng]"),
        },
    ];

    /// <summary>Null when nothing of it is told.</summary>
    private static bool? IsForced(in Look look) => (look.Flag(Field.Tamper), look.Text(Field.Door), look.Flag(Field.Lock)) switch
    {
        (true, _, _) or (_, "open", true) => true,
        (false, _, _) or (_, "closed", _) or (_, "open", false) => false,
        _ => null,
    };
}
