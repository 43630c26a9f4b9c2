using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class VerdictTests
{
    private const string Closed = """{"slot.01.door":"closed"}""";
    private const string Open = """{"slot.01.door":"open","smoke":true}""";

    [Theory]
    [InlineData(Live.Boot, 11, false, Verdict.Fresh)]
    [InlineData(Live.Boot, 5_000_000_000, false, Verdict.Fresh)]
    [InlineData(Live.Boot, 10, false, Verdict.Duplicate)]
    [InlineData(Live.Boot, 9, false, Verdict.Late)]
    [InlineData(Live.Boot, 11, true, Verdict.Historic)]
    [InlineData("boot-0", 11, false, Verdict.OtherLife)]
    [InlineData("boot-2", 1, false, Verdict.OtherLife)]
    [InlineData("BOOT-1", 11, true, Verdict.OtherLife)]
    public void Only_news_of_the_current_life_is_fresh(string boot, long seq, bool hist, Verdict expected)
    {
        var device = Live.Newborn(DeviceKind.ChargingCabinet, 1).Apply(Live.Read(10, Closed), Live.Start);

        var observation = Observation.Of(device, Live.Read(seq, Open, boot: boot, hist: hist), Live.Start, RuleBook.Default);

        Assert.Equal(expected, observation.Verdict);
    }

    [Theory]
    [InlineData(Live.Boot, 10, false)]
    [InlineData(Live.Boot, 9, false)]
    [InlineData(Live.Boot, 11, true)]
    [InlineData("boot-0", 11, false)]
    public void From_what_is_not_fresh_nothing_follows(string boot, long seq, bool hist)
    {
        var device = Live.Newborn(DeviceKind.ChargingCabinet, 1).Apply(Live.Read(10, Closed), Live.Start) with { Connection = Connection.Offline };

        Assert.Empty(Observation.Of(device, Live.Read(seq, Open, boot: boot, hist: hist), Live.Start, RuleBook.Default).Facts);
    }

    [Fact]
    public void A_device_that_speaks_again_is_online_before_anything_else_follows()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Happens(new Fact(FactKind.WentStale, 0, cabinet.Now), new Fact(FactKind.WentOffline, 0, cabinet.Now));
        Assert.Equal(Connection.Offline, cabinet.Device.Connection);

        Assert.Equal([FactKind.WentOnline, FactKind.DoorOpened, FactKind.SmokeDetected], cabinet.Hears(Open).Select(fact => fact.Kind));
        Assert.Equal(Connection.Online, cabinet.Device.Connection);
    }

    [Fact]
    public void A_fact_tells_the_slot_and_the_servers_time()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 12);

        var facts = cabinet.Hears("""{"slot.07.door":"open","slot.12.door":"open"}""");

        Assert.Equal([new Fact(FactKind.DoorOpened, 7, cabinet.Now), new Fact(FactKind.DoorOpened, 12, cabinet.Now)], facts);
    }

    [Fact]
    public void A_slot_that_the_cabinet_does_not_have_makes_no_facts() =>
        Assert.Empty(new Live(DeviceKind.ChargingCabinet, 2).Hears("""{"slot.03.door":"open"}"""));
}
