using Stations.Model;

namespace Stations.Tests.Model;

public sealed class StationSummaryTests
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Kept_up_by_difference_it_equals_a_count_from_scratch(int seed)
    {
        var random = new Random(seed);
        var devices = new Contribution?[8];
        var summary = StationSummary.Empty;
        for (var step = 1; step <= 500; step++)
        {
            var one = random.Next(devices.Length);
            var after = random.Next(5) == 0 ? null : Any(random, step);
            summary = summary.Change(devices[one], after);
            devices[one] = after;

            Assert.Equal(step, summary.Sequence);
            Assert.Equal(devices.Count(device => device is not null), summary.Devices);
            foreach (var need in Enum.GetValues<Need>())
            {
                AssertCounted([.. devices.OfType<Contribution>().Where(device => device.Need == need)], summary.Of(need));
            }
        }
    }

    [Fact]
    public void A_device_that_serves_nobody_is_counted_and_nothing_else()
    {
        var summary = StationSummary.Empty.Change(null, new Contribution(null, new Tally(1, 1, 1, 1), LowConfidence: true, 90, 5));
        Assert.Equal(StationSummary.Empty with { Sequence = 1, Devices = 1 }, summary);
    }

    [Theory]
    [InlineData(1, 5, 5, 5, Answer.Yes)]
    [InlineData(0, 5, 5, 1, Answer.Unknown)]
    [InlineData(0, 5, 5, 0, Answer.No)]
    [InlineData(0, 0, 5, 0, Answer.No)]
    [InlineData(0, 0, 0, 0, Answer.Unknown)]
    public void The_answer_is_yes_when_proven_and_no_when_excluded(int free, int busy, int broken, int unknown, Answer answer)
    {
        var summary = StationSummary.Empty.Change(null, new Contribution(Need.Charge, new Tally(free, busy, broken, unknown), LowConfidence: false, null, 5));
        Assert.Equal(answer, summary.Charge.Answer);
    }

    [Fact]
    public void An_empty_station_answers_unknown_to_everything() =>
        Assert.All(Enum.GetValues<Need>(), need => Assert.Equal(Answer.Unknown, StationSummary.Empty.Of(need).Answer));

    [Theory]
    [InlineData(PublicStatus.Available, 1, 0, 0, 0)]
    [InlineData(PublicStatus.Charging, 0, 1, 0, 0)]
    [InlineData(PublicStatus.Reserved, 0, 1, 0, 0)]
    [InlineData(PublicStatus.Blocked, 0, 1, 0, 0)]
    [InlineData(PublicStatus.OutOfOrder, 0, 0, 1, 0)]
    [InlineData(PublicStatus.Inoperative, 0, 0, 1, 0)]
    [InlineData(PublicStatus.Unknown, 0, 0, 0, 1)]
    [InlineData(PublicStatus.Planned, 0, 0, 0, 0)]
    [InlineData(PublicStatus.Removed, 0, 0, 0, 0)]
    public void Each_status_counts_once_or_not_at_all(PublicStatus status, int free, int busy, int broken, int unknown) =>
        Assert.Equal(new Tally(free, busy, broken, unknown), Tally.Of(status));

    private static Contribution Any(Random random, int step) => new(
        random.Next(6) is var need and < 5 ? (Need)need : null,
        new Tally(random.Next(4), random.Next(4), random.Next(4), random.Next(4)),
        random.Next(3) == 0,
        random.Next(2) == 0 ? null : 80 + random.Next(200) / 10.0,
        Live.Start + step);

    private static void AssertCounted(IReadOnlyList<Contribution> devices, NeedSummary line)
    {
        Assert.Equal(devices.Aggregate(default(Tally), (sum, device) => sum + device.Tally), line.Tally);
        Assert.Equal((devices.Count, devices.Count(device => device.LowConfidence)), (line.Devices, line.Low));
        Assert.Equal(devices.Average(device => device.Celsius) ?? double.NaN, line.Celsius ?? double.NaN, precision: 6);
        Assert.True(line.ReportedAt >= devices.Select(device => device.ReportedAt).DefaultIfEmpty().Max(), "a report is younger than the line says");
    }
}
