namespace Stations.Tests.Engine;

/// <summary>How grains come and go, on either engine.</summary>
public sealed class LifetimeTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    private Stagehand Stagehand => _host.Stagehand;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_grain_that_leaves_is_followed_by_a_new_one()
    {
        var grain = Doorkeeper("a");
        Assert.Equal(1, await grain.Life());
        await grain.Leave();
        await Stagehand.Read("left a 1");
        Assert.Equal(2, await grain.Life());
        Assert.Equal(["woke a", "leaving a ApplicationRequested", "left a 1", "woke a"], Stagehand.Diary);
    }

    [Fact]
    public async Task A_call_to_a_leaving_grain_waits_for_its_successor()
    {
        var grain = Doorkeeper("slow");
        await grain.Leave();
        await Stagehand.Read("at farewell");
        var call = grain.Life();
        Assert.False(call.IsCompleted);
        Stagehand.Open("farewell");
        Assert.Equal(2, await Stagehand.Answer(call, "waiting for the successor"));
        Assert.Equal(["woke slow", "leaving slow ApplicationRequested", "at farewell", "left slow 1", "woke slow"], Stagehand.Diary);
    }

    [Fact]
    public async Task An_idle_grain_is_let_go()
    {
        await Doorkeeper("a").Echo("x");
        await _host.LetIdleGrainsGoAsync();
        await Stagehand.Read("left a 1");
        await Stagehand.Read("leaving a ActivationIdle");
        Assert.Equal(2, await Doorkeeper("a").Life());
    }

    [Fact]
    public async Task A_grain_with_a_running_call_is_not_let_go()
    {
        var grain = Doorkeeper("a");
        var running = grain.WaitAt("door");
        await Stagehand.Read("at door");
        await _host.LetIdleGrainsGoAsync();
        Stagehand.Open("door");
        await Stagehand.Done(running, "passing the door");
        Assert.Equal(1, await grain.Life());
    }

    [Fact]
    public async Task Callers_hear_why_a_grain_could_not_wake_and_the_next_call_tries_anew()
    {
        var grain = _host.Grains.GetGrain<IFragile>("a");
        var first = grain.Ask();
        await Stagehand.Read("at collapse");
        var second = grain.Ask();
        Stagehand.Open("collapse");
        Assert.Equal("too fragile", (await Assert.ThrowsAsync<InvalidOperationException>(() => Stagehand.Done(first, "waking in vain"))).Message);
        Assert.Equal("too fragile", (await Assert.ThrowsAsync<InvalidOperationException>(() => Stagehand.Done(second, "waiting in vain"))).Message);
        Assert.Equal("awake", await Stagehand.Answer(grain.Ask(), "waking anew"));
    }

    [Fact]
    public async Task All_grains_leave_when_the_process_stops()
    {
        await Doorkeeper("a").Echo("x");
        await Doorkeeper("b").Echo("y");
        await _host.StopAsync();
        string[] left = [.. Stagehand.Diary.Where(line => line.StartsWith("left", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(["left a 1", "left b 1"], left);
        await Stagehand.Read("leaving a ShuttingDown");
    }

    [Fact]
    public async Task No_call_is_lost_and_no_two_grains_are_one_while_they_come_and_go()
    {
        string[] keys = ["a", "b", "c"];
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                var grain = Doorkeeper(keys[(caller + i) % keys.Length]);
                await (i % 5 == 0 ? grain.Leave() : grain.Life());
            }
        }));
        await Stagehand.Done(Task.WhenAll(callers), "calling while grains come and go");
        await _host.StopAsync();
        foreach (var key in keys)
        {
            string[] lives = [.. Stagehand.Diary.Where(line => line == $"woke {key}" || line.StartsWith($"left {key} ", StringComparison.Ordinal))];
            string[] expected = [.. Enumerable.Range(1, lives.Length / 2).SelectMany(life => new[] { $"woke {key}", $"left {key} {life}" })];
            Assert.Equal(expected, lives);
        }
    }

    private IDoorkeeper Doorkeeper(string key) => _host.Grains.GetGrain<IDoorkeeper>(key);
}
