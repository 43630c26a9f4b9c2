using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Stations.Protocol;
using Stations.Server.Ingest;
using Stations.Tests;

namespace Stations.Server.Tests.Ingest;

public sealed class GapTests : IDisposable
{
    private static readonly DeviceId Cabinet = new("district", "node", "cab");

    private readonly ManualClock clock = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<DeviceId> asked = [];
    private readonly Rebirths rebirths;
    private readonly Gaps gaps;

    public GapTests()
    {
        var metrics = new IngestMetrics(services.GetRequiredService<IMeterFactory>());
        rebirths = new(clock, metrics);
        gaps = new(clock, rebirths, metrics);
    }

    public void Dispose()
    {
        rebirths.Dispose();
        services.Dispose();
    }

    [Fact]
    public void What_never_comes_is_asked_for_after_two_seconds_and_a_share_of_a_third()
    {
        Come(1, 20);
        Come(22);
        clock.Advance(Gaps.Patience - TimeSpan.FromMilliseconds(1));
        Assert.Empty(asked);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([Cabinet], asked);
    }

    [Fact]
    public void What_comes_in_another_order_is_not_asked_for()
    {
        Come(1, 20);
        foreach (var number in (long[])[23, 21, 21, 24, 22, 26, 25])
        {
            Come(number);
        }

        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(asked);
    }

    [Fact]
    public void A_birth_on_the_way_makes_up_for_what_is_missing()
    {
        Come(1, 20);
        Come(25);
        Birth(26);
        Come(27, 60);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(asked);
    }

    [Fact]
    public void More_than_can_be_remembered_is_asked_for_too()
    {
        Come(1, 20);
        Come(20 + (2 * Numbering.Reach));
        Come(21 + (2 * Numbering.Reach));
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal([Cabinet], asked);
    }

    [Fact]
    public void Once_asked_for_it_is_not_waited_for_again()
    {
        Come(1, 20);
        Come(22);
        clock.Advance(TimeSpan.FromSeconds(3));
        Come(23, 60);
        clock.Advance(10 * Rebirths.Pause);
        Assert.Equal([Cabinet], asked);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1000)]
    public void Who_numbers_in_another_way_misses_nothing(int step)
    {
        for (var number = 1L; number < 200L * step; number += step)
        {
            Come(number);
        }

        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(asked);
    }

    [Fact]
    public void Any_order_of_what_is_all_there_within_reach_asks_for_nothing()
    {
        var dice = new Random(20261122);
        for (var round = 0; round < 500; round++)
        {
            Birth(100);
            Come(101, 120);
            long[] rest = [.. Enumerable.Range(121, 60).Select(number => (long)number)];
            dice.Shuffle(rest);
            foreach (var number in rest)
            {
                Come(number);
            }

            clock.Advance(TimeSpan.FromSeconds(3));
            Assert.Empty(asked);
        }
    }

    [Theory]
    [InlineData("""{"v":1,"boot":"a","seq":17,"ts":1}""", 17L)]
    [InlineData("""{ "seq" : 3 }""", 3L)]
    [InlineData("""{"id":"x","state":"DONE"}""", null)]
    [InlineData("""{"seq":"x"}""", null)]
    [InlineData("\"seq\"", null)]
    [InlineData("", null)]
    public void The_number_is_read_from_the_head_of_any_message(string payload, long? number) => Assert.Equal(number, Numbering.Read(Encoding.UTF8.GetBytes(payload)));

    private void Come(long from, long to)
    {
        for (var number = from; number <= to; number++)
        {
            Come(number);
        }
    }

    private void Come(long number) => gaps.Note(gaps.Of(Cabinet.NodeId)!, Cabinet, Message(number), command => asked.Add(command.Device));

    private void Birth(long number) => gaps.Note(gaps.Of(Cabinet.NodeId)!, device: null, Message(number), command => asked.Add(command.Device));

    private static byte[] Message(long number) => Encoding.UTF8.GetBytes($$"""{"v":1,"boot":"b","seq":{{number}},"ts":1}""");
}
