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

        if (condition.Ends() is { } ends)
        {
            Assert.Equal(holding, Conditions.Apply(holding, new Fact(ends, 4, 3000)));
            Assert.Empty(Conditions.Apply(holding, new Fact(ends, 3, 3000)));
        }

        Assert.Equal([new Holding(condition, 3, 1000)], holding);
    }

    [Fact]
    public void No_two_conditions_share_a_fact()
    {
        var facts = Enum.GetValues<Condition>().SelectMany(condition => new[] { condition.Begins(), condition.Ends() }).OfType<FactKind>().ToList();
        Assert.Equal(facts.Distinct(), facts);
        Assert.Equal(Enum.GetValues<FactKind>().Except([FactKind.WentOnline, FactKind.WentStale, FactKind.WentOffline]).Order(), facts.Order());
    }

    [Fact]
    public void Smoke_a_fired_extinguisher_and_a_leakage_trip_latch() =>
        Assert.Equal(
            [Condition.Smoke, Condition.ExtinguisherFired, Condition.LeakageTripped],
            Enum.GetValues<Condition>().Where(condition => condition.IsSafety()).Order());

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
            "WentOnline=1 WentStale=2 WentOffline=3 DoorOpened=10 DoorClosed=11 DoorLeftOpen=12 DoorShutAfterAll=13 BatteryInserted=14 BatteryRemoved=15 " +
            "SessionStarted=16 SessionEnded=17 SlotOverheated=18 SlotCooledDown=19 SmokeDetected=30 ExtinguisherFired=31 FloodDetected=32 FloodDried=33 " +
            "MainsLost=34 MainsRestored=35 LeakageTripped=36 LeakDetected=50 LeakStopped=51 TankRanLow=52 TankRefilled=53 FilterRanLow=54 FilterReplaced=55 " +
            "FaultBegan=56 FaultEnded=57 SpotTaken=70 SpotFreed=71",
            string.Join(' ', Enum.GetValues<FactKind>().Select(fact => $"{fact}={(byte)fact}")));
}
