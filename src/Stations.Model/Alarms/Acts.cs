namespace Stations.Model;

/// <summary>What a person may do, and what follows from it: pure, decided once and journalled.</summary>
public static class Acts
{
    private static readonly IReadOnlyList<Fact> Nothing = [];

    /// <summary>Facts are empty where nothing changes: it was refused, or is so already.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public static (ActAnswer Answer, IReadOnlyList<Fact> Facts) Judge(Device device, Act act, RuleBook book, long now)
    {
        if (act.Kind is ActKind.BeginMaintenance or ActKind.EndMaintenance)
        {
            return (ActAnswer.Done, JudgeMaintenance(device, act, now));
        }

        var rule = book.Of(device.Info).Of(act.Code);
        if (rule is null || device.Watch.AlarmOf(rule.Condition, act.Slot) is not { } alarm)
        {
            return (ActAnswer.NoSuchAlarm, Nothing);
        }

        return act.Kind switch
        {
            ActKind.Shelve when rule.Condition.IsLatched() => (ActAnswer.NotShelvable, Nothing),
            ActKind.Shelve => (ActAnswer.Done, Unless(alarm.ShelvedUntil == Shelving(act, now), FactKind.AlarmShelved, act.Slot, now)),
            ActKind.Acknowledge => (ActAnswer.Done, Unless(alarm.Acknowledged is not null, FactKind.AlarmAcknowledged, act.Slot, now)),
            ActKind.Assign => (ActAnswer.Done, Unless(alarm.Assignee == act.Text, FactKind.AlarmAssigned, act.Slot, now)),
            ActKind.Comment => (ActAnswer.Done, Unless(alarm.Comment == act.Text, FactKind.AlarmCommented, act.Slot, now)),
            _ => JudgeReset(device, rule, act, now),
        };
    }

    /// <summary>Until when an act shelves: never longer than <see cref="Act.LongestShelving"/>, and in the past it takes shelving back.</summary>
    internal static long Shelving(Act act, long now) => act.Until <= now ? 0 : Math.Min(act.Until, now + (long)Act.LongestShelving.TotalMilliseconds);

    private static (ActAnswer Answer, IReadOnlyList<Fact> Facts) JudgeReset(Device device, Rule rule, Act act, long now)
    {
        if (!rule.Condition.IsLatched())
        {
            return (ActAnswer.NotLatched, Nothing);
        }

        if (!device.Holds(rule.Condition, act.Slot))
        {
            return (ActAnswer.Done, Nothing);
        }

        // Also of an appliance that is silent: its last word counts until it says otherwise.
        return rule.Begins(new Look(device, act.Slot, now, rule.Limits)) == true
            ? (ActAnswer.StillHolds, Nothing)
            : (ActAnswer.Done, [new Fact(rule.Condition.Ends(), act.Slot, now)]);
    }

    private static IReadOnlyList<Fact> JudgeMaintenance(Device device, Act act, long now)
    {
        var isOver = act.Kind == ActKind.EndMaintenance || act.Until <= now;
        return isOver
            ? Unless(device.Watch.Maintenance is null, FactKind.MaintenanceEnded, 0, now)
            : Unless(device.Watch.Maintenance is { } one && (one.Until, one.Text) == (Ending(act, now), act.Text), FactKind.MaintenanceBegan, 0, now);
    }

    internal static long Ending(Act act, long now) => Math.Min(act.Until, now + (long)Maintenance.Longest.TotalMilliseconds);

    private static IReadOnlyList<Fact> Unless(bool isSo, FactKind kind, int slot, long now) => isSo ? Nothing : [new Fact(kind, slot, now)];
}
