using Stations.Model;

namespace Stations.Tests.Model;

public sealed class ConditionTests
{
    public static TheoryData<Condition> All() => [.. Enum.GetValues<Condition>()];

    [Theory]
    [MemberData(nameof(All))]
    public void A_condition_begins_with_its_own_fact_and_ends_with_its_own(Condition condition)
    {
        var holding = Conditions.Apply([], new Fact(condition.Begins(), 3, 1000));
        Assert.Equal([new Holding(condition, 3, 1000)], holding);

        Assert.Same(holding, Conditions.Apply(holding, new Fact(condition.Begins(), 3, 2000)));

        Assert.Equal(holding, Conditions.Apply(holding, new Fact(condition.Ends(), 4, 3000)));
        Assert.Empty(Conditions.Apply(holding, new Fact(condition.Ends(), 3, 3000)));

        Assert.Equal([new Holding(condition, 3, 1000)], holding);
    }

    [Fact]
    public void No_two_conditions_share_a_fact()
    {
        var facts = Enum.GetValues<Condition>().SelectMany(condition => new[] { condition.Begins(), condition.Ends() }).ToList();
        Assert.Equal(facts.Distinct(), facts);
        Assert.Equal(
            Enum.GetValues<FactKind>().Where(fact => fact is not (FactKind.HoldBegan or FactKind.HoldEnded) and (> FactKind.WentOffline and (< FactKind.AlarmAcknowledged or > FactKind.MaintenanceEnded) or FactKind.RelayStayedOn or FactKind.RelayLetGo)).Order(),
            facts.Order());
    }

    [Fact]
    public void Smoke_a_fired_extinguisher_a_leakage_trip_and_a_critical_slot_latch() =>
        Assert.Equal(
            [Condition.Smoke, Condition.ExtinguisherFired, Condition.LeakageTripped, Condition.SlotCritical],
            Enum.GetValues<Condition>().Where(condition => condition.IsLatched()).Order());

    [Fact]
    public void A_number_leaves_room_for_the_mark_of_a_hint() => Assert.All(Enum.GetValues<FactKind>(), fact => Assert.InRange((byte)fact, 1, 127));

    [Fact]
    public void What_ends_without_having_begun_changes_nothing() =>
        Assert.Empty(Conditions.Apply([], new Fact(FactKind.DoorClosed, 1, 1000)));

    [Fact]
    public void A_fact_about_the_connection_is_no_condition()
    {
        Holding[] holding = [new(Condition.Smoke, 0, 1)];
        Assert.Same(holding, Conditions.Apply(holding, new Fact(FactKind.WentOnline, 0, 2)));
    }

    /// <summary>They stand in journals that are older than the program that reads them.</summary>
    [Fact]
    public void The_numbers_of_the_facts_never_change() =>
        Assert.Equal(
            "WentOnline=1 WentStale=2 WentOffline=3 BecameUnreachable=4 BecameReachable=5 " +
            "LaneGotBlocked=6 LaneCleared=7 PowerRoseTooHigh=8 PowerFellBack=9 DoorOpened=10 DoorClosed=11 DoorLeftOpen=12 DoorShutAfterAll=13 " +
            "BatteryInserted=14 BatteryRemoved=15 SessionStarted=16 SessionEnded=17 SlotOverheated=18 SlotCooledDown=19 SlotBecameCritical=20 " +
            "SlotMadeSafe=21 CellLeftRange=22 CellBackInRange=23 CurrentRoseTooHigh=24 CurrentFellBack=25 ChargerStayedOn=26 ChargerWentOff=27 " +
            "SessionRanLong=28 LongSessionEnded=29 SmokeDetected=30 ExtinguisherFired=31 FloodDetected=32 FloodDried=33 MainsLost=34 MainsRestored=35 " +
            "LeakageTripped=36 SmokeReset=37 ExtinguisherReset=38 LeakageReset=39 VoltageRoseTooHigh=40 VoltageFellBack=41 VoltageFellTooLow=42 " +
            "VoltageRoseBack=43 ServiceDoorOpened=44 ServiceDoorClosed=45 CutFailed=46 CutConfirmed=47 SessionRanOver=48 OverdueSessionEnded=49 " +
            "LeakDetected=50 LeakStopped=51 TankRanLow=52 TankRefilled=53 FilterRanLow=54 FilterReplaced=55 FaultBegan=56 FaultEnded=57 " +
            "WaterOverheated=58 WaterCooledDown=59 WaterBecameImpure=60 WaterBecamePure=61 " +
            "FoodGotTooWarm=62 FoodCooledDown=63 StockRanLow=64 StockRefilled=65 CavityOverheated=66 CavityCooledDown=67 RunGotTooLong=68 LongRunEnded=69 " +
            "SpotTaken=70 SpotFreed=71 SpotOverstayed=72 OverstayEnded=73 " +
            "BatteryRanLow=74 BatteryReplaced=75 RoomMissedItsSetting=76 RoomReachedItsSetting=77 PopKeptFailing=78 PopWorkedAgain=79 " +
            "RoomLeftComfort=80 RoomBackInComfort=81 RoomBecameCrowded=82 CrowdLeft=83 ItemCameNearExpiry=84 ItemRenewed=85 ItemExpired=86 ExpiredItemReplaced=87 AreaFilledUp=88 AreaHasRoom=89 " +
            "CutOrdered=90 CutLifted=91 " +
            "OpenAccepted=92 OpenEnded=93 DoorGotStuck=94 DoorCameFree=95 HoldBegan=96 HoldEnded=97 UseBegan=98 UseEnded=99 AlarmAcknowledged=100 AlarmAssigned=101 AlarmCommented=102 AlarmShelved=103 " +
            "RelayStayedOn=107 RelayLetGo=108 MaintenanceBegan=110 MaintenanceEnded=111 TamperDetected=112 TamperEnded=113 " +
            "ReportedBroken=116 FoundWorking=117 ReportedUnsafe=118 FoundSafe=119 ChargeFull=120 FullBatteryGone=121 SlotDisabled=122 SlotEnabled=123",
            string.Join(' ', Enum.GetValues<FactKind>().Select(fact => $"{fact}={(byte)fact}")));
}
