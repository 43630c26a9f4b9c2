using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Doubts;

public sealed class UnusedTests
{
    private const long Minute = 60_000;

    [Fact]
    public void A_cooler_that_nobody_uses_for_four_times_the_usual_gap_is_doubted_until_somebody_does()
    {
        var cooler = Used(times: 10, everyMinutes: 60);

        Assert.Null(Find(cooler, 239));
        Assert.Equal(new ReportEvent(ReportEventKind.Unused), Find(cooler, 241));

        cooler.Says(Find(cooler, 241)!);
        Assert.Equal(new PublicWord(PublicStatus.Available, Confidence.Low, StatusReason.Unused), cooler.Device.Word);
        Assert.Null(Find(cooler, 300));

        cooler.Hears("""{"mode":"dispensing"}""");
        cooler.Hears("""{"mode":"standby"}""");
        Assert.Equal(new PublicWord(PublicStatus.Available, Confidence.High, StatusReason.Ok), cooler.Device.Word);
    }

    [Theory]
    [InlineData(Rhythm.Known - 1, 60, 10_000, false)]
    [InlineData(Rhythm.Known, 60, 10_000, true)]
    [InlineData(20, 2, 119, false)]
    [InlineData(20, 2, 121, true)]
    public void Few_uses_tell_nothing_and_a_busy_hour_little(int uses, int everyMinutes, int after, bool isDoubted) =>
        Assert.Equal(isDoubted, Find(Used(uses, everyMinutes), after) is not null);

    [Fact]
    public void Being_alone_is_never_more_than_a_doubt()
    {
        var cooler = Used(10, 60);
        cooler.Says(Find(cooler, 300)!);
        Assert.Equal(1, cooler.Device.Trust.WeightOf(0));
        Assert.Equal(PublicStatus.Available, cooler.Device.Status);
    }

    [Fact]
    public void The_night_does_not_count()
    {
        var cooler = Used(10, 60);
        Assert.True(OpeningHours.TryParse("07:00-19:00", null, out var hours));

        // The uses end at 18:00 of the station's day: one hour of this evening is left, then twelve hours of night.
        Assert.Null(Find(cooler, 60 + 12 * 60 + 179, hours));
        Assert.NotNull(Find(cooler, 60 + 12 * 60 + 181, hours));
    }

    [Fact]
    public void A_long_night_teaches_no_long_gap()
    {
        var cooler = Used(20, 30);
        var usual = Assert.Single(cooler.Device.Trust.Rhythms).Gap;
        cooler.Hears("""{"mode":"dispensing"}""", seconds: 12 * 3600);
        Assert.InRange(Assert.Single(cooler.Device.Trust.Rhythms).Gap, usual, 1.5 * usual);
    }

    [Fact]
    public void What_was_away_is_given_its_time_anew()
    {
        var cooler = Used(10, 60);
        cooler.Happens(new Fact(FactKind.WentOffline, 0, cooler.Now));
        Assert.Null(Find(cooler, 10_000));
        cooler.Hears("""{"mode":"standby"}""", seconds: 10_000 * 60);
        Assert.Null(Find(cooler, 239));
    }

    [Fact]
    public void It_can_be_switched_off_and_nobody_misses_what_nobody_uses()
    {
        Assert.Null(new TrustLimits(0, TimeSpan.Zero).Find(Used(10, 60).Device, null, long.MaxValue / 2));
        Assert.Null(Kind.Of(DeviceKind.Station).UseFact);
    }

    [Theory]
    [InlineData("07:00-19:00", 0, 24 * 60, 12 * 60)]
    [InlineData("19:00-07:00", 0, 24 * 60, 12 * 60)]
    [InlineData("07:00-19:00", 6 * 60, 8 * 60, 60)]
    [InlineData("19:00-07:00", 6 * 60, 20 * 60, 2 * 60)]
    [InlineData("08:00-08:00", 0, 3 * 24 * 60, 3 * 24 * 60)]
    [InlineData("00:00-24:00", 5, 10, 5)]
    public void Open_time_is_what_lies_within_the_hours(string text, int from, int to, int expected)
    {
        var midnight = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();
        Assert.True(OpeningHours.TryParse(text, "Asia/Shanghai", out var hours));
        Assert.Equal(expected * Minute, hours.Open(midnight + from * Minute, midnight + to * Minute));
    }

    private static ReportEvent? Find(Live live, int minutesLater, OpeningHours? hours = null) => TrustLimits.Default.Find(live.Device, hours, live.Now + minutesLater * Minute);

    /// <summary>The first use is at 8:00 of the station's day plus one gap.</summary>
    private static Live Used(int times, int everyMinutes)
    {
        var cooler = new Live(DeviceKind.WaterCooler);
        cooler.Hears("""{"mode":"standby"}""");
        for (var use = 0; use < times; use++)
        {
            cooler.Hears("""{"mode":"dispensing"}""", seconds: everyMinutes * 60 - 1);
            cooler.Hears("""{"mode":"standby"}""");
        }

        return cooler;
    }
}
