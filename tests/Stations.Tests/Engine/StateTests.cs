namespace Stations.Tests.Engine;

/// <summary>State that outlives the grain, on either engine.</summary>
public sealed class StateTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_new_grain_has_empty_state()
    {
        Assert.Equal("0 coins, 0 on waking, not stored", await Purse("a").Look());
    }

    [Fact]
    public async Task Saved_state_is_there_when_the_grain_wakes_again()
    {
        var purse = Purse("a");
        await purse.Put(3);
        await purse.Save();
        await purse.Put(1);
        await purse.Save();
        Assert.Equal("4 coins, 0 on waking, stored", await purse.Look());
        await purse.Leave();
        Assert.Equal("4 coins, 4 on waking, stored", await purse.Look());
        Assert.Equal("0 coins, 0 on waking, not stored", await Purse("b").Look());
    }

    [Fact]
    public async Task What_was_not_saved_is_lost()
    {
        var purse = Purse("a");
        await purse.Put(3);
        await purse.Leave();
        Assert.Equal("0 coins, 0 on waking, not stored", await purse.Look());
    }

    [Fact]
    public async Task Cleared_state_is_gone()
    {
        var purse = Purse("a");
        await purse.Put(3);
        await purse.Save();
        await purse.Empty();
        Assert.Equal("0 coins, 0 on waking, not stored", await purse.Look());
        await purse.Leave();
        Assert.Equal("0 coins, 0 on waking, not stored", await purse.Look());
    }

    private IPurse Purse(string key) => _host.Grains.GetGrain<IPurse>(key);
}
