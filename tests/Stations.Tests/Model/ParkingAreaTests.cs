using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class ParkingAreaTests
{
    private readonly Live area = new(DeviceKind.ParkingArea);

    [Theory]
    [InlineData("""{"places_free":4,"places_total":24,"places_out":2}""", 4, 18, 2, 0)]
    [InlineData("""{"places_free":0,"places_total":24}""", 0, 24, 0, 0)]
    [InlineData("""{"places_free":4}""", 4, 0, 0, 0)]
    [InlineData("""{"places_free":20,"places_total":10,"places_out":3}""", 20, 0, 3, 0)]
    [InlineData("""{"places_total":24}""", 0, 0, 0, 1)]
    [InlineData("""{"places_free":-1,"places_total":24}""", 0, 0, 0, 1)]
    [InlineData("""{"places_free":10001,"places_total":24}""", 0, 0, 0, 1)]
    [InlineData("""{"places_free":10000,"places_out":10000}""", 10000, 0, 0, 0)]
    public void It_counts_its_places(string d, int free, int busy, int broken, int unknown)
    {
        area.Hears(d);
        Assert.Equal(new Tally(free, busy, broken, unknown), area.Device.Kind.TallyOf(area.Device));
        Assert.Equal(new Tally(free, busy, broken, unknown), StationSummary.Empty.Change(null, Contribution.Of(area.Device)).Park.Tally);
    }

    [Fact]
    public void It_is_told_to_be_full_after_five_minutes()
    {
        area.Hears("""{"places_free":0,"places_total":24}""");
        Assert.Equal(PublicStatus.Charging, area.Device.Status);
        Assert.Empty(area.Waits(299));
        Assert.Equal([FactKind.AreaFilledUp], area.Waits(1).Select(fact => fact.Kind));

        area.Hears("""{"places_free":1}""");
        Assert.Equal(PublicStatus.Available, area.Device.Status);
        Assert.Equal([FactKind.AreaHasRoom], area.Hears("{}", seconds: 300).Select(fact => fact.Kind));
    }

    [Fact]
    public void A_bike_may_stand_in_the_fire_lane_for_a_minute()
    {
        area.Hears("""{"places_free":3,"lane_blocked":true}""");
        Assert.Empty(area.Waits(59));
        Assert.Equal([FactKind.LaneGotBlocked], area.Waits(1).Select(fact => fact.Kind));
        Assert.NotNull(area.Alarm("LANE_BLOCKED"));
        Assert.Equal(PublicStatus.Available, area.Device.Status);
    }
}
