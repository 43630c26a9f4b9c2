using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

public sealed class KeptWillTests
{
    private static readonly Will Delayed = new("last", "bye"u8.ToArray(), QoS.AtLeastOnce, Retain: true)
    {
        Properties = new MqttProperties { { PropertyId.WillDelayInterval, 20 }, { "k", "v" } },
    };

    [Fact]
    public async Task A_will_that_waits_is_published_when_it_is_due_although_the_server_crashed_meanwhile()
    {
        await using var kept = new KeptEndpoint();
        await VanishAsync(kept, Delayed);
        kept.Clock.Advance(TimeSpan.FromSeconds(5));
        kept.Crash();
        kept.Clock.Advance(TimeSpan.FromSeconds(14));
        Assert.False(kept.Host.Application.HasMessage);
        kept.Clock.Advance(TimeSpan.FromSeconds(2));

        var will = await kept.Host.Application.NextAsync();
        Assert.Equal(("last", "bye", true, "d", null), (will.Topic, will.Payload, will.IsWill, will.Connection.ClientId, will.Connection.Identity));
        kept.Crash();
        kept.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.False(kept.Host.Application.HasMessage);
        var watcher = await kept.Host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("last");
        Assert.Equal("v", (await watcher.NextMessageAsync()).Properties.UserProperties.Single().Value);
    }

    [Fact]
    public async Task A_will_does_not_outlive_the_return_of_its_client()
    {
        await using var kept = new KeptEndpoint();
        await VanishAsync(kept, Delayed);
        kept.Crash();
        await kept.LeaveAsync(await kept.ConnectAsync("d"));
        kept.Clock.Advance(TimeSpan.FromSeconds(30));
        kept.Crash();
        kept.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.False(kept.Host.Application.HasMessage);
    }

    [Fact]
    public async Task A_client_that_was_connected_has_the_time_of_its_keep_alive_to_come_back_before_its_will_is_due()
    {
        await using var kept = new KeptEndpoint();
        await kept.EnterAsync(KeptEndpoint.Persistent("d", MqttVersion.V50, will: new Will("last", "bye"u8.ToArray())), expectSession: false);
        kept.Crash();
        kept.Clock.Advance(TimeSpan.FromSeconds(14));
        Assert.False(kept.Host.Application.HasMessage);
        kept.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await kept.Host.Application.NextAsync()).IsWill);
    }

    [Fact]
    public async Task A_will_that_may_not_be_published_is_not_kept()
    {
        await using var kept = new KeptEndpoint();
        kept.Host.Application.Grant = _ => TopicGrant.Denied;
        await VanishAsync(kept, Delayed);
        kept.Crash();
        kept.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(kept.Host.Application.HasMessage);
    }

    [Fact]
    public async Task An_orderly_stop_leaves_no_will_behind()
    {
        await using var kept = new KeptEndpoint();
        await kept.ConnectAsync("d", will: Delayed);
        await kept.Host.Endpoint.StopAsync().Expect("the endpoint's stop");
        kept.Crash();
        kept.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(kept.Host.Application.HasMessage);
        Assert.True((await kept.ConnectAsync("d")).Mqtt.ConnAck.SessionPresent);
    }

    private static async Task VanishAsync(KeptEndpoint kept, Will will)
    {
        var client = await kept.ConnectAsync("d", will: will);
        client.Mqtt.Abort();
        await kept.Host.Application.NextEndAsync();
    }
}
