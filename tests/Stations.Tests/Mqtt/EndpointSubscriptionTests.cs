using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

public sealed class EndpointSubscriptionTests
{
    [Fact]
    public async Task Wildcards_select_and_dollar_topics_stay_apart()
    {
        await using var host = new EndpointHost();
        var client = await host.ConnectAsync("d");
        await client.SubscribeAsync("site/+/state");
        await client.SubscribeAsync("#/".TrimEnd('/'), QoS.AtMostOnce);
        await client.Mqtt.UnsubscribeAsync("#");
        foreach (string topic in new[] { "site/1/state", "site/1/tele", "site/state", "site/2/state", "$site/2/state" })
        {
            host.Endpoint.Publish(topic, System.Text.Encoding.UTF8.GetBytes(topic));
        }

        Assert.Equal(["site/1/state", "site/2/state"], await client.DrainAsync());
    }

    [Fact]
    public async Task Overlapping_filters_give_one_copy_with_all_identifiers_at_the_highest_quality()
    {
        await using var host = new EndpointHost();
        var client = await host.ConnectAsync("d");
        await client.Mqtt.SubscribeAsync([new Subscription("a/#", QoS.AtMostOnce)], new MqttProperties { { PropertyId.SubscriptionIdentifier, 1 } });
        await client.Mqtt.SubscribeAsync([new Subscription("a/+", QoS.AtLeastOnce)], new MqttProperties { { PropertyId.SubscriptionIdentifier, 2 } });
        host.Endpoint.Publish("a/b", "once"u8, QoS.ExactlyOnce);

        var message = await client.NextMessageAsync();
        Assert.Equal(QoS.AtLeastOnce, message.QoS);
        Assert.Equal([1u, 2u], message.Properties.Where(property => property.Id == PropertyId.SubscriptionIdentifier).Select(property => property.Number).Order());
        Assert.Empty(await client.DrainAsync());
    }

    [Fact]
    public async Task Retained_messages_greet_a_new_subscription_and_an_empty_one_forgets_them()
    {
        await using var host = new EndpointHost();
        var publisher = await host.ConnectAsync("pub", MqttVersion.V311);
        await publisher.PublishAsync("s/1", "one", retain: true);
        await publisher.PublishAsync("s/1", "newer", retain: true);
        await publisher.PublishAsync("s/2", "two", retain: true);
        await publisher.PublishAsync("s/2", "", retain: true);
        var late = await host.ConnectAsync("late", MqttVersion.V311);
        await late.SubscribeAsync("s/+");

        var message = await late.NextMessageAsync();
        Assert.Equal(("s/1", true), (message.Topic, message.Retain));
        Assert.Empty(await late.DrainAsync());
        await publisher.PublishAsync("s/1", "live", retain: true);
        Assert.False((await late.NextMessageAsync()).Retain);
    }

    [Fact]
    public async Task Subscription_options_are_honoured()
    {
        await using var host = new EndpointHost();
        host.Endpoint.Publish("r", "kept"u8, retain: true);
        var client = await host.ConnectAsync("d");
        var noRetained = new Subscription("r") { RetainHandling = RetainHandling.DoNotSend, RetainAsPublished = true };
        await client.Mqtt.SubscribeAsync([noRetained, new Subscription("own") { NoLocal = true }]);
        await client.PublishAsync("own", "mine");
        Assert.Empty(await client.DrainAsync());

        host.Endpoint.Publish("r", "live"u8, retain: true);
        host.Endpoint.Publish("own", "theirs"u8);
        var live = await client.NextMessageAsync();
        Assert.Equal(("r", true), (live.Topic, live.Retain));
        Assert.Equal("theirs", await client.NextAsync());
        await client.Mqtt.SubscribeAsync([new Subscription("r") { RetainHandling = RetainHandling.SendIfNew }]);
        Assert.Empty(await client.DrainAsync());
    }

    [Fact]
    public async Task A_shared_subscription_gives_each_message_to_one_member()
    {
        await using var host = new EndpointHost();
        var one = await host.ConnectAsync("one");
        var two = await host.ConnectAsync("two");
        await one.SubscribeAsync("$share/g/t/#");
        await two.SubscribeAsync("$share/g/t/#");
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(1, host.Endpoint.Publish($"t/{i}", System.Text.Encoding.UTF8.GetBytes($"{i}")));
        }

        var first = await one.DrainAsync();
        var second = await two.DrainAsync();
        Assert.Equal((5, 5), (first.Count, second.Count));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), first.Concat(second).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Denied_and_surplus_filters_are_refused_one_by_one()
    {
        await using var host = new EndpointHost(new MqttLimits { FiltersPerClient = 2 });
        host.Application.MayHear = filter => !filter.StartsWith("secret", StringComparison.Ordinal);
        var client = await host.ConnectAsync("d");
        var answers = await client.Mqtt.SubscribeAsync([new("a"), new("secret/#"), new("$share/g/secret/#"), new("b", QoS.ExactlyOnce), new("c"), new("a")]);

        Assert.Equal(
            [ReasonCode.GrantedQoS1, ReasonCode.NotAuthorized, ReasonCode.NotAuthorized, ReasonCode.GrantedQoS2, ReasonCode.QuotaExceeded, ReasonCode.GrantedQoS1],
            answers);
        Assert.Equal([ReasonCode.Success, ReasonCode.NoSubscriptionExisted], await client.Mqtt.UnsubscribeAsync("a", "c"));
        var old = await host.ConnectAsync("old", MqttVersion.V311);
        Assert.Equal(ReasonCode.UnspecifiedError, await old.SubscribeAsync("secret/#"));
    }

    [Fact]
    public async Task Message_expiry_is_counted_down_while_the_subscriber_is_away()
    {
        await using var host = new EndpointHost();
        var away = await host.ConnectAsync("away", change: options => options with { SessionExpirySeconds = 3600 });
        await away.SubscribeAsync("a");
        await away.Mqtt.DisconnectAsync().Expect("the client's end");
        await host.Application.NextEndAsync();
        host.Endpoint.Publish("a", "short"u8, properties: new MqttProperties { { PropertyId.MessageExpiryInterval, 5 } });
        host.Endpoint.Publish("a", "long"u8, properties: new MqttProperties { { PropertyId.MessageExpiryInterval, 60 }, { PropertyId.ContentType, "text" } });
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        var back = await host.ConnectAsync("away", change: options => options with { SessionExpirySeconds = 3600, CleanStart = false });

        var message = await back.NextMessageAsync();
        Assert.Equal(50u, message.Properties.Number(PropertyId.MessageExpiryInterval));
        Assert.Equal("text", message.Properties.Text(PropertyId.ContentType));
        Assert.Equal(1, host.Counted("mqtt.messages.dropped", "expired"));
    }

    [Fact]
    public async Task A_subscriber_that_never_reads_delays_nobody_and_its_losses_are_counted()
    {
        await using var host = new EndpointHost(new MqttLimits { OutputBytes = 8192, QueuedMessages = 10 });
        var raw = await host.RawAsync();
        await raw.GreetAsync("deaf", MqttVersion.V311);
        await raw.SendAsync(new SubscribePacket(1, [new Subscription("#", QoS.AtLeastOnce)]), MqttVersion.V311);
        await raw.ReadAsync();
        var healthy = await host.ConnectAsync("healthy");
        await healthy.SubscribeAsync("a", QoS.AtMostOnce);
        string payload = new('x', 32 * 1024);
        int sent = 0;
        while (host.Counted("mqtt.messages.dropped", "slow_subscriber") == 0 || host.Counted("mqtt.messages.dropped", "queue_full") == 0)
        {
            Assert.True(++sent < 2000, "nothing was ever dropped");
            await healthy.PublishAsync("a", payload, QoS.AtMostOnce);
            await healthy.NextAsync();
            await healthy.PublishAsync("other", payload);
        }
        Assert.True(host.Endpoint.Find("deaf")!.IsOpen);
    }
}
