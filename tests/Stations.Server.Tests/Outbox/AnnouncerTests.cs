using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Ingest;
using Stations.Server.Live;
using Stations.Server.Outbox;
using Stations.Tests;

namespace Stations.Server.Tests.Outbox;

public sealed class AnnouncerTests : IDisposable
{
    private readonly ManualClock clock = new();
    private readonly StationBoard board = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Intake intake = new(grains: null!, commits: null!, quarantine: null!, rebirths: null!, gaps: null!, metrics: null!, log: null!);
    private readonly List<Notice> said = [];
    private readonly Announcer announcer;
    private bool hasRoom = true;

    public AnnouncerTests()
    {
        intake.Announce = notice =>
        {
            said.AddRange(hasRoom ? [notice] : []);
            return hasRoom;
        };
        announcer = new(board, intake, ActivatorUtilities.CreateInstance<OutboxMetrics>(services), clock);
    }

    public void Dispose()
    {
        announcer.Dispose();
        services.Dispose();
    }

    [Fact]
    public void What_changes_several_times_between_two_looks_is_said_once_and_as_it_is_last()
    {
        Show("s", free: 0);
        announcer.Look();
        Show("s", free: 1);
        Show("s", free: 2);
        Show("s", free: 3);
        Pass(Announcer.Beat);

        Assert.Equal([0, 3], said.Select(Free));
    }

    [Fact]
    public void A_report_that_changes_nothing_but_its_time_is_no_news()
    {
        Show("s", free: 2);
        announcer.Look();
        for (var second = 0; second < 50; second++)
        {
            Show("s", free: 2, reportedAt: second * 1000);
            Pass(second == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1));
        }

        Assert.Single(said);
    }

    [Fact]
    public void All_is_said_again_each_minute_spread_over_it_and_is_good_for_three()
    {
        for (var number = 0; number < 600; number++)
        {
            Show($"s{number}", free: 1);
        }

        announcer.Look();
        Assert.Equal(600, said.Count);
        for (var minute = 0; minute < 2; minute++)
        {
            said.Clear();
            var atOnce = 0;
            for (var second = 0; second < 60; second++)
            {
                var before = said.Count;
                Pass(Announcer.Beat);
                atOnce = Math.Max(atOnce, said.Count - before);
            }

            Assert.Equal(600, said.Select(notice => notice.Topic).Distinct().Count());
            Assert.Equal(10, atOnce);
        }

        var last = Json(said[^1]);
        Assert.Equal((clock.GetUtcNow().ToUnixTimeMilliseconds(), 180_000L), ((long)last["ts"]!, (long)last["valid_until"]! - (long)last["ts"]!));
        Assert.Equal(180u, said[^1].Seconds);
    }

    [Fact]
    public void What_is_too_much_for_one_look_is_said_with_the_next()
    {
        for (var number = 0; number <= Announcer.MaxAtOnce; number++)
        {
            Show($"s{number}", free: 1);
        }

        announcer.Look();
        Assert.Equal(Announcer.MaxAtOnce, said.Count);
        announcer.Look();
        Assert.Equal(Announcer.MaxAtOnce + 1, said.Select(notice => notice.Topic).Distinct().Count());
    }

    [Fact]
    public void What_found_no_room_is_said_as_soon_as_there_is_some()
    {
        Show("s", free: 1);
        hasRoom = false;
        announcer.Look();
        hasRoom = true;
        Pass(Announcer.Beat);

        Assert.Equal([1], said.Select(Free));
    }

    [Theory]
    [InlineData("24/7", true)]
    [InlineData("07:00-19:00", true)]
    [InlineData("19:00-07:00", false)]
    [InlineData("by day", null)]
    [InlineData(null, null)]
    public void It_says_whether_the_station_is_open_where_that_is_known(string? hours, bool? isOpen)
    {
        clock.Advance(DateTimeOffset.Parse("2030-05-01T04:00:00Z", null) - clock.GetUtcNow());
        Show("s", free: 1, hours: hours);
        announcer.Look();

        Assert.Equal(isOpen, (bool?)Json(said.Single())["open"]);
    }

    private static int Free(Notice notice) => (int)Json(notice)["needs"]!["charge"]!["free"]!;

    private static JsonNode Json(Notice notice) => JsonNode.Parse(notice.Payload)!;

    private void Pass(TimeSpan time)
    {
        clock.Advance(time);
        announcer.Look();
    }

    private void Show(string station, int free, long reportedAt = 0, string? hours = null)
    {
        var info = StationInfo.Unnamed(new StationId("d", station)) with { Hours = hours };
        var contribution = new Contribution(Need.Charge, new Tally(free, 3 - free, 0, 0), LowConfidence: false, Celsius: null, reportedAt, At: 1);
        board.Show(info, StationSummary.Empty.Change(before: null, contribution));
    }
}
