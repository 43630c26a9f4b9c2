using Stations.Mqtt.Packets;
using Stations.Tests;

namespace Stations.Server.Tests.Configuration;

/// <summary>What is left of a configuration when the server stops and begins again.</summary>
public sealed class ConfigRestartTests : IAsyncLifetime
{
    private readonly RunningServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task It_is_remembered_and_said_again_even_if_what_was_retained_is_gone()
    {
        await using var fridge = new ConfiguredFridge(server, "restarted");
        await fridge.Bear();
        await fridge.Listen();
        await fridge.Set(3);
        await fridge.Hears(1);
        await fridge.Says(1, 3);
        Assert.Equal(ReasonCode.Success, await server.Devices.PublishAsync($"{fridge.Topic}/desired", Array.Empty<byte>(), retain: true).Within("the end of what was retained"));
        await fridge.DisposeAsync();
        await server.Stop();

        await server.Begin();
        await server.IsUp();

        Assert.Equal("IN_SYNC", await fridge.State());
        await fridge.Listen();
        await fridge.Hears(1);
        Assert.Equal(2, await fridge.Set(4, 1));
        Assert.Equal(4, (await fridge.Hears(2)).Values["set_c"].Number);
    }
}
