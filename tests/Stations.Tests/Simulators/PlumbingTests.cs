using DeviceSimulators;
using DeviceSimulators.Commands;
using DeviceSimulators.Devices;
using Stations.Protocol;

namespace Stations.Tests.Simulators;

public sealed class PlumbingTests
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    [Theory]
    [InlineData("24/7", 3, true)]
    [InlineData("07:00-22:00", 6, false)]
    [InlineData("07:00-22:00", 7, true)]
    [InlineData("07:00-22:00", 22, false)]
    [InlineData("16:00-03:00", 2, true)]
    [InlineData("16:00-03:00", 3, false)]
    [InlineData("16:00-03:00", 15, false)]
    [InlineData("06:00-00:00", 23, true)]
    [InlineData("06:00-00:00", 0, false)]
    public void Hours_are_those_of_the_station(string hours, int hour, bool open) =>
        Assert.Equal(open, Day.IsOpen(hours, new DateTimeOffset(2026, 5, 11, hour, 0, 0, China).ToUniversalTime()));

    [Fact]
    public void Meals_peak_at_noon_and_rest_after_it()
    {
        Assert.Equal(12, Peak(Day.Orders), 0.6);
        Assert.Equal(14.6, Peak(Day.Rests), 0.6);
        Assert.All(Enumerable.Range(0, 24), hour => Assert.InRange(Day.Rests(At(hour)), 0.04, 1));

        static double Peak(Func<DateTimeOffset, double> curve) => Enumerable.Range(0, 240).Select(i => i / 10.0).MaxBy(hour => curve(At(hour)));
        static DateTimeOffset At(double hour) => new DateTimeOffset(2026, 5, 11, 0, 0, 0, China).AddHours(hour);
    }

    [Fact]
    public void The_virtual_clock_runs_faster_than_the_wall()
    {
        var wall = new Wall();
        var from = new DateTimeOffset(2026, 5, 11, 11, 0, 0, China);
        var clock = new VirtualClock(wall, from, speed: 60);

        wall.Seconds += 10;

        Assert.Equal(from.AddMinutes(10), clock.Now);
    }

    [Fact]
    public void A_full_outbox_loses_the_oldest_and_counts_it()
    {
        var tally = new Tally();
        var outbox = new Outbox(capacity: 2, tally);
        foreach (var seq in new[] { 1, 2, 3 })
        {
            outbox.Add(new Message(new DeviceId("d", "n", "x"), Verb.Tele, "b", seq, 0, []));
        }

        Assert.Equal(1, tally.Lost);
        Assert.Equal(2, outbox.TryTake(out var first) ? first.Seq : 0);
        outbox.Abandon();
        Assert.Equal(2, tally.Lost);
        Assert.False(outbox.TryTake(out _));
    }

    [Fact]
    public void Attempts_are_made_ever_more_seldom_up_to_30_s()
    {
        var backoff = new Backoff(new Dice(1, "backoff"));
        var waits = Enumerable.Range(0, 50).Select(_ => backoff.Next().TotalSeconds).ToArray();

        Assert.All(waits.Index(), wait => Assert.InRange(wait.Item, Math.Min(30, 0.5 * Math.Pow(2, wait.Index)) / 2, Math.Min(30, 0.5 * Math.Pow(2, wait.Index))));
        Assert.True(waits.Skip(10).Distinct().Count() > 30);
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.25, 0.5);
    }

    [Fact]
    public void Percentiles_are_right_to_a_sixteenth()
    {
        var latencies = new Latencies();
        Assert.Null(latencies.Milliseconds(0.5));
        Assert.Null(latencies.MaxMilliseconds);
        for (var microseconds = 1; microseconds <= 100_000; microseconds++)
        {
            latencies.Add(TimeSpan.FromMicroseconds(microseconds));
        }

        Assert.InRange(latencies.Milliseconds(0.5)!.Value, 50, 50 * 17 / 16.0);
        Assert.InRange(latencies.Milliseconds(0.99)!.Value, 99, 100);
        Assert.Equal(100, latencies.MaxMilliseconds);
    }

    [Theory]
    [InlineData("--speed 0", "0.1 to 600")]
    [InlineData("--speed NaN", "0.1 to 600")]
    [InlineData("--port 0", "1 to 65535")]
    [InlineData("--seed x", "whole number")]
    [InlineData("--duration -5", "such as 90")]
    [InlineData("--duration 40d", "such as 90")]
    [InlineData("--start noon", "such as 2026-")]
    [InlineData("--with-parent 0", "id of a process")]
    [InlineData("--district nowhere", "yiwu-hehua")]
    [InlineData("--password p", "--username")]
    [InlineData("--password-file no/such/file --username u", "no such file")]
    [InlineData("--password-file no/such/file --username u --password p", "exclude")]
    [InlineData("--json no/such/folder/x.json", "existing")]
    public void A_wrong_argument_is_told_with_what_would_be_right(string arguments, string advice) =>
        Assert.Contains(Run.Command(TimeProvider.System).Parse(arguments).Errors, error => error.Message.Contains(advice, StringComparison.Ordinal));

    [Theory]
    [InlineData("--devices 5 --connections 6", "fewer connections")]
    [InlineData("--qos 2", "0 to 1")]
    [InlineData("--rate 0", "1 to 1000000")]
    public void A_wrong_load_is_told_with_what_would_be_right(string arguments, string advice) =>
        Assert.Contains(Load.Command(TimeProvider.System).Parse(arguments).Errors, error => error.Message.Contains(advice, StringComparison.Ordinal));

    [Theory]
    [InlineData("--district all --seed 7 --speed 60 --duration 1.5h --with-parent 1 --start 2026-05-11T11:00:00+08:00")]
    [InlineData("--district yiwu-hehua cenxi-bases --username u --password p --json -")]
    [InlineData("")]
    public void Right_arguments_are_taken(string arguments) => Assert.Empty(Run.Command(TimeProvider.System).Parse(arguments).Errors);

    private sealed class Wall : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
