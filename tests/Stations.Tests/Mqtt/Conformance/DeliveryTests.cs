using System.Globalization;
using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt.Conformance;

/// <summary>PUBLISH and its acknowledgements, as the sender.</summary>
public sealed class DeliveryTests
{
    private static readonly byte[] Ping = [0xC0, 0], Pong = [0xD0, 0];

    [Fact]
    public async Task No_more_is_under_way_than_the_client_takes_and_everything_else_goes_on()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(Wire.Kept("d", receiveMaximum: 2));
        await raw.SubscribeAsync("a", QoS.ExactlyOnce);
        for (int i = 1; i <= 3; i++)
        {
            host.Endpoint.Publish("a", Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)), i == 2 ? QoS.ExactlyOnce : QoS.AtLeastOnce);
        }

        var (one, two) = (Wire.ReadMessage(await raw.ReadAsync()), Wire.ReadMessage(await raw.ReadAsync()));
        Assert.Equal(("1", "2"), (one.Payload, two.Payload));
        Assert.NotEqual(one.Id, two.Id);

        // PUBREC leaves the message under way; only PUBCOMP makes room.
        await raw.SendAsync(Wire.Ack(PacketType.PubRec, two.Id), Ping);
        await raw.ExpectAsync(Wire.Ack(PacketType.PubRel, two.Id));
        await raw.ExpectAsync(Pong);
        await raw.SendAsync(Wire.Ack(PacketType.PubComp, two.Id));
        Assert.Equal("3", Wire.ReadMessage(await raw.ReadAsync()).Payload);
    }

    [Theory]
    [MemberData(nameof(EndpointHost.Versions), MemberType = typeof(EndpointHost))]
    public async Task What_the_old_connection_left_comes_in_order_and_no_faster_than_the_new_one_takes_it(MqttVersion version)
    {
        await using var host = new EndpointHost(version == MqttVersion.V311 ? new MqttLimits { InFlight = 1 } : null);
        var raw = await host.GreetedAsync(Wire.Kept("d", version));
        await raw.SubscribeAsync("a", QoS.AtLeastOnce, version);
        var sent = new List<(string Topic, string Payload, QoS QoS, ushort Id, bool Duplicate)>();
        for (int i = 0; i < 3; i++)
        {
            host.Endpoint.Publish("a", Encoding.UTF8.GetBytes($"{i}"));
            if (version == MqttVersion.V50 || i == 0)
            {
                sent.Add(Wire.ReadMessage(await raw.ReadAsync(), version));
            }
        }

        await host.VanishAsync(raw);
        var again = await host.GreetedAsync(Wire.Kept("d", version, receiveMaximum: 1));
        for (int i = 0; i < 3; i++)
        {
            var got = Wire.ReadMessage(await again.ReadAsync(), version);
            Assert.Equal(($"{i}", i < sent.Count), (got.Payload, got.Duplicate));
            Assert.All(sent.Skip(i).Take(1), earlier => Assert.Equal(earlier.Id, got.Id));
            await again.SendAsync(Ping);
            await again.ExpectAsync(Pong);
            await again.SendAsync(Wire.Ack(PacketType.PubAck, got.Id));
        }
    }

    [Fact]
    public async Task What_was_sent_once_no_longer_expires()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(Wire.Kept("d", receiveMaximum: 1));
        await raw.SubscribeAsync("a", QoS.ExactlyOnce);
        var brief = new MqttProperties { { PropertyId.MessageExpiryInterval, 10 } };
        host.Endpoint.Publish("a", "sent"u8, QoS.ExactlyOnce, properties: brief);
        host.Endpoint.Publish("a", "waits"u8, QoS.ExactlyOnce, properties: brief);
        var sent = Wire.ReadMessage(await raw.ReadAsync());
        await host.VanishAsync(raw);
        host.Clock.Advance(TimeSpan.FromSeconds(11));

        var again = await host.GreetedAsync(Wire.Kept("d"));
        Assert.Equal(sent with { Duplicate = true }, Wire.ReadMessage(await again.ReadAsync()));
        await again.SendAsync(Ping);
        await again.ExpectAsync(Pong);
        Assert.Equal(1, host.Counted("mqtt.messages.dropped", "expired"));
    }

    [Fact]
    public async Task What_is_larger_than_the_client_takes_is_left_out_and_the_rest_comes()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d")
        {
            Properties = new MqttProperties { { PropertyId.MaximumPacketSize, 50 }, { PropertyId.ReceiveMaximum, 1 } },
        });
        await raw.SubscribeAsync("a", QoS.AtLeastOnce);

        // The packet's eight other bytes count too, those of its header among them.
        host.Endpoint.Publish("a", new byte[43]);
        host.Endpoint.Publish("a", new byte[42]);

        Assert.Equal(50, (await raw.ReadAsync()).Length);
        Assert.Equal(1, host.Counted("mqtt.messages.dropped", "larger_than_client_takes"));
    }

    [Theory]
    [InlineData(PacketType.PubAck, QoS.AtLeastOnce)]
    [InlineData(PacketType.PubRec, QoS.ExactlyOnce)]
    public async Task A_client_that_refuses_a_message_does_not_get_it_again(PacketType answer, QoS qos)
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(Wire.Kept("d"));
        await raw.SubscribeAsync("a", qos);
        host.Endpoint.Publish("a", "no"u8, qos);
        await raw.SendAsync(Wire.Ack(answer, Wire.ReadMessage(await raw.ReadAsync()).Id, ReasonCode.NotAuthorized), Ping);
        await raw.ExpectAsync(Pong);
        await host.VanishAsync(raw);

        var again = await host.GreetedAsync(Wire.Kept("d"));
        await again.SendAsync(Ping);
        await again.ExpectAsync(Pong);
    }

    [Theory]
    [MemberData(nameof(EndpointHost.Versions), MemberType = typeof(EndpointHost))]
    public async Task PUBREL_is_sent_again_and_the_message_is_not(MqttVersion version)
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(Wire.Kept("d", version));
        await raw.SubscribeAsync("a", QoS.ExactlyOnce, version);
        host.Endpoint.Publish("a", "x"u8, QoS.ExactlyOnce);
        ushort id = Wire.ReadMessage(await raw.ReadAsync(), version).Id;
        await raw.SendAsync(Wire.Ack(PacketType.PubRec, id));
        await raw.ExpectAsync(Wire.Ack(PacketType.PubRel, id));
        await host.VanishAsync(raw);

        var again = await host.GreetedAsync(Wire.Kept("d", version));
        await again.ExpectAsync(Wire.Ack(PacketType.PubRel, id));
        await again.SendAsync(Wire.Ack(PacketType.PubComp, id), Ping);
        await again.ExpectAsync(Pong);
    }

    [Fact]
    public async Task Topics_get_as_many_aliases_as_the_client_takes_and_not_more()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d") { Properties = new MqttProperties { { PropertyId.TopicAliasMaximum, 1 } } });
        await raw.SubscribeAsync("#", QoS.AtMostOnce);
        foreach (string topic in new[] { "first/topic", "first/topic", "second/topic", "first/topic" })
        {
            host.Endpoint.Publish(topic, "x"u8, QoS.AtMostOnce);
        }

        var got = new List<(string, uint?)>();
        for (int i = 0; i < 4; i++)
        {
            byte[] message = await raw.ReadAsync();
            got.Add((Wire.ReadMessage(message).Topic, Wire.NumberIn(message, PropertyId.TopicAlias)));
        }

        List<(string, uint?)> expected = [("first/topic", 1u), ("", 1u), ("second/topic", null), ("", 1u)];
        Assert.Equal(expected, got);
    }

    [Fact]
    public async Task A_client_that_did_not_ask_gets_no_alias_and_a_new_connection_begins_anew()
    {
        await using var host = new EndpointHost();
        foreach (uint most in new uint[] { 0, 5, 5 })
        {
            var raw = await host.GreetedAsync(new ConnectPacket("d") { Properties = new MqttProperties { { PropertyId.TopicAliasMaximum, most } } });
            await raw.SubscribeAsync("a", QoS.AtLeastOnce);
            host.Endpoint.Publish("a", "x"u8);
            byte[] message = await raw.ReadAsync();
            Assert.Equal("a", Wire.ReadMessage(message).Topic);
            Assert.Equal(most == 0 ? (uint?)null : 1, Wire.NumberIn(message, PropertyId.TopicAlias));
        }
    }

    [Fact]
    public async Task An_alias_is_not_taken_by_a_message_that_was_too_large_to_send()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d")
        {
            Properties = new MqttProperties { { PropertyId.TopicAliasMaximum, 5 }, { PropertyId.MaximumPacketSize, 60 } },
        });
        await raw.SubscribeAsync("a", QoS.AtMostOnce);
        host.Endpoint.Publish("a", new byte[60], QoS.AtMostOnce);
        host.Endpoint.Publish("a", "x"u8, QoS.AtMostOnce);

        Assert.Equal("a", Wire.ReadMessage(await raw.ReadAsync()).Topic);
    }

    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    public async Task Messages_of_one_publisher_come_in_the_order_in_which_it_sent_them(QoS qos)
    {
        await using var host = new EndpointHost();
        var subscriber = await host.ConnectAsync("sub");
        await subscriber.SubscribeAsync("a", qos);
        var publisher = await host.ConnectAsync("pub");
        string[] texts = [.. Enumerable.Range(0, 100).Select(i => $"{i}")];
        await Task.WhenAll(texts.Select(text => publisher.PublishAsync("a", text, qos)));
        var got = new List<string>();
        while (got.Count < texts.Length)
        {
            got.Add(await subscriber.NextAsync());
        }

        Assert.Equal(texts, got);
    }
}
