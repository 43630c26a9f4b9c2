namespace Stations.Model;

/// <summary>Why a session ended, as what happened to its slot at the same moment tells.</summary>
public static class SessionEnd
{
    public const string Full = "FULL";
    public const string Removed = "REMOVED";
    public const string DoorOpened = "DOOR_OPENED";
    public const string MainsLost = "MAINS_LOST";

    /// <summary>The charger stopped before the battery was full: told to (see <see cref="StopOf"/>), or by itself.</summary>
    public const string Stopped = "STOPPED";

    /// <param name="facts">All that a message made known, hints too: that the mains are lost has yet to last.</param>
    public static string ReasonOf(ReadOnlySpan<Fact> facts, int slot)
    {
        var reason = Stopped;
        foreach (var fact in facts)
        {
            reason = (fact.Kind, fact.Slot == slot) switch
            {
                (FactKind.BatteryRemoved, true) => Removed,
                (FactKind.ChargeFull, true) when reason != Removed => Full,
                (FactKind.DoorOpened, true) when reason is Stopped or MainsLost => DoorOpened,
                (FactKind.MainsLost, _) when reason == Stopped => MainsLost,
                _ => reason,
            };
        }

        return reason;
    }

    /// <summary>The stop or cut that stopped the slot: the last one that could be done at that time. Null where it stopped by itself.</summary>
    /// <param name="at">Server time, epoch milliseconds.</param>
    public static Command? StopOf(DeviceCommands? commands, int slot, long at) => (commands ?? DeviceCommands.None).All.LastOrDefault(one =>
        one is { IsStop: true, Attempts: > 0, State: not (CommandState.Rejected or CommandState.Failed or CommandState.Expired) }
        && (one.Slot == 0 || one.Slot == slot) && one.IssuedAt <= at && at < one.ExpiresAt);
}
