using Stations.Model.History;

namespace Stations.Tests.History;

public sealed class ZoneTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "2026-11-21T15:59:59Z", "2026-11-20T16:00:00Z", 24)]
    [InlineData("Asia/Shanghai", "2026-11-21T16:00:00Z", "2026-11-21T16:00:00Z", 24)]
    [InlineData("Europe/Berlin", "2026-07-01T12:00:00Z", "2026-06-30T22:00:00Z", 24)]
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", 25)]
    [InlineData("Asia/Kolkata", "2026-11-21T12:00:00Z", "2026-11-20T18:30:00Z", 24)]
    [InlineData("Africa/Cairo", "2026-04-24T12:00:00Z", "2026-04-23T22:00:00Z", 23)] // there is no midnight that day
    [InlineData("America/Havana", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", 25)] // midnight comes twice that day
    public void A_day_begins_at_local_midnight(string name, string at, string begins, int hours)
    {
        Assert.True(Zone.TryFind(name, out var zone), $"this machine does not know {name}");
        var moment = Milliseconds(at);

        Assert.Equal(DateTimeOffset.Parse(begins, null), DateTimeOffset.FromUnixTimeMilliseconds(zone.DayOf(moment)));
        Assert.Equal(TimeSpan.FromHours(hours), TimeSpan.FromMilliseconds(zone.DayAfter(moment) - zone.DayOf(moment)));
    }

    [Theory]
    [InlineData("Asia/Shanghai")]
    [InlineData("Europe/Berlin")]
    [InlineData("Pacific/Apia")]
    [InlineData("America/St_Johns")]
    public void Days_follow_each_other_without_a_gap(string name)
    {
        Assert.True(Zone.TryFind(name, out var zone), $"this machine does not know {name}");
        var end = Milliseconds("2027-01-01T00:00:00Z");
        for (var day = zone.DayOf(Milliseconds("2026-01-01T12:00:00Z")); day < end;)
        {
            var next = zone.DayAfter(day);
            Assert.Equal(day, zone.DayOf(next - 1));
            Assert.Equal(next, zone.DayOf(next));
            day = next;
        }
    }

    [Fact]
    public void A_zone_that_nobody_knows_is_none()
    {
        Assert.False(Zone.TryFind("Mars/Olympus", out _));
        Assert.False(Zone.TryFind("China Standard Time", out _));
        Assert.False(Zone.TryFind(null, out _));
    }

    private static long Milliseconds(string at) => DateTimeOffset.Parse(at, null).ToUnixTimeMilliseconds();
}
