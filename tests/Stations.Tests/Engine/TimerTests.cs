namespace Stations.Tests.Engine;

/// <summary>Timers of grains, on either engine.</summary>
public sealed class TimerTests : IAsyncLifetime
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private EngineHost _host = null!;

    private Stagehand Stagehand => _host.Stagehand;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_timer_ticks_until_it_is_stopped()
    {
        var grain = await Started("tick");
        await Tick(grain, "tick 1");
        await Tick(grain, "tick 2");
        await grain.Stop();
        _host.Clock.Advance(Period);
        await grain.Settle();
        Assert.Equal(["tick 1", "tick 2"], Stagehand.Diary);
    }

    [Fact]
    public async Task A_tick_waits_for_the_running_call()
    {
        var grain = await Started("tick");
        var running = grain.WaitAt("door");
        await Stagehand.Read("at door");
        _host.Clock.Advance(Period);
        Stagehand.Open("door");
        await Stagehand.Done(running, "passing the door");
        await Stagehand.Read("tick 1");
        Assert.Equal(["at door", "through door", "tick 1"], Stagehand.Diary);
    }

    [Fact]
    public async Task A_tick_that_interleaves_does_not_wait()
    {
        var grain = await Started("tick", interleave: true);
        var running = grain.WaitAt("door");
        await Stagehand.Read("at door");
        _host.Clock.Advance(Period);
        await Stagehand.Read("tick 1");
        Assert.False(running.IsCompleted);
        Stagehand.Open("door");
        await Stagehand.Done(running, "passing the door");
    }

    [Fact]
    public async Task A_tick_that_throws_does_not_stop_the_timer()
    {
        var grain = _host.Grains.GetGrain<IMetronome>("a");
        await grain.StartFaulty();
        await Tick(grain, "fault 1");
        await Tick(grain, "fault 2");
    }

    [Fact]
    public async Task A_timer_ends_with_its_grain()
    {
        var grain = await Started("tick");
        await grain.Leave();
        await Stagehand.Read("left a");
        await grain.Settle();
        _host.Clock.Advance(Period);
        await grain.Settle();
        Assert.Equal(["left a"], Stagehand.Diary);
    }

    [Fact]
    public async Task A_tick_that_is_due_while_the_grain_wakes_runs_after_it_woke()
    {
        var grain = _host.Grains.GetGrain<IMetronome>("early");
        var settled = grain.Settle();
        await Stagehand.Read("at awakening");
        _host.Clock.Advance(TimeSpan.Zero);
        Stagehand.Open("awakening");
        await Stagehand.Done(settled, "waking");
        await Stagehand.Read("early 1");
    }

    private async Task<IMetronome> Started(string name, bool interleave = false)
    {
        var grain = _host.Grains.GetGrain<IMetronome>("a");
        await grain.Start(name, interleave, keepAlive: false);
        return grain;
    }

    private async Task Tick(IMetronome grain, string expected)
    {
        _host.Clock.Advance(Period);
        await Stagehand.Read(expected);

        // The next tick is armed at the end of this one, which a further call waits for.
        await grain.Settle();
    }
}
