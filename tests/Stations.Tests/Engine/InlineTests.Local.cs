namespace Stations.Tests.Engine;

/// <summary>The fast path, which only the local engine has.</summary>
public sealed class InlineTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    private Stagehand Stagehand => _host.Stagehand;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_idle_grain_answers_on_the_callers_thread_from_the_first_call_on()
    {
        var here = Environment.CurrentManagedThreadId;
        var first = Closed("a").Thread();
        var second = Closed("a").Thread();
        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);
        Assert.Equal([here, here], await Task.WhenAll(first, second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_call_to_an_idle_grain_allocates_nothing(bool throughAnotherGrain)
    {
        var grain = Closed("a");
        var next = throughAnotherGrain ? Closed("b") : null;
        Assert.Equal(200, Calls(grain, next, 200));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var last = Calls(grain, next, 1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1200, last);
    }

    [Fact]
    public async Task Code_behind_an_await_has_its_turn_unless_it_escapes()
    {
        Assert.True(await Stagehand.Answer(Closed("a").KeepsItsTurn(escape: false), "awaiting"));
        Assert.False(await Stagehand.Answer(Closed("a").KeepsItsTurn(escape: true), "escaping"));
        Assert.True(await Stagehand.Answer(Closed("a").KeepsItsTurn(escape: false), "awaiting again"));
    }

    [Fact]
    public async Task A_long_chain_of_calls_does_not_exhaust_the_stack()
    {
        var keys = Enumerable.Range(0, 5_000).Select(i => $"{i}").ToArray();
        Assert.Equal("end", await Stagehand.Answer(Closed("a").Follow(keys), "following the chain"));
    }

    [Fact]
    public async Task A_grain_is_not_resumed_inside_the_lock_of_what_it_waited_for()
    {
        using var semaphore = new SemaphoreSlim(0);
        var waiting = Closed("a").Acquire(semaphore);
        semaphore.Release();
        await Stagehand.Done(waiting, "acquiring the semaphore");
        Assert.Equal(["acquiring", "released 0"], Stagehand.Diary);
        Assert.Equal(1, semaphore.CurrentCount);
    }

    [Fact]
    public async Task An_exception_that_nobody_can_catch_does_not_take_the_grain_with_it()
    {
        await Closed("a").ThrowIntoTheVoid();
        Assert.Equal("end", await Stagehand.Answer(Closed("a").Follow([]), "carrying on"));
    }

    [Fact]
    public async Task Turns_run_where_a_simulation_wants_them()
    {
        var turns = new Queue<IThreadPoolWorkItem>();
        await using var host = await EngineHost.StartAsync(options => options.Dispatch = turns.Enqueue);
        var grain = host.Grains.GetGrain<IOpenCrowd>("a");
        var calls = Enumerable.Range(0, 10).Select(_ => grain.Enter(10)).ToArray();
        while (turns.TryDequeue(out var turn))
        {
            turn.Execute();
        }

        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
        Assert.Equal("100 steps, at most 1 inside", await grain.Report());
    }

    private static int Calls(ILink grain, ILink? next, int times)
    {
        var last = 0;
        for (var i = 0; i < times; i++)
        {
            last = grain.Next(next).Result;
        }

        return last;
    }

    private IClosedLink Closed(string key) => _host.Grains.GetGrain<IClosedLink>(key);
}
