using Stations.Protocol;

namespace Stations.Model;

/// <summary>The alarms of one slot.</summary>
internal static class SlotAlarms
{
    public static Rule[] Table { get; } =
    [
        Rule.Reaches(Condition.SlotHot, Field.TemperatureC, new(Raise: 50, Clear: 45)) with
        {
            Scope = Scope.Slots,
            Lasts = TimeSpan.FromSeconds(10),
            Alarm = new("SLOT_TEMPERATURE_HIGH", Severity.Major, Remedies.StopSlot | Remedies.Notify, "≥ {Raise} °C", "≤ {Clear} °C", "[eng]"),
        },
        new(
            Condition.SlotCritical,
            [Field.TemperatureC],
            (in look) => look.Number(Field.TemperatureC) is { } celsius ? celsius >= look.Limits.Raise || look.Rise >= look.Limits.Rise : null,
            Rule.Never)
        {
            Scope = Scope.Slots,
            Limits = new(Raise: 60, Rise: 5),
            BeginsAfter = TimeSpan.FromSeconds(2),
            Alarm = new(
                "SLOT_TEMPERATURE_CRITICAL", Severity.Critical, Remedies.StopSlot | Remedies.StopNeighbours | Remedies.Notify,
                "≥ {Raise} °C, or +{Rise} °C within 30 s", "by a person", "[eng]"),
        },
        new(
            Condition.CellOutOfRange,
            [Field.CellMaxC, Field.CellMinC],
            (in look) => IsOut(look, look.Limits.Raise, look.Limits.RaiseLow),
            (in look) => !IsOut(look, look.Limits.Clear, look.Limits.ClearLow))
        {
            Scope = Scope.Slots,
            Limits = new(45, 44, 0, 1),
            Lasts = TimeSpan.FromSeconds(5),
            Alarm = new("CELL_RANGE", Severity.Minor, Remedies.StopSlot, "a cell outside {RaiseLow} to {Raise} °C", "all inside {ClearLow} to {Clear} °C", "[field]"),
        },
        Rule.Reaches(Condition.OverCurrent, Field.ChargerCurrentA, new(Raise: 13.75, Clear: 12.5)) with
        {
            Scope = Scope.Slots,
            Lasts = TimeSpan.FromSeconds(1),
            Alarm = new("OVER_CURRENT", Severity.Major, Remedies.StopSlot | Remedies.Notify, "≥ {Raise} A, 1.1 × the rated 12.5 A", "≤ {Clear} A", "[eng]"),
        },
        new(
            Condition.StaysOnWhenFull,
            [Field.PowerW, Field.Relay, Field.Present],
            (in look) => look.Flag(Field.Relay) == true && look.Flag(Field.Present) == true && look.Number(Field.PowerW) <= look.Limits.RaiseLow,
            (in look) => look.Flag(Field.Relay) is { } relay ? !relay : null)
        {
            Scope = Scope.Slots,
            Limits = new(RaiseLow: 30),
            BeginsAfter = TimeSpan.FromSeconds(300),
            Alarm = new(
                "NOT_STOPPED_WHEN_FULL", Severity.Major, Remedies.StopSlot | Remedies.Notify, "≤ {RaiseLow} W, 5 % of the rated 600 W, and the relay is on", "relay off", "[std]"),
        },
        Session(Condition.SessionLong, hours: 8, new("SESSION_TOO_LONG", Severity.Warning, Remedies.Notify, "charging", "ended", "[std]")),
        Session(Condition.SessionOverdue, hours: 10, new("SESSION_OVERDUE", Severity.Major, Remedies.StopSlot | Remedies.Notify, "charging", "ended", "[eng]")),
        Interlocks.CutNotConfirmed,
        RelayWelded,
        Rule.While(Condition.DoorLeftOpen, Field.Door, "open", "closed") with
        {
            Scope = Scope.Slots,
            BeginsAfter = TimeSpan.FromSeconds(60),
            Alarm = new("DOOR_LEFT_OPEN", Severity.Minor, Remedies.Notify, "open", "closed", "[eng]"),
        },
        new(
            Condition.DoorStuck,
            [Field.Door],
            (in look) => look.Holds(Condition.OpenAccepted) ? look.Text(Field.Door) is { } door ? door == "closed" : null : false,
            (in look) => look.Text(Field.Door) is { } door ? door == "open" : null)
        {
            Scope = Scope.Slots,
            LooksAround = true,
            BeginsAfter = TimeSpan.FromSeconds(8),
            Alarm = new("DOOR_STUCK", Severity.Major, Remedies.Notify, "closed after an accepted open", "open", "[eng]"),
        },
    ];

    /// <summary>It must last two heartbeats: the power that a slot told before its relay went off says nothing.</summary>
    internal static Rule RelayWelded => new(
        Condition.RelayWelded,
        [Field.Relay, Field.PowerW],
        (in look) => look.Flag(Field.Relay) == false && look.Number(Field.PowerW) is { } watts ? watts > look.Limits.Raise : look.Flag(Field.Relay) == true ? false : null,
        (in look) => look.Flag(Field.Relay) == true || look.Number(Field.PowerW) <= look.Limits.Clear)
    {
        Scope = Scope.Slots,
        Limits = new(Raise: Slot.ChargingPower, Clear: Slot.ChargingPower),
        BeginsAfter = TimeSpan.FromSeconds(60),
        Alarm = new("RELAY_WELDED", Severity.Major, Remedies.StopSlot | Remedies.Notify, "> {Raise} W, and the relay says off", "≤ {Clear} W, or the relay says on", "[eng]"),
    };

    internal static Rule Session(Condition condition, int hours, AlarmKind alarm) =>
        new(condition, [], (in look) => look.Holds(Condition.Charging), (in look) => !look.Holds(Condition.Charging))
        {
            Scope = Scope.Slots,
            LooksAround = true,
            BeginsAfter = TimeSpan.FromHours(hours),
            Alarm = alarm,
        };

    /// <summary>Null when neither end of the range is told.</summary>
    private static bool? IsOut(in Look look, double high, double low) => (look.Number(Field.CellMaxC), look.Number(Field.CellMinC)) switch
    {
        (null, null) => null,
        var (max, min) => max > high || min < low,
    };
}
