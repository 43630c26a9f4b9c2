using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

public sealed class EndpointSessionTests
{
    public static TheoryData<MqttVersion> Versions() => EndpointHost.Versions();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_persistent_session_keeps_its_subscriptions_and_what_came_meanwhile(MqttVersion version)
    {
        await using var host = new EndpointHost();
        var first = await host.ConnectAsync("d", version, options => options with { CleanStart = false, SessionExpirySeconds = 600 });
        Assert.False(first.Mqtt.ConnAck.SessionPresent);
        await first.SubscribeAsync("a");
        first.Mqtt.Abort();
        await host.Application.NextEndAsync();
        host.Endpoint.Publish("a", "queued"u8);
        host.Endpoint.Publish("a", "not queued"u8, QoS.AtMostOnce);

        var second = await host.ConnectAsync("d", version, options => options with { CleanStart = false, SessionExpirySeconds = 600 });
        Assert.True(second.Mqtt.ConnAck.SessionPresent);
        Assert.Equal(["queued"], await second.DrainAsync());
        await second.Mqtt.DisconnectAsync().Expect("the client's end");
        await host.Application.NextEndAsync();

        var clean = await host.ConnectAsync("d", version);
        Assert.False(clean.Mqtt.ConnAck.SessionPresent);
        Assert.Equal(0, host.Endpoint.Publish("a", "nobody"u8));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_was_not_acknowledged_is_sent_again_as_a_duplicate(MqttVersion version)
    {
        await using var host = new EndpointHost();
        var connect = new ConnectPacket("d")
        {
            Version = version,
            CleanStart = false,
            Properties = new MqttProperties { { PropertyId.SessionExpiryInterval, 600 } },
        };
        var raw = await host.RawAsync();
        await raw.SendAsync(connect, version);
        await raw.ReadAsync();
        await raw.SendAsync(new SubscribePacket(1, [new Subscription("a", QoS.ExactlyOnce)]), version);
        await raw.ReadAsync();
        host.Endpoint.Publish("a", "1"u8, QoS.AtLeastOnce);
        host.Endpoint.Publish("a", "2"u8, QoS.ExactlyOnce);
        byte[] one = await raw.ReadAsync();
        byte[] two = await raw.ReadAsync();
        await raw.SendAsync([0x50, 2, 0, 2]);
        await raw.ExpectAsync([0x62, 2, 0, 2]);
        await raw.DisposeAsync();
        await host.Application.NextEndAsync();

        var again = await host.RawAsync();
        await again.SendAsync(connect, version);
        Assert.Equal(1, (await again.ReadAsync())[2]);
        await again.ExpectAsync([0x62, 2, 0, 2]);
        await again.ExpectAsync([(byte)(one[0] | 8), .. one[1..]]);
        Assert.Equal(0x34, two[0]);
    }

    [Fact]
    public async Task A_session_ends_after_its_expiry()
    {
        await using var host = new EndpointHost();
        var client = await host.ConnectAsync("d", change: options => options with { SessionExpirySeconds = 10 });
        await client.SubscribeAsync("a");
        await client.Mqtt.DisconnectAsync().Expect("the client's end");
        await host.Application.NextEndAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(1, host.Endpoint.Publish("a", "x"u8));
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, host.Endpoint.Publish("a", "x"u8));
    }

    [Fact]
    public async Task An_offline_session_queues_to_its_limit_and_counts_the_rest()
    {
        await using var host = new EndpointHost(new MqttLimits { QueuedMessages = 3 });
        var client = await host.ConnectAsync("d", change: options => options with { SessionExpirySeconds = 600 });
        await client.SubscribeAsync("a");
        client.Mqtt.Abort();
        await host.Application.NextEndAsync();
        for (int i = 0; i < 5; i++)
        {
            host.Endpoint.Publish("a", System.Text.Encoding.UTF8.GetBytes($"{i}"));
        }

        Assert.Equal(2, host.Counted("mqtt.messages.dropped", "queue_full"));
        var back = await host.ConnectAsync("d", change: options => options with { SessionExpirySeconds = 600, CleanStart = false });
        Assert.Equal(["0", "1", "2"], await back.DrainAsync());
    }

    [Fact]
    public async Task The_same_client_id_takes_over_and_the_old_connection_is_told()
    {
        await using var host = new EndpointHost();
        var old = await host.ConnectAsync("d");
        var young = await host.ConnectAsync("d");

        Assert.Equal(ReasonCode.SessionTakenOver, (await old.Mqtt.Disconnected.Expect("the old connection's end")).Reason);
        Assert.Equal(DisconnectKind.TakenOver, (await host.Application.NextEndAsync()).Cause.Kind);
        Assert.Equal(ReasonCode.Success, await young.PublishAsync("a", "still here"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_will_is_published_when_the_client_vanishes_and_not_when_it_says_good_bye(MqttVersion version)
    {
        await using var host = new EndpointHost();
        var watcher = await host.ConnectAsync("watcher", version);
        await watcher.SubscribeAsync("last/#");
        foreach (string name in new[] { "polite", "gone" })
        {
            var client = await host.ConnectAsync(name, version, options => options with { Will = new Will($"last/{name}", "bye"u8.ToArray(), QoS.AtLeastOnce) });
            if (name is "gone")
            {
                client.Mqtt.Abort();
            }
            else
            {
                await client.Mqtt.DisconnectAsync().Expect("the client's end");
            }

            await host.Application.NextEndAsync();
        }

        Assert.Equal("last/gone", (await watcher.NextMessageAsync()).Topic);
        var will = await host.Application.NextAsync();
        Assert.Equal(("last/gone", true), (will.Topic, will.IsWill));
        Assert.Empty(await watcher.DrainAsync());
    }

    [Fact]
    public async Task A_delayed_will_is_not_published_if_the_client_comes_back_in_time()
    {
        await using var host = new EndpointHost();
        var will = new Will("last", "bye"u8.ToArray()) { Properties = new MqttProperties { { PropertyId.WillDelayInterval, 10 } } };
        for (int round = 0; round < 2; round++)
        {
            var client = await host.ConnectAsync("d", change: options => options with { Will = will, CleanStart = false, SessionExpirySeconds = 60 });
            client.Mqtt.Abort();
            await host.Application.NextEndAsync();
            host.Clock.Advance(TimeSpan.FromSeconds(9));
        }
        Assert.False(host.Application.HasMessage);
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await host.Application.NextAsync()).IsWill);
    }

    [Fact]
    public async Task A_stopping_server_tells_its_clients_and_publishes_no_will()
    {
        await using var host = new EndpointHost();
        var client = await host.ConnectAsync("d", change: options => options with { Will = new Will("last", "bye"u8.ToArray()) });
        await host.Endpoint.StopAsync().Expect("the endpoint's stop");

        Assert.Equal(ReasonCode.ServerShuttingDown, (await client.Mqtt.Disconnected.Expect("the client's end")).Reason);
        Assert.Equal(DisconnectKind.ServerStopping, (await host.Application.NextEndAsync()).Cause.Kind);
        Assert.False(host.Application.HasMessage);
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => host.ConnectAsync("late"));
    }
}
