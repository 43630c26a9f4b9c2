namespace Stations.Tests.Engine;

/// <summary>What a call promises, on either engine.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    private Stagehand Stagehand => _host.Stagehand;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task All_four_kinds_of_answer_arrive()
    {
        var grain = Doorkeeper("a");
        Stagehand.Open("door");
        Assert.Equal("word", await grain.Echo("word"));
        Assert.Equal(5, await grain.Add(2, 3));
        await grain.WaitAt("door");
        await grain.PassTwice("door", "door");
        Assert.Equal(["woke a", "echo word", "at door", "through door", "at door", "at door", "through door and door"], Stagehand.Diary);
    }

    [Fact]
    public async Task An_exception_travels_to_the_caller()
    {
        var grain = Doorkeeper("a");
        var atOnce = grain.ThrowAtOnce("at once");
        Assert.Equal("at once", (await Assert.ThrowsAsync<InvalidOperationException>(() => atOnce)).Message);
        Assert.Equal("later", (await Assert.ThrowsAsync<InvalidOperationException>(() => grain.ThrowLater("later").AsTask())).Message);
        Assert.Equal(1, await grain.Life());
    }

    [Fact]
    public async Task A_key_names_one_grain()
    {
        await Doorkeeper("a").Echo("x");
        await Doorkeeper("a").Echo("y");
        await Doorkeeper("b").Echo("z");
        Assert.Equal(["woke a", "echo x", "echo y", "woke b", "echo z"], Stagehand.Diary);
        Assert.Equal(Doorkeeper("a"), Doorkeeper("a"));
        Assert.NotEqual(Doorkeeper("a"), Doorkeeper("b"));
        Assert.Equal("doorkeeper/a", Doorkeeper("a").GetGrainId().ToString());
        Assert.Equal("a", Doorkeeper("a").GetPrimaryKeyString());
    }

    [Fact]
    public async Task A_call_waits_until_the_running_call_has_completed()
    {
        var grain = Doorkeeper("a");
        var running = grain.PassTwice("first", "second").AsTask();
        await Stagehand.Read("at first");
        var waiting = grain.Echo("me");
        Stagehand.Open("first");
        await Stagehand.Read("at second");
        Assert.False(waiting.IsCompleted);
        Stagehand.Open("second");
        await Stagehand.Done(running, "passing both doors");
        await Stagehand.Answer(waiting, "waiting behind the running call");
        Assert.Equal(["woke a", "at first", "at second", "through first and second", "echo me"], Stagehand.Diary);
    }

    [Fact]
    public async Task Waiting_calls_run_in_the_order_in_which_they_came()
    {
        var grain = Doorkeeper("a");
        var running = grain.WaitAt("door");
        await Stagehand.Read("at door");
        var words = Enumerable.Range(0, 50).Select(i => $"{i}").ToArray();
        var waiting = words.Select(grain.Echo).ToArray();
        Stagehand.Open("door");
        await Stagehand.Done(running, "passing the door");
        Assert.Equal(words, await Stagehand.Answer(Task.WhenAll(waiting), "draining the queue"));
        string[] expected = ["woke a", "at door", "through door", .. words.Select(word => $"echo {word}")];
        Assert.Equal(expected, Stagehand.Diary);
    }

    [Fact]
    public async Task A_call_that_always_interleaves_does_not_wait()
    {
        var grain = Doorkeeper("a");
        var running = grain.WaitAt("door");
        await Stagehand.Read("at door");
        Assert.Equal("peeked", await Stagehand.Answer(grain.Peek(), "peeking"));
        Assert.False(running.IsCompleted);
        Stagehand.Open("door");
        await Stagehand.Done(running, "passing the door");
    }

    [Fact]
    public async Task Calls_of_a_reentrant_grain_interleave_where_they_await()
    {
        var grain = _host.Grains.GetGrain<IOpenCrowd>("a");
        var first = grain.WaitAt("first");
        await Stagehand.Read("at first");
        var second = grain.WaitAt("second");
        await Stagehand.Read("at second");
        Stagehand.Open("second");
        await Stagehand.Done(second, "overtaking");
        Assert.False(first.IsCompleted);
        Stagehand.Open("first");
        await Stagehand.Done(first, "passing the door");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_two_turns_of_a_grain_run_at_once(bool reentrant)
    {
        ICrowd grain = reentrant ? _host.Grains.GetGrain<IOpenCrowd>("a") : _host.Grains.GetGrain<IClosedCrowd>("a");
        var callers = Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await grain.Enter(5);
            }
        }));
        await Stagehand.Done(Task.WhenAll(callers), "the crowd enters");
        Assert.Equal("2000 steps, at most 1 inside", await grain.Report());
    }

    [Fact]
    public async Task A_grain_calls_another()
    {
        Assert.Equal("hello", await Stagehand.Answer(Doorkeeper("a").Relay("b", "hello"), "relaying"));
        Assert.Equal(["woke a", "woke b", "echo hello"], Stagehand.Diary);
    }

    [Fact]
    public void A_key_is_not_blank_and_an_interface_has_a_class()
    {
        Assert.ThrowsAny<ArgumentException>(() => Doorkeeper(" "));
        Assert.ThrowsAny<ArgumentException>(() => _host.Grains.GetGrain<INobodysGrain>("a"));
    }

    private IDoorkeeper Doorkeeper(string key) => _host.Grains.GetGrain<IDoorkeeper>(key);
}
