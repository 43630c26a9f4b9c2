using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt.Conformance;

/// <summary>PUBLISH and its acknowledgements, as a receiver.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task What_belongs_to_a_message_travels_unaltered_and_in_order()
    {
        await using var host = new EndpointHost();
        var subscriber = await host.ConnectAsync("sub");
        await subscriber.SubscribeAsync("a");
        var publisher = await host.ConnectAsync("pub");
        var properties = new MqttProperties
        {
            { PropertyId.PayloadFormatIndicator, 1 },
            { PropertyId.ContentType, "text/plain" },
            { PropertyId.ResponseTopic, "answers/1" },
            { PropertyId.CorrelationData, new byte[] { 0, 255, 1 } },
            { "k", "1" },
            { "a", "2" },
            { "k", "3" },
        };
        await publisher.PublishAsync("a", "x", properties: properties);

        var got = (await subscriber.NextMessageAsync()).Properties;
        Assert.Equal(1u, got.Number(PropertyId.PayloadFormatIndicator));
        Assert.Equal(("text/plain", "answers/1"), (got.Text(PropertyId.ContentType), got.Text(PropertyId.ResponseTopic)));
        Assert.Equal(new byte[] { 0, 255, 1 }, got.Data(PropertyId.CorrelationData)!.Value.ToArray());
        Assert.Equal(["k=1", "a=2", "k=3"], got.UserProperties.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public async Task DUP_of_what_comes_in_says_nothing_of_what_goes_out()
    {
        await using var host = new EndpointHost();
        var subscriber = await host.GreetedAsync(new ConnectPacket("sub"));
        await subscriber.SubscribeAsync("a", QoS.AtLeastOnce);
        var publisher = await host.GreetedAsync(new ConnectPacket("pub"));
        await publisher.SendAsync(RawClient.Publish("a", QoS.AtLeastOnce, 1, MqttVersion.V50, duplicate: true));

        Assert.False(Wire.ReadMessage(await subscriber.ReadAsync()).Duplicate);
    }

    [Fact]
    public async Task Only_the_retain_flag_changes_what_is_retained()
    {
        await using var host = new EndpointHost();
        var publisher = await host.ConnectAsync("pub");
        await publisher.PublishAsync("a", "kept", retain: true);
        await publisher.PublishAsync("c", "old", retain: true);
        await publisher.PublishAsync("c", "", QoS.AtMostOnce, retain: true);
        await publisher.PublishAsync("a", "passing");
        await publisher.PublishAsync("b", "passing");
        var late = await host.ConnectAsync("late");
        await late.SubscribeAsync("+");

        Assert.Equal(["kept"], await late.DrainAsync());
    }

    [Theory]
    [InlineData(17u, true, ReasonCode.TopicAliasInvalid)] // over the maximum
    [InlineData(16u, false, ReasonCode.ProtocolError)] // never given a topic
    public async Task A_topic_alias_that_cannot_be_ends_the_connection(uint alias, bool hasTopic, ReasonCode reason)
    {
        await using var host = new EndpointHost(new MqttLimits { TopicAliases = 16 });
        var first = await host.GreetedAsync(new ConnectPacket("d"));
        await first.SendAsync(Wire.Publish("a", QoS.AtLeastOnce, 1, new MqttProperties { { PropertyId.TopicAlias, 16 } }));
        Assert.Equal((byte)PacketType.PubAck << 4, (await first.ReadAsync())[0]);

        // What one connection has said is forgotten on the next.
        var second = await host.GreetedAsync(new ConnectPacket("e"));
        await second.SendAsync(Wire.Publish(hasTopic ? "a" : "", QoS.AtMostOnce, 0, new MqttProperties { { PropertyId.TopicAlias, alias } }));
        await second.ExpectRefusalAsync(reason);
    }

    [Fact]
    public async Task A_client_must_not_send_subscription_identifiers()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d"));
        await raw.SendAsync(Wire.Publish("a", QoS.AtMostOnce, 0, new MqttProperties { { PropertyId.SubscriptionIdentifier, 1 } }));
        await raw.ExpectRefusalAsync(ReasonCode.ProtocolError);
    }

    [Theory]
    [MemberData(nameof(EndpointHost.Versions), MemberType = typeof(EndpointHost))]
    public async Task A_packet_id_is_free_again_once_its_message_is_through(MqttVersion version)
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", version);
        for (int i = 0; i < 2; i++)
        {
            await raw.SendAsync(RawClient.Publish("a", QoS.AtLeastOnce, 1, version, $"once {i}", duplicate: i == 1));
            Assert.Equal(0x40, (await raw.ReadAsync())[0]);
            Assert.Equal($"once {i}", (await host.Application.NextAsync()).Payload);
            await raw.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 1, version, $"exactly {i}"));
            await raw.ExpectAsync([0x50, 2, 0, 1]);
            await raw.SendAsync([0x62, 2, 0, 1]);
            await raw.ExpectAsync([0x70, 2, 0, 1]);
            Assert.Equal($"exactly {i}", (await host.Application.NextAsync()).Payload);
        }
    }

    /// <summary>A client that lost the answer asks for it again with its next connection.</summary>
    [Fact]
    public async Task PUBREL_of_a_message_that_is_through_is_answered_and_says_that_nothing_waits()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(Wire.Kept("d"));
        await raw.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 1, MqttVersion.V50));
        await raw.ExpectAckAsync(PacketType.PubRec, 1, ReasonCode.Success);
        await raw.SendAsync(Wire.Ack(PacketType.PubRel, 1));
        await raw.ExpectAckAsync(PacketType.PubComp, 1, ReasonCode.Success);
        await host.VanishAsync(raw);

        var again = await host.GreetedAsync(Wire.Kept("d"));
        await again.SendAsync(Wire.Ack(PacketType.PubRel, 1));
        await again.ExpectAckAsync(PacketType.PubComp, 1, ReasonCode.PacketIdentifierNotFound);
        await host.Application.NextAsync();
        Assert.False(host.Application.HasMessage);
    }

    [Fact]
    public async Task The_packet_id_of_a_refused_QoS_2_message_is_free_at_once()
    {
        await using var host = new EndpointHost();
        host.Application.Grant = _ => TopicGrant.Denied;
        var raw = await host.GreetedAsync(new ConnectPacket("d"));
        await raw.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 1, MqttVersion.V50));
        await raw.ExpectAckAsync(PacketType.PubRec, 1, ReasonCode.NotAuthorized);
        host.Application.Grant = topic => new TopicGrant(Allowed: true, Route: topic);
        await raw.SendAsync(RawClient.Publish("b", QoS.ExactlyOnce, 1, MqttVersion.V50));

        await raw.ExpectAsync(Wire.Ack(PacketType.PubRec, 1));
        Assert.Equal("b", (await host.Application.NextAsync()).Topic);
    }

    [Fact]
    public async Task A_PUBREL_or_PUBREC_that_fits_nothing_is_answered_so()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d"));
        await raw.SendAsync(Wire.Ack(PacketType.PubRel, 9));
        await raw.ExpectAckAsync(PacketType.PubComp, 9, ReasonCode.PacketIdentifierNotFound);
        await raw.SendAsync(Wire.Ack(PacketType.PubRec, 9));
        await raw.ExpectAckAsync(PacketType.PubRel, 9, ReasonCode.PacketIdentifierNotFound);
    }

    [Fact]
    public async Task A_publisher_learns_that_no_filter_matches_and_its_own_counts()
    {
        await using var host = new EndpointHost();
        host.Application.Grant = _ => new TopicGrant(Allowed: true);
        var client = await host.ConnectAsync("d");
        Assert.Equal(ReasonCode.NoMatchingSubscribers, await client.PublishAsync("a", "x"));
        await client.Mqtt.SubscribeAsync([new Subscription("a") { NoLocal = true }]);

        Assert.Equal(ReasonCode.Success, await client.PublishAsync("a", "x"));
        Assert.Empty(await client.DrainAsync());
    }

    [Theory]
    [InlineData("3204 0001 61 00")] // packet id cut off
    [InlineData("3206 0001 61 0000 00")] // packet id zero
    [InlineData("3607 0001 61 0001 00 00")] // QoS 3
    [InlineData("3804 0001 61 00")] // a duplicate of QoS 0
    [InlineData("3004 0001 23 00")] // a wildcard
    [InlineData("3004 0001 00 00")] // U+0000
    [InlineData("3005 0002 C0AF 00")] // not UTF-8
    [InlineData("3003 0000 00")] // no topic
    [InlineData("300A 0001 61 06 2600 02FFFF 00")] // a user property that is not UTF-8
    [InlineData("3008 0001 61 04 080001 2B")] // a wildcard in the response topic
    [InlineData("3007 0001 61 03 030001")] // a content type cut off
    [InlineData("3006 0001 61 8000 00")] // a property length longer than it needs to be
    [InlineData("6003 0001 00")] // PUBREL without its flags
    public async Task A_malformed_message_ends_the_connection_with_a_reason(string hex)
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d"));
        await raw.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        Assert.InRange(Wire.Read<DisconnectPacket>(await raw.ReadAsync()).Reason, ReasonCode.MalformedPacket, ReasonCode.ProtocolError);
        await raw.ExpectEndAsync();
        Assert.False(host.Application.HasMessage);
    }

    [Fact]
    public async Task What_a_3_1_1_client_may_not_publish_is_acknowledged_and_goes_nowhere()
    {
        await using var host = new EndpointHost();
        host.Application.Grant = _ => TopicGrant.Denied;
        var subscriber = await host.ConnectAsync("sub");
        await subscriber.SubscribeAsync("a");
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", MqttVersion.V311);
        await raw.SendAsync(RawClient.Publish("a", QoS.AtLeastOnce, 5, MqttVersion.V311));
        await raw.ExpectAsync([0x40, 2, 0, 5]);

        host.Application.Grant = topic => new TopicGrant(Allowed: true, Route: topic);
        Assert.Empty(await subscriber.DrainAsync());
    }
}
