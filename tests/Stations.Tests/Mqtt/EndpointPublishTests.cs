using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Mqtt.Wire;

namespace Stations.Tests.Mqtt;

public sealed class EndpointPublishTests
{
    public static TheoryData<MqttVersion> Versions() => EndpointHost.Versions();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_quality_of_service_reaches_the_application_and_a_subscriber(MqttVersion version)
    {
        await using var host = new EndpointHost();
        var subscriber = await host.ConnectAsync("sub", version);
        Assert.Equal(ReasonCode.GrantedQoS2, await subscriber.SubscribeAsync("a/#", QoS.ExactlyOnce));
        var publisher = await host.ConnectAsync("pub", version, options => options with { UserName = "me" });
        foreach (var qos in new[] { QoS.AtMostOnce, QoS.AtLeastOnce, QoS.ExactlyOnce })
        {
            await publisher.PublishAsync("a/b", $"{qos}", qos);

            var taken = await host.Application.NextAsync();
            Assert.Equal(("a/b", $"{qos}", qos, "me"), (taken.Topic, taken.Payload, taken.QoS, taken.Connection.Identity));
            Assert.Equal("a/b", taken.Route);
            var message = await subscriber.NextMessageAsync();
            Assert.Equal((qos, false), (message.QoS, message.Retain));
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_acknowledgement_waits_until_the_application_has_completed(MqttVersion version)
    {
        await using var host = new EndpointHost();
        host.Application.CompletesAtOnce = false;
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", version);
        await raw.SendAsync(RawClient.Publish("a", QoS.AtLeastOnce, 7, version), [0xC0, 0]);

        await raw.ExpectAsync([0xD0, 0]);
        (await host.Application.NextAsync()).Done.SetResult(ReasonCode.Success);
        await raw.ExpectAsync([0x40, 2, 0, 7]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Acknowledgements_keep_the_order_of_the_messages(MqttVersion version)
    {
        await using var host = new EndpointHost();
        host.Application.CompletesAtOnce = false;
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", version);
        await raw.SendAsync(
            RawClient.Publish("a", QoS.AtLeastOnce, 1, version),
            RawClient.Publish("a", QoS.ExactlyOnce, 2, version),
            RawClient.Publish("a", QoS.AtMostOnce, 0, version),
            RawClient.Publish("a", QoS.AtLeastOnce, 3, version));
        var taken = new[]
        {
            await host.Application.NextAsync(), await host.Application.NextAsync(), await host.Application.NextAsync(), await host.Application.NextAsync(),
        };
        taken[3].Done.SetResult(ReasonCode.Success);
        taken[1].Done.SetResult(ReasonCode.Success);
        taken[2].Done.SetResult(ReasonCode.Success);
        await raw.SendAsync([0xC0, 0]);
        await raw.ExpectAsync([0xD0, 0]);

        using (MqttBatch.Begin())
        {
            taken[0].Done.SetResult(ReasonCode.Success);
        }

        await raw.ExpectAsync([0x40, 2, 0, 1]);
        await raw.ExpectAsync([0x50, 2, 0, 2]);
        await raw.ExpectAsync([0x40, 2, 0, 3]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_repeated_QoS_2_message_reaches_the_application_once(MqttVersion version)
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", version);
        await raw.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 5, version));
        await raw.ExpectAsync([0x50, 2, 0, 5]);
        for (int repetition = 0; repetition < 2; repetition++)
        {
            await raw.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 5, version, duplicate: true));
            await raw.ExpectAsync([0x50, 2, 0, 5]);
        }

        await raw.SendAsync([0x62, 2, 0, 5]);
        await raw.ExpectAsync([0x70, 2, 0, 5]);

        await host.Application.NextAsync();
        Assert.False(host.Application.HasMessage);
    }

    [Fact]
    public async Task Reading_pauses_at_the_pending_limit_and_goes_on_below_it()
    {
        await using var host = new EndpointHost(new MqttLimits { PendingPerConnection = 4 });
        host.Application.CompletesAtOnce = false;
        var client = await host.ConnectAsync("d", MqttVersion.V311);
        var acknowledged = Enumerable.Range(0, 20).Select(i => client.PublishAsync("a", $"{i}")).ToArray();
        var waiting = new Queue<Taken>();
        for (int i = 0; i < 4; i++)
        {
            waiting.Enqueue(await host.Application.NextAsync());
        }

        await (await host.ConnectAsync("other")).PublishAsync("b", "passes", QoS.AtMostOnce);
        Assert.Equal("passes", (await host.Application.NextAsync()).Payload);
        Assert.False(host.Application.HasMessage);

        for (int i = 0; i < 20; i++)
        {
            if (waiting.Count == 0)
            {
                waiting.Enqueue(await host.Application.NextAsync());
            }

            waiting.Dequeue().Done.SetResult(ReasonCode.Success);
        }
        await Task.WhenAll(acknowledged).Expect("all acknowledgements");
    }

    [Fact]
    public async Task Where_too_much_waits_in_all_each_connection_is_still_read_up_to_the_receive_maximum()
    {
        await using var host = new EndpointHost(new MqttLimits { PendingTotal = 2, PendingPerConnection = 8, ReceiveMaximum = 4 });
        host.Application.CompletesAtOnce = false;
        var client = await host.ConnectAsync("d", MqttVersion.V311);
        var acknowledged = Enumerable.Range(0, 6).Select(i => client.PublishAsync("a", $"{i}")).ToArray();
        var waiting = new List<Taken>();
        for (int i = 0; i < 4; i++)
        {
            waiting.Add(await host.Application.NextAsync());
        }

        await (await host.ConnectAsync("other")).PublishAsync("b", "passes", QoS.AtMostOnce);
        Assert.Equal("passes", (await host.Application.NextAsync()).Payload);
        Assert.False(host.Application.HasMessage);

        waiting.ForEach(one => one.Done.SetResult(ReasonCode.Success));
        for (int i = 4; i < 6; i++)
        {
            (await host.Application.NextAsync()).Done.SetResult(ReasonCode.Success);
        }

        await Task.WhenAll(acknowledged).Expect("all acknowledgements");
    }

    [Fact]
    public async Task More_than_the_receive_maximum_under_way_ends_a_5_0_connection()
    {
        await using var host = new EndpointHost(new MqttLimits { ReceiveMaximum = 2 });
        host.Application.CompletesAtOnce = false;
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", MqttVersion.V50);
        for (ushort id = 1; id <= 3; id++)
        {
            await raw.SendAsync(RawClient.Publish("a", QoS.AtLeastOnce, id, MqttVersion.V50));
        }

        byte[] goodbye = await raw.ReadAsync();
        Assert.Equal((byte)ReasonCode.ReceiveMaximumExceeded, goodbye[2]);
        Assert.Equal(DisconnectKind.Refused, (await host.Application.NextEndAsync()).Cause.Kind);
    }

    [Fact]
    public async Task A_failure_reaches_a_5_0_client_and_leaves_a_3_1_1_client_without_an_acknowledgement()
    {
        await using var host = new EndpointHost();
        host.Application.CompletesAtOnce = false;
        var modern = await host.ConnectAsync("modern");
        var refused = modern.PublishAsync("a", "x");
        (await host.Application.NextAsync()).Done.SetResult(ReasonCode.QuotaExceeded);
        Assert.Equal(ReasonCode.QuotaExceeded, await refused);

        var old = await host.ConnectAsync("old", MqttVersion.V311);
        var lost = old.PublishAsync("a", "x");
        (await host.Application.NextAsync()).Done.SetException(new InvalidOperationException("disk full"));
        await Assert.ThrowsAsync<Stations.Mqtt.Client.MqttClientException>(() => lost);
        var (_, cause) = await host.Application.NextEndAsync();
        Assert.Equal((DisconnectKind.ApplicationFailed, "disk full"), (cause.Kind, cause.Exception?.Message));
    }

    [Fact]
    public async Task A_topic_is_resolved_once_until_its_routes_are_forgotten()
    {
        await using var host = new EndpointHost();
        var client = await host.ConnectAsync("d");
        foreach (string topic in new[] { "a", "b", "a", "b", "a" })
        {
            await client.PublishAsync(topic, "x");
        }

        Assert.Equal(2, host.Application.Resolved);

        host.Application.Grant = _ => TopicGrant.Denied;
        host.Endpoint.Find("d")!.ForgetRoutes();
        Assert.Equal(ReasonCode.NotAuthorized, await client.PublishAsync("a", "x"));
        Assert.Equal(1, host.Counted("mqtt.messages.dropped", "NotAuthorized"));
    }

    [Fact]
    public async Task A_topic_alias_stands_for_its_topic()
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", MqttVersion.V50);
        byte[] alias = new MqttProperties { { PropertyId.TopicAlias, 3 } }.ToBytes();
        await raw.SendAsync(
            PacketSamples.Encode(new PublishView { Topic = "long/topic"u8, Payload = "1"u8, PropertyBytes = alias }, MqttVersion.V50),
            PacketSamples.Encode(new PublishView { Payload = "2"u8, PropertyBytes = alias }, MqttVersion.V50));

        Assert.Equal(("long/topic", "1"), await Next());
        Assert.Equal(("long/topic", "2"), await Next());

        async Task<(string, string)> Next()
        {
            var taken = await host.Application.NextAsync();
            return (taken.Topic, taken.Payload);
        }
    }

    [Fact]
    public async Task A_topic_over_the_limits_is_refused_and_counted()
    {
        await using var host = new EndpointHost();
        var client = await host.ConnectAsync("d");

        Assert.Equal(ReasonCode.TopicNameInvalid, await client.PublishAsync(new string('x', 257), "x"));
        Assert.Equal(ReasonCode.TopicNameInvalid, await client.PublishAsync(string.Join('/', new int[17]), "x"));
        Assert.Equal(2, host.Counted("mqtt.messages.dropped", "TopicNameInvalid"));
        Assert.False(host.Application.HasMessage);
    }
}
