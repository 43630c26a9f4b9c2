namespace Stations.Model;

/// <summary>A condition that holds now.</summary>
/// <param name="Since">Server time, epoch milliseconds.</param>
public readonly record struct Holding(Condition Condition, int Slot, long Since);

public static class Conditions
{
    /// <summary>The fact that begins and the fact that ends each condition; a latched one is ended by a person alone.</summary>
    private static readonly (Condition Condition, FactKind Begins, FactKind Ends, bool IsLatched)[] All =
    [
        (Condition.DoorOpen, FactKind.DoorOpened, FactKind.DoorClosed, false),
        (Condition.DoorLeftOpen, FactKind.DoorLeftOpen, FactKind.DoorShutAfterAll, false),
        (Condition.BatteryPresent, FactKind.BatteryInserted, FactKind.BatteryRemoved, false),
        (Condition.Charging, FactKind.SessionStarted, FactKind.SessionEnded, false),
        (Condition.SlotHot, FactKind.SlotOverheated, FactKind.SlotCooledDown, false),
        (Condition.Smoke, FactKind.SmokeDetected, FactKind.SmokeReset, true),
        (Condition.ExtinguisherFired, FactKind.ExtinguisherFired, FactKind.ExtinguisherReset, true),
        (Condition.LeakageTripped, FactKind.LeakageTripped, FactKind.LeakageReset, true),
        (Condition.Flood, FactKind.FloodDetected, FactKind.FloodDried, false),
        (Condition.MainsLost, FactKind.MainsLost, FactKind.MainsRestored, false),
        (Condition.Leak, FactKind.LeakDetected, FactKind.LeakStopped, false),
        (Condition.TankLow, FactKind.TankRanLow, FactKind.TankRefilled, false),
        (Condition.FilterLow, FactKind.FilterRanLow, FactKind.FilterReplaced, false),
        (Condition.Fault, FactKind.FaultBegan, FactKind.FaultEnded, false),
        (Condition.Occupied, FactKind.SpotTaken, FactKind.SpotFreed, false),
        (Condition.Unreachable, FactKind.BecameUnreachable, FactKind.BecameReachable, false),
        (Condition.SlotCritical, FactKind.SlotBecameCritical, FactKind.SlotMadeSafe, true),
        (Condition.CellOutOfRange, FactKind.CellLeftRange, FactKind.CellBackInRange, false),
        (Condition.OverCurrent, FactKind.CurrentRoseTooHigh, FactKind.CurrentFellBack, false),
        (Condition.OverVoltage, FactKind.VoltageRoseTooHigh, FactKind.VoltageFellBack, false),
        (Condition.UnderVoltage, FactKind.VoltageFellTooLow, FactKind.VoltageRoseBack, false),
        (Condition.StaysOnWhenFull, FactKind.ChargerStayedOn, FactKind.ChargerWentOff, false),
        (Condition.SessionLong, FactKind.SessionRanLong, FactKind.LongSessionEnded, false),
        (Condition.SessionOverdue, FactKind.SessionRanOver, FactKind.OverdueSessionEnded, false),
        (Condition.ServiceDoorOpen, FactKind.ServiceDoorOpened, FactKind.ServiceDoorClosed, false),
        (Condition.CutOrdered, FactKind.CutOrdered, FactKind.CutLifted, false),
        (Condition.CutNotConfirmed, FactKind.CutFailed, FactKind.CutConfirmed, false),
        (Condition.OpenAccepted, FactKind.OpenAccepted, FactKind.OpenEnded, false),
        (Condition.DoorStuck, FactKind.DoorGotStuck, FactKind.DoorCameFree, false),
        (Condition.WaterTooHot, FactKind.WaterOverheated, FactKind.WaterCooledDown, false),
        (Condition.WaterImpure, FactKind.WaterBecameImpure, FactKind.WaterBecamePure, false),
        (Condition.Overstay, FactKind.SpotOverstayed, FactKind.OverstayEnded, false),
        (Condition.BatteryLow, FactKind.BatteryRanLow, FactKind.BatteryReplaced, false),
        (Condition.RoomUncomfortable, FactKind.RoomLeftComfort, FactKind.RoomBackInComfort, false),
        (Condition.Crowded, FactKind.RoomBecameCrowded, FactKind.CrowdLeft, false),
        (Condition.FoodTooWarm, FactKind.FoodGotTooWarm, FactKind.FoodCooledDown, false),
        (Condition.StockLow, FactKind.StockRanLow, FactKind.StockRefilled, false),
        (Condition.CavityHot, FactKind.CavityOverheated, FactKind.CavityCooledDown, false),
        (Condition.RunsLong, FactKind.RunGotTooLong, FactKind.LongRunEnded, false),
        (Condition.RoomMissed, FactKind.RoomMissedItsSetting, FactKind.RoomReachedItsSetting, false),
        (Condition.PopFailing, FactKind.PopKeptFailing, FactKind.PopWorkedAgain, false),
        (Condition.ItemExpiring, FactKind.ItemCameNearExpiry, FactKind.ItemRenewed, false),
        (Condition.ItemExpired, FactKind.ItemExpired, FactKind.ExpiredItemReplaced, false),
        (Condition.AreaFull, FactKind.AreaFilledUp, FactKind.AreaHasRoom, false),
        (Condition.LaneBlocked, FactKind.LaneGotBlocked, FactKind.LaneCleared, false),
        (Condition.OverPower, FactKind.PowerRoseTooHigh, FactKind.PowerFellBack, false),
        (Condition.InUse, FactKind.UseBegan, FactKind.UseEnded, false),
        (Condition.ReportedBroken, FactKind.ReportedBroken, FactKind.FoundWorking, false),
        (Condition.ReportedUnsafe, FactKind.ReportedUnsafe, FactKind.FoundSafe, false),
        (Condition.RelayWelded, FactKind.RelayStayedOn, FactKind.RelayLetGo, false),
        (Condition.Charged, FactKind.ChargeFull, FactKind.FullBatteryGone, false),
        (Condition.SlotDisabled, FactKind.SlotDisabled, FactKind.SlotEnabled, false),
        (Condition.Tampered, FactKind.TamperDetected, FactKind.TamperEnded, false),
    ];

    private static readonly (Condition Condition, bool Begins)?[] ByFact = Index();

    public static FactKind Begins(this Condition condition) => All[(int)condition].Begins;

    public static FactKind Ends(this Condition condition) => All[(int)condition].Ends;

    /// <summary>Only a person who has looked ends it. One of the appliance itself takes all of it out of service.</summary>
    public static bool IsLatched(this Condition condition) => All[(int)condition].IsLatched;

    /// <summary>The condition that a fact begins or ends; null for a fact about something else.</summary>
    public static (Condition Condition, bool Begins)? Told(this FactKind fact) => ByFact[(byte)fact];

    public static Holding[] Apply(Holding[] holding, in Fact fact)
    {
        if (fact.Kind.Told() is not var (condition, begins) || begins == Holds(holding, condition, fact.Slot))
        {
            return holding;
        }

        var slot = fact.Slot;
        return begins ? [.. holding, new Holding(condition, slot, fact.At)] : Array.FindAll(holding, one => one.Condition != condition || one.Slot != slot);
    }

    public static bool Holds(Holding[] holding, Condition condition, int slot = 0) => Since(holding, condition, slot) is not null;

    /// <summary>Server time since when it holds; null when it does not.</summary>
    public static long? Since(Holding[] holding, Condition condition, int slot = 0)
    {
        foreach (var one in holding)
        {
            if (one.Condition == condition && one.Slot == slot)
            {
                return one.Since;
            }
        }

        return null;
    }

    private static (Condition Condition, bool Begins)?[] Index()
    {
        var index = new (Condition, bool)?[byte.MaxValue + 1];
        foreach (var (condition, begins, ends, _) in All)
        {
            (index[(byte)begins], index[(byte)ends]) = ((condition, true), (condition, false));
        }

        return index;
    }
}
