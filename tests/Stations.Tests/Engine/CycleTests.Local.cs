using Orleans.Local;

namespace Stations.Tests.Engine;

/// <summary>Grains that wait for each other are told so at once; Orleans would let them wait until the call times out.</summary>
public sealed class CycleTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    private Stagehand Stagehand => _host.Stagehand;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("a", "closedlink/a → closedlink/a")]
    [InlineData("b a", "closedlink/a → closedlink/b → closedlink/a")]
    [InlineData("~b ~c ~b", "closedlink/b → closedlink/c → closedlink/b")]
    [InlineData("open ~a", "closedlink/a → openlink/open → closedlink/a")]
    [InlineData("~open ~open2 ~open a", "closedlink/a → openlink/open → openlink/open2 → openlink/open → closedlink/a")]
    public async Task A_cycle_is_named(string keys, string chain)
    {
        var call = Closed("a").Follow(keys.Split(' '));
        var cycle = await Assert.ThrowsAsync<GrainCallCycleException>(() => Stagehand.Done(call, "calling in a circle"));
        Assert.Contains(chain, cycle.Message, StringComparison.Ordinal);
        Assert.Equal("end", await Stagehand.Answer(Closed("a").Follow([]), "carrying on"));
    }

    [Theory]
    [InlineData("b c d")]
    [InlineData("open open")]
    [InlineData("open ~b ~open")]
    public async Task What_is_no_cycle_passes(string keys)
    {
        Assert.Equal("end", await Stagehand.Answer(Closed("a").Follow(keys.Split(' ')), "following the chain"));
    }

    [Fact]
    public async Task A_grain_that_calls_back_while_it_wakes_makes_a_cycle()
    {
        var call = _host.Grains.GetGrain<ILinkThatCallsWhileWaking>("w").Follow([]);
        Assert.Equal("end", await Stagehand.Answer(call, "waking by a call from outside"));
        var waking = _host.Grains.GetGrain<IClosedLink>("a").Next(_host.Grains.GetGrain<ILinkThatCallsWhileWaking>("v")).AsTask();
        await Assert.ThrowsAsync<GrainCallCycleException>(() => Stagehand.Done(waking, "waking by a call from the grain that it calls"));
    }

    [Fact]
    public async Task Two_callers_of_one_grain_make_no_cycle()
    {
        var slow = Closed("a").FollowInBackground(["b", "~c"], "door");
        await Stagehand.Read("at door");
        var other = Closed("d").Follow(["~b", "a"]);
        Stagehand.Open("door");
        Assert.Equal(["end", "end"], await Stagehand.Answer(Task.WhenAll(slow, other), "two callers wait"));
    }

    [Fact]
    public async Task A_one_way_call_may_come_back()
    {
        await Stagehand.Done(Closed("a").Tell(["b", "a", "b"]), "telling");
        await Stagehand.Read("told b");
        await Stagehand.Answer(Closed("a").Follow([]), "the queue of a");
        await Stagehand.Answer(Closed("b").Follow([]), "the queue of b");
        Assert.Equal(["told a", "told b", "told a", "told b"], Stagehand.Diary);
    }

    private IClosedLink Closed(string key) => _host.Grains.GetGrain<IClosedLink>(key);
}
