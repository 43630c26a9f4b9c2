using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Stations.Model;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

public sealed class LiveFramesTests
{
    private const long Now = 1_795_000_000_000;

    [Fact]
    public async Task A_change_arrives_at_once_with_the_next_number()
    {
        await using var house = await LiveHouse.Start();
        using var listener = house.Frames.Listen();
        var next = listener.Next(TestContext.Current.CancellationToken);

        house.Board.Show(Samples.Cooler("d1:n:a", house.Now));

        var change = Assert.Single(Assert.Single((await next.Within("the first frame"))!).Changes);
        Assert.Equal(listener.Sequence + 1, change.Sequence);
    }

    [Fact]
    public async Task What_changes_during_the_pause_comes_in_one_frame_after_it()
    {
        await using var house = await LiveHouse.Start();
        using var listener = house.Frames.Listen();
        house.Board.Show(Samples.Cooler("d1:n:a", house.Now));
        await listener.Next(TestContext.Current.CancellationToken).Within("the first frame");
        await house.Clock.Armed(LiveHouse.Beat).Within("the pause after a frame");

        for (var position = 2; position <= 10; position++)
        {
            house.Board.Show(Samples.Cooler("d1:n:a", house.Now, position: position));
            house.Board.Show(Samples.Cooler("d1:n:b", house.Now, position: position));
        }

        var next = listener.Next(TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);
        house.Clock.Advance(LiveHouse.Beat);

        Assert.Equal(2, Assert.Single((await next.Within("the second frame"))!).Changes.Count);
    }

    [Fact]
    public async Task Who_comes_back_in_time_misses_nothing_and_who_comes_late_is_told()
    {
        await using var house = await LiveHouse.Start();
        using var stays = house.Frames.Listen();
        await house.ShowInFrame("d1:n:a", 1);
        for (var position = 2; position <= LiveFrames.MaxFrames; position++)
        {
            await house.ShowInFrame("d1:n:a", position);
        }

        using var back = house.Frames.Listen();
        Assert.True(back.TryResume(0));
        await house.ShowInFrame("d1:n:a", LiveFrames.MaxFrames + 1);

        Assert.False(back.TryResume(0));
        Assert.True(back.TryResume(1));
        var missed = (await back.Next(TestContext.Current.CancellationToken).Within("the missed frames"))!;
        Assert.Equal(
            Enumerable.Range(2, LiveFrames.MaxFrames).Select(number => (long)number),
            missed.SelectMany(frame => frame.Changes).Select(change => change.Sequence));
        Assert.Null(await stays.Next(TestContext.Current.CancellationToken).Within("the answer that the changes are forgotten"));
    }

    [Fact]
    public async Task A_number_that_was_never_given_cannot_be_resumed()
    {
        await using var house = await LiveHouse.Start();
        using var listener = house.Frames.Listen();

        Assert.False(listener.TryResume(1));
        Assert.True(listener.TryResume(0));
    }

    [Fact]
    public async Task While_nobody_listens_nothing_is_numbered_and_who_comes_back_gets_it()
    {
        await using var house = await LiveHouse.Start();
        using (house.Frames.Listen())
        {
            await house.ShowInFrame("d1:n:a", 1);
        }

        house.Board.Show(Samples.Cooler("d1:n:b", house.Now));
        using var back = house.Frames.Listen();
        Assert.Equal(1, back.Sequence);
        Assert.True(back.TryResume(1));

        var missed = (await back.Next(TestContext.Current.CancellationToken).Within("what was shown meanwhile"))!;
        Assert.Equal(2, missed.SelectMany(frame => frame.Changes).Single().Sequence);
    }

    [Fact]
    public async Task After_a_long_absence_of_everybody_a_snapshot_is_wanted()
    {
        await using var house = await LiveHouse.Start();
        using (house.Frames.Listen())
        {
            await house.ShowInFrame("d1:n:a", 1);
        }

        for (var device = 0; device <= LiveFrames.MaxIdleNews; device++)
        {
            house.Board.Show(Samples.Cooler($"d1:n:d{device}", house.Now));
        }

        using var back = house.Frames.Listen();
        Assert.False(back.TryResume(1));
        Assert.Empty(house.Board.TakeNews());
    }

    [Fact]
    public async Task A_danger_does_not_wait_until_all_the_rest_is_encoded_and_dangers_keep_to_the_beat()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var (board, dangers) = (new StationBoard(), 0);
        var clock = new WatchedClock(() => board.Warn(Samples.Cooler($"d1:n:danger-{++dangers}", Now).Apply(new Fact(FactKind.LeakDetected, 0, Now))));
        using var frames = new LiveFrames(board, clock, services.GetRequiredService<IMeterFactory>());
        using var listener = frames.Listen();
        for (var number = 0; number < 10; number++)
        {
            board.Show(Samples.Cooler($"d1:n:{number}", Now));
        }

        Assert.True(frames.Cut());

        var cut = (await listener.Next(TestContext.Current.CancellationToken).Within("what was cut"))!;
        Assert.Equal([1, 10], cut.Select(frame => frame.Changes.Count));
        Assert.Same(board.Alarms, cut[0].Changes[0].Item);
        Assert.Contains("danger-1\"", Encoding.UTF8.GetString(cut[0].Changes[0].Event), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 11), cut.SelectMany(frame => frame.Changes).Select(change => (int)change.Sequence));
    }

    /// <summary>Stands still, and something happens each time that somebody looks at it.</summary>
    private sealed class WatchedClock(Action happen) : TimeProvider
    {
        public override long GetTimestamp()
        {
            happen();
            return TimestampFrequency;
        }
    }

    [Fact]
    public async Task Servers_that_start_at_the_same_moment_number_differently()
    {
        await using var one = new LiveHouse();
        await using var other = new LiveHouse();
        Assert.Equal(one.Now, other.Now);
        Assert.NotEqual(one.Frames.Epoch, other.Frames.Epoch);
        Assert.DoesNotContain('-', one.Frames.Epoch);
    }
}
