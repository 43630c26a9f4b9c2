using System.Net;
using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt.Hostile;

/// <summary>What all clients together may make the server hold, and that it gives back what has expired.</summary>
public sealed class TotalTests
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    private static readonly byte[] Kilobyte = Encoding.UTF8.GetBytes(new string('x', 1000));

    public static TheoryData<QoS> Promises() => [QoS.AtLeastOnce, QoS.ExactlyOnce];

    [Fact]
    public async Task Those_who_never_come_for_theirs_leave_room_for_the_rest()
    {
        const int Total = 100_000;
        await using var kept = new KeptEndpoint(new MqttLimits { QueuedTotal = Total, QueuedBytes = 50_000 });
        for (int number = 0; number < 10; number++)
        {
            await kept.SubscribeAndLeaveAsync($"away{number}", "flood");
        }

        await kept.SubscribeAndLeaveAsync("modest", "modest");
        for (int number = 0; number < 100; number++)
        {
            kept.Host.Endpoint.Publish("flood", Kilobyte);
        }

        // The last that got in was one for each of them.
        Assert.InRange(kept.Host.Endpoint.Queued.Bytes, Total, Total + (11 * 1300));
        Assert.InRange(kept.Host.Counted("mqtt.messages.dropped", "queued_total"), 900, 950);
        Assert.Equal(1, kept.Host.Endpoint.Publish("modest", Kilobyte));
        Assert.Equal([Encoding.UTF8.GetString(Kilobyte)], await (await kept.ConnectAsync("modest")).DrainAsync());
        var before = kept.Host.Endpoint.Queued.Bytes;

        // A restart finds the same, and a clean start gives it back.
        kept.Crash();
        Assert.InRange(kept.Host.Endpoint.Queued.Bytes, before - 1300, before);
        for (int number = 0; number < 10; number++)
        {
            await kept.Host.ConnectAsync($"away{number}");
        }

        await kept.Host.ConnectAsync("modest");
        Assert.Equal(0, kept.Host.Endpoint.Queued.Bytes);
    }

    [Theory]
    [MemberData(nameof(Promises))]
    public async Task A_publisher_is_told_when_nobody_had_room_for_its_message(QoS qos)
    {
        await using var host = new EndpointHost(new MqttLimits { QueuedTotal = 1024 }, Unrouted());
        var away = await host.ConnectAsync("away", change: options => options with { CleanStart = false, SessionExpirySeconds = 600 });
        await away.SubscribeAsync("a", QoS.ExactlyOnce);
        away.Mqtt.Abort();
        await host.Application.NextEndAsync();
        var publisher = await host.ConnectAsync("publisher");
        Assert.Equal(ReasonCode.Success, await publisher.PublishAsync("a", Encoding.UTF8.GetString(Kilobyte), qos));

        Assert.Equal(ReasonCode.QuotaExceeded, await publisher.PublishAsync("a", Encoding.UTF8.GetString(Kilobyte), qos));

        Assert.Equal(1, host.Counted("mqtt.messages.dropped", "queued_total"));
        var near = await host.ConnectAsync("near");
        await near.SubscribeAsync("a", QoS.AtMostOnce);
        Assert.Equal(ReasonCode.Success, await publisher.PublishAsync("a", Encoding.UTF8.GetString(Kilobyte), qos));
        var older = await host.ConnectAsync("older", MqttVersion.V311);
        Assert.Equal(ReasonCode.Success, await older.PublishAsync("a", Encoding.UTF8.GetString(Kilobyte), qos));
    }

    [Theory]
    [MemberData(nameof(Promises))]
    public async Task A_publisher_is_told_when_its_message_cannot_be_retained_and_then_nobody_gets_it(QoS qos)
    {
        await using var host = new EndpointHost(new MqttLimits { RetainedBytes = 2000 }, Unrouted());
        var subscriber = await host.ConnectAsync("subscriber");
        await subscriber.SubscribeAsync("#");
        var publisher = await host.ConnectAsync("publisher");
        Assert.Equal(ReasonCode.Success, await publisher.PublishAsync("a", Encoding.UTF8.GetString(Kilobyte), qos, retain: true));

        Assert.Equal(ReasonCode.QuotaExceeded, await publisher.PublishAsync("b", Encoding.UTF8.GetString(Kilobyte), qos, retain: true));

        Assert.Equal(ReasonCode.Success, await publisher.PublishAsync("b", "passes", qos));
        Assert.Equal(Encoding.UTF8.GetString(Kilobyte), await subscriber.NextAsync());
        Assert.Equal("passes", await subscriber.NextAsync());
        Assert.Equal(1, host.Counted("mqtt.messages.dropped", "retained_full"));
    }

    [Fact]
    public async Task What_the_application_takes_is_not_refused_for_want_of_a_place_to_retain_it()
    {
        await using var host = new EndpointHost(new MqttLimits { RetainedMessages = 0 });
        var publisher = await host.ConnectAsync("publisher");

        Assert.Equal(ReasonCode.Success, await publisher.PublishAsync("a", "state", retain: true));

        Assert.Equal("state", (await host.Application.NextAsync()).Payload);
        Assert.Equal(1, host.Counted("mqtt.messages.dropped", "retained_full"));
    }

    [Fact]
    public async Task A_retained_message_that_has_expired_gives_its_place_back_also_in_the_store()
    {
        const int Many = 1500;
        await using var kept = new KeptEndpoint(new MqttLimits { RetainedMessages = Many });
        var empty = kept.Host.Endpoint.Retained.Bytes;
        for (int number = 0; number < Many; number++)
        {
            kept.Host.Endpoint.Publish($"brief/{number}", "x"u8, retain: true, properties: new MqttProperties { { PropertyId.MessageExpiryInterval, 10 } });
        }

        // One lasts after all, one ends before.
        kept.Host.Endpoint.Publish("brief/0", "lasts"u8, retain: true);
        kept.Host.Endpoint.Publish("brief/1", []);
        kept.Host.Endpoint.Publish("brief/1", [], retain: true);
        kept.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(Many - 1, kept.Host.Endpoint.Retained.Count);

        kept.Clock.Advance(Sweep);
        Assert.Equal(Many - 1 - 1000, kept.Host.Endpoint.Retained.Count);
        kept.Clock.Advance(Sweep);

        Assert.Equal(1, kept.Host.Endpoint.Retained.Count);
        Assert.Equal(Many - 2, kept.Host.Counted("mqtt.messages.dropped", "retained_expired"));
        kept.Host.Endpoint.Publish("brief/0", [], retain: true);
        Assert.Equal(empty, kept.Host.Endpoint.Retained.Bytes);
        kept.Store.Checkpoint(kept.Host.Endpoint);
        Assert.Empty(kept.Store.Kept);
    }

    [Fact]
    public async Task A_queued_message_that_has_expired_gives_its_place_back_while_its_client_is_away()
    {
        await using var kept = new KeptEndpoint(new MqttLimits { QueuedMessages = 2 });
        await kept.SubscribeAndLeaveAsync("away", "a");
        kept.Host.Endpoint.Publish("a", "brief"u8, properties: new MqttProperties { { PropertyId.MessageExpiryInterval, 5 } });
        kept.Host.Endpoint.Publish("a", "lasts"u8);
        kept.Host.Endpoint.Publish("a", "one too many"u8);
        kept.Clock.Advance(TimeSpan.FromSeconds(5));
        kept.Host.Endpoint.Publish("a", "has room now"u8);

        Assert.Equal(["lasts", "has room now"], await (await kept.ConnectAsync("away")).DrainAsync());
        Assert.Equal(1, kept.Host.Counted("mqtt.messages.dropped", "expired"));
        Assert.Equal(1, kept.Host.Counted("mqtt.messages.dropped", "queue_full"));
        await kept.Host.ConnectAsync("away");
        Assert.Equal(0, kept.Host.Endpoint.Queued.Bytes);
    }

    [Fact]
    public async Task Sockets_that_have_not_said_who_they_are_are_limited_in_all_and_told_of()
    {
        await using var host = new EndpointHost(new MqttLimits { Unauthenticated = 2 });
        await using MemoryPeer first = new(), second = new(), third = new(), fourth = new();
        var from = new IPEndPoint(IPAddress.Parse("203.0.113.2"), 1);
        _ = host.Endpoint.ServeAsync(first, remoteEndPoint: null);
        _ = host.Endpoint.ServeAsync(second, new IPEndPoint(IPAddress.Parse("203.0.113.1"), 1));

        await host.Endpoint.ServeAsync(third, from).Expect("the refusal of the third");

        Assert.True(third.IsClosed);
        Assert.Equal(1, host.Counted("mqtt.refused", "unauthenticated"));
        Assert.Equal((from, "Too many connections: unauthenticated."), await host.Application.NextRefusalAsync());
        first.Feed(PacketSamples.Encode(new ConnectPacket("first"), MqttVersion.V50));
        _ = host.Endpoint.ServeAsync(fourth, from);
        Assert.False(fourth.IsClosed || second.IsClosed || first.IsClosed);
    }

    [Fact]
    public async Task Whoever_is_refused_before_its_CONNECT_is_told_of_with_its_address_and_why()
    {
        await using var host = new EndpointHost(new MqttLimits { PacketSize = 1024 });
        var from = new IPEndPoint(IPAddress.Parse("203.0.113.1"), 1);
        byte[][] beginnings = [[0x10, 0x80, 0x10], [0xC0, 0], [0x10, 5, 0, 3, 1, 1, 1], []];
        foreach (byte[] bytes in beginnings)
        {
            await using var peer = new MemoryPeer();
            var serving = host.Endpoint.ServeAsync(peer, from);
            peer.Feed(bytes);
            host.Clock.Advance(TimeSpan.FromSeconds(bytes.Length == 0 ? 6 : 0));
            var (told, why) = await host.Application.NextRefusalAsync();
            Assert.Equal(from, told);
            Assert.EndsWith(".", why, StringComparison.Ordinal);
            peer.End();
            await serving.Expect("the end of the connection");
        }

        host.Application.Decide = _ => ConnectDecision.Refuse();
        await Assert.ThrowsAsync<Stations.Mqtt.Client.MqttClientException>(() => host.ConnectAsync("wrong"));
        Assert.False(host.Application.HasRefusal);
    }

    private static TestApplication Unrouted() => new() { Grant = _ => new TopicGrant(Allowed: true) };
}
