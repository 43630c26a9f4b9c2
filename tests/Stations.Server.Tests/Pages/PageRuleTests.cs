using System.Globalization;
using System.Text.RegularExpressions;
using Stations.Model;
using Stations.Server.Live;
using Stations.Server.Pages;

namespace Stations.Server.Tests.Pages;

/// <summary>The rules that the pages' script has too: its tests have the same examples.</summary>
public sealed class PageRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private static readonly Words Chinese = Words.Named("zh-CN")!;

    [Theory]
    [InlineData(30, "Live")]
    [InlineData(31, "Recent")]
    [InlineData(300, "Recent")]
    [InlineData(301, "Unconfirmed")]
    [InlineData(900, "Unconfirmed")]
    [InlineData(901, "Silent")]
    public void A_figure_is_trusted_the_less_the_older_it_is(int seconds, string expected) =>
        Assert.Equal(expected, Ages.Of(Now.AddSeconds(-seconds), Confidence.High, lost: false, Now).ToString());

    [Fact]
    public void Low_confidence_is_unconfirmed_and_what_is_lost_or_never_came_is_silent()
    {
        Assert.Equal(Freshness.Unconfirmed, Ages.Of(Now, Confidence.Low, lost: false, Now));
        Assert.Equal(Freshness.Silent, Ages.Of(Now, Confidence.High, lost: true, Now));
        Assert.Equal(Freshness.Silent, Ages.Of(null, Confidence.High, lost: false, Now));
    }

    [Theory]
    [InlineData("24/7", "03:00", "24 小时", false)]
    [InlineData("08:00-20:00", "08:00", "08:00–20:00", false)]
    [InlineData("08:00-20:00", "20:00", "现已关门 · 08:00–20:00", true)]
    [InlineData("07:00-01:00", "00:59", "07:00–次日 01:00", false)]
    [InlineData("07:00-01:00", "01:00", "现已关门 · 07:00–次日 01:00", true)]
    [InlineData("weekdays", "03:00", "weekdays", false)]
    public void Hours_reach_past_midnight(string hours, string clock, string text, bool closed) =>
        Assert.Equal(new Hours(text, closed), Hours.Read(hours, "Asia/Shanghai", DateTimeOffset.Parse($"2026-11-21T{clock}:00+08:00", null), Chinese));

    [Fact]
    public void Tiananmen_is_where_the_published_conversion_puts_it()
    {
        var (latitude, longitude) = Gcj02.Of(new Position(39.908823, 116.39747));

        Assert.Equal(39.910226, latitude, precision: 5);
        Assert.Equal(116.403713, longitude, precision: 5);
    }

    [Fact]
    public void What_is_not_in_China_stays_where_it_is() => Assert.Equal(new Position(52.52, 13.405), Gcj02.Of(new Position(52.52, 13.405)));

    [Fact]
    public void Numbers_in_an_id_are_ordered_by_their_value() =>
        Assert.Equal(["a:2", "a:10", "b:1"], new[] { "b:1", "a:10", "a:2" }.OrderBy(ListPage.NaturalOrder, StringComparer.Ordinal));

    [Fact]
    public void A_range_of_minutes_that_is_none_is_one_number() => Assert.Equal(["3–5", "1"], [Figure.Span(3, 5), Figure.Span(1, 1)]);

    [Fact]
    public void Where_nothing_fits_what_misses_the_least_of_it_comes_first_and_what_has_nothing_of_it_not_at_all()
    {
        StationView[] stations = [Place("a:1", Need("no"), Need("no")), Place("a:2", Need("yes"), Need("no")), Place("a:3", Need("yes"), null), Place("a:4", Need("no"), Need("yes"))];

        Assert.Equal(["a:2", "a:3", "a:4"], Shown(stations, "charge", "park"));
        Assert.Equal(["a:1"], Shown([stations[0], Place("a:5", null, null)], "charge"));

        static NeedView Need(string answer) => new(answer, StatusReason.Ok, Now, answer == "yes" ? 3 : 0, 8, 1, 0, 12, Confidence.High, Now, null, null);

        static StationView Place(string id, NeedView? charge, NeedView? park) =>
            new(id, "a", new Dictionary<string, string>(StringComparer.Ordinal) { ["zh-CN"] = id }, null, null, null, "Asia/Shanghai", null, null, 1, 1, new NeedsView(charge, null, null, park, null));

        static IEnumerable<string> Shown(StationView[] stations, params string[] needs)
        {
            var html = new Html();
            new ListPage(Chinese, Now, stations, new Choice(needs, Open: false, District: null)).Write(html);
            return Regex.Matches(html.ToString(), "<h3><a href=\"/s/(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(found => found.Groups["id"].Value);
        }
    }

    [Theory]
    [InlineData(0, "free slots", "0 stations, 1 can help")]
    [InlineData(1, "free slot", "1 station, 1 can help")]
    [InlineData(2, "free slots", "2 stations, 1 can help")]
    public void One_thing_is_not_called_as_several_are(int count, string slots, string stations)
    {
        var english = Words.Named("en")!;

        Assert.Equal((slots, stations), (english["free.charge", count], english["clusterOf", count, 1]));
        Assert.Equal(Chinese["free.charge"], Chinese["free.charge", count]);
    }

    [Theory]
    [InlineData(10, "yes", "since 17:00")]
    [InlineData(400, "yes", "Not confirmed · as of 17:53")]
    [InlineData(1_200, "yes", "No signal since 17:40")]
    [InlineData(60, "unknown", "No signal since 17:59")]
    [InlineData(90_000, "yes", "No signal since 05-01 17:00")]
    public void An_answer_says_since_when_it_is_so_and_one_that_nobody_confirms_any_more_since_when_nobody_does(int secondsAgo, string answer, string since)
    {
        var now = DateTimeOffset.Parse("2030-05-02T10:00:00Z", CultureInfo.InvariantCulture);
        var need = new NeedView(answer, StatusReason.Ok, now.AddHours(-1), 3, 8, 1, 0, 12, Confidence.High, now.AddSeconds(-secondsAgo), null, null);
        var station = new StationView("a:1", "a", new Dictionary<string, string>(StringComparer.Ordinal), null, null, null, "Asia/Shanghai", null, null, 1, 1, new NeedsView(need, null, null, null, null));
        var english = Words.Named("en")!;

        Assert.Equal(since, Figure.All(station, now, english).Single().Since(now, english));
    }

    [Fact]
    public void What_is_put_into_markup_is_escaped_and_Chinese_is_not()
    {
        var html = new Html();
        html.Add($"<b>{"驿站<script>&\""}</b>{7}");

        Assert.Equal("<b>驿站&lt;script&gt;&amp;&quot;</b>7", html.ToString());
    }
}
