using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

public sealed class KeptRetainedTests
{
    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    public async Task Retained_messages_come_back_and_forgotten_ones_do_not(QoS qos)
    {
        await using var kept = new KeptEndpoint();
        var publisher = await kept.Host.ConnectAsync("pub");
        await publisher.PublishAsync("r/1", "old", qos, retain: true);
        await publisher.PublishAsync("r/1", "new", qos, retain: true, new MqttProperties { { "k", "v" } });
        await publisher.PublishAsync("r/2", "gone", qos, retain: true);
        await publisher.PublishAsync("r/2", "", qos, retain: true);
        await publisher.PublishAsync("r/3", "", qos, retain: true);
        await publisher.DrainAsync();
        Assert.Equal(["r/1", "r/2"], kept.Store.Kept.Select(one => one.Id));
        kept.Crash();

        var subscriber = await kept.Host.ConnectAsync("sub");
        await subscriber.SubscribeAsync("r/#", QoS.ExactlyOnce);
        var message = await subscriber.NextMessageAsync();
        Assert.Equal(("r/1", qos, true, "v"), (message.Topic, message.QoS, message.Retain, message.Properties.UserProperties.Single().Value));
        Assert.Empty(await subscriber.DrainAsync());
        kept.Store.Checkpoint(kept.Host.Endpoint);
        Assert.Equal(["r/1"], kept.Store.Kept.Select(one => one.Id));
    }

    [Fact]
    public async Task What_is_fleeting_is_retained_and_expires_and_the_store_hears_nothing_of_it()
    {
        await using var kept = new KeptEndpoint();
        kept.Host.Endpoint.Publish("f", "now"u8, retain: true, properties: new MqttProperties { { PropertyId.MessageExpiryInterval, 180 } }, isFleeting: true);
        var subscriber = await kept.Host.ConnectAsync("sub");
        await subscriber.SubscribeAsync("#", QoS.AtLeastOnce);
        var message = await subscriber.NextMessageAsync();
        Assert.Equal(("f", true, 180u), (message.Topic, message.Retain, message.Properties.Number(PropertyId.MessageExpiryInterval)));

        kept.Clock.Advance(TimeSpan.FromSeconds(181));
        await subscriber.DrainAsync();
        var late = await kept.Host.ConnectAsync("late");
        await late.SubscribeAsync("#", QoS.AtLeastOnce);
        Assert.Empty(await late.DrainAsync());
        Assert.Empty(kept.Store.Kept);
    }

    [Fact]
    public async Task What_is_fleeting_leaves_half_of_the_room_to_the_rest()
    {
        await using var kept = new KeptEndpoint(new MqttLimits { RetainedMessages = 4 });
        for (int i = 0; i < 4; i++)
        {
            kept.Host.Endpoint.Publish($"f/{i}", Encoding.UTF8.GetBytes($"f/{i}"), retain: true, isFleeting: true);
        }

        for (int i = 0; i < 2; i++)
        {
            kept.Host.Endpoint.Publish($"r/{i}", Encoding.UTF8.GetBytes($"r/{i}"), retain: true);
        }

        var subscriber = await kept.Host.ConnectAsync("sub");
        await subscriber.SubscribeAsync("#", QoS.AtLeastOnce);
        Assert.Equal(["f/0", "f/1", "r/0", "r/1"], (await subscriber.DrainAsync()).Order());
    }

    [Fact]
    public async Task PUBACK_waits_until_the_retained_message_is_durable()
    {
        await using var kept = new KeptEndpoint();
        var raw = await kept.Host.RawAsync();
        await raw.GreetAsync("pub", MqttVersion.V50);
        kept.Store.Holds = true;
        byte[] publish = RawClient.Publish("r", QoS.AtLeastOnce, 1, MqttVersion.V50);
        publish[0] |= 1;
        await raw.SendAsync(publish, [0xC0, 0]);
        Assert.Equal(["r"], await kept.Store.NextHeldAsync());
        await raw.ExpectAsync([0xD0, 0]);
        kept.Store.Sync();
        await raw.ExpectAsync([0x40, 2, 0, 1]);
    }

    [Fact]
    public async Task A_subscription_gets_the_retained_messages_that_a_crash_kept_from_it()
    {
        await using var kept = new KeptEndpoint(new MqttLimits { InFlight = 2 });
        for (int i = 0; i < 10; i++)
        {
            kept.Host.Endpoint.Publish($"r/{i}", "x"u8, retain: true);
        }

        var raw = await kept.EnterAsync("d", MqttVersion.V50, expectSession: false);
        await raw.SendAsync(new SubscribePacket(1, [new Subscription("r/#")]), MqttVersion.V50);
        await raw.ReadAsync();
        await raw.ReadAsync();
        kept.Crash();

        var client = await kept.ConnectAsync("d");
        var topics = new HashSet<string>(StringComparer.Ordinal);
        while (topics.Count < 10)
        {
            topics.Add((await client.NextMessageAsync()).Topic);
        }

        await client.DrainAsync();
        await kept.LeaveAsync(client);
        kept.Crash();
        Assert.Empty(await (await kept.ConnectAsync("d")).DrainAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    public async Task However_many_retained_messages_there_are_those_that_come_meanwhile_find_room(uint expirySeconds)
    {
        await using var kept = new KeptEndpoint(new MqttLimits { InFlight = 2, QueuedMessages = 5 });
        for (int i = 0; i < 50; i++)
        {
            kept.Host.Endpoint.Publish($"r/{i}", "old"u8, retain: true);
        }

        var raw = await kept.EnterAsync(KeptEndpoint.Persistent("d", MqttVersion.V50, expirySeconds), expectSession: false);
        await raw.SendAsync(new SubscribePacket(1, [new Subscription("r/#")]), MqttVersion.V50);
        await raw.ReadAsync();
        kept.Host.Endpoint.Publish("r/0", "live"u8);
        kept.Host.Endpoint.Publish("r/49", "newer"u8, retain: true);

        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        int count = 0;
        while (count < 52)
        {
            byte[] publish = await raw.ReadAsync();
            int length = publish[3];
            string topic = System.Text.Encoding.UTF8.GetString(publish, 4, length);
            last[topic] = System.Text.Encoding.UTF8.GetString(publish.AsSpan(7 + length));
            count++;
            await raw.SendAsync([0x40, 2, publish[4 + length], publish[5 + length]]);
        }

        Assert.Equal(50, last.Count);
        Assert.Equal("newer", last["r/49"]);
        Assert.Equal(0, kept.Host.Counted("mqtt.messages.dropped", "queue_full"));
    }

    [Fact]
    public async Task A_client_that_subscribes_over_and_over_gets_no_longer_a_backlog_than_there_may_be_retained_messages()
    {
        await using var kept = new KeptEndpoint(new MqttLimits { InFlight = 1, RetainedMessages = 10 });
        for (int i = 0; i < 10; i++)
        {
            kept.Host.Endpoint.Publish($"r/{i}", "x"u8, retain: true);
        }

        var raw = await kept.Host.RawAsync();
        await raw.GreetAsync("d", MqttVersion.V50);
        for (ushort id = 1; id <= 4; id++)
        {
            await raw.SendAsync(new SubscribePacket(id, [new Subscription("r/#")]), MqttVersion.V50);
        }

        await raw.SendAsync([0xC0, 0]);
        while (await raw.ReadAsync() is not [0xD0, 0])
        {
        }

        Assert.InRange(kept.Host.Counted("mqtt.messages.dropped", "backlog_full"), 25, 30);
    }
}
