using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

/// <summary>From the server to a subscriber.</summary>
public sealed class KeptDeliveryTests
{
    public static TheoryData<MqttVersion> Versions() => EndpointHost.Versions();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_was_queued_for_an_offline_client_comes_in_order_and_not_as_a_duplicate(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        await kept.SubscribeAndLeaveAsync("d", "a", QoS.ExactlyOnce, version);
        kept.Host.Endpoint.Publish("a", "1"u8, QoS.AtLeastOnce);
        kept.Host.Endpoint.Publish("a", "2"u8, QoS.ExactlyOnce);
        kept.Host.Endpoint.Publish("a", "no"u8, QoS.AtMostOnce);
        kept.Host.Endpoint.Publish("a", "3"u8, QoS.AtLeastOnce);
        kept.Crash();

        var client = await kept.ConnectAsync("d", version);
        foreach (var (text, qos) in new[] { ("1", QoS.AtLeastOnce), ("2", QoS.ExactlyOnce), ("3", QoS.AtLeastOnce) })
        {
            var message = await client.NextMessageAsync();
            Assert.Equal((text, qos, false), (Encoding.UTF8.GetString(message.Payload.Span), message.QoS, message.Duplicate));
        }

        Assert.Empty(await client.DrainAsync());
        await kept.LeaveAsync(client);
        kept.Crash();
        Assert.Empty(await (await kept.ConnectAsync("d", version)).DrainAsync());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_was_sent_and_not_acknowledged_is_sent_again_under_its_packet_id_as_a_duplicate(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        var raw = await SubscribedAsync(kept, version);
        kept.Host.Endpoint.Publish("a", "1"u8, QoS.AtLeastOnce);
        kept.Host.Endpoint.Publish("a", "2"u8, QoS.ExactlyOnce);
        byte[][] sent = [await raw.ReadAsync(), await raw.ReadAsync()];
        kept.Crash();

        var back = await kept.EnterAsync("d", version);
        foreach (byte[] publish in sent)
        {
            await back.ExpectAsync([(byte)(publish[0] | 8), .. publish[1..]]);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_message_is_sent_once_it_is_durable(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        var raw = await SubscribedAsync(kept, version);
        kept.Store.Holds = true;
        kept.Host.Endpoint.Publish("a", "1"u8);
        await raw.SendAsync([0xC0, 0]);
        await raw.ExpectAsync([0xD0, 0]);
        kept.Store.Sync();
        Assert.Equal(0x32, (await raw.ReadAsync())[0]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_message_that_did_not_get_durable_is_not_there_after_a_crash(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        await kept.SubscribeAndLeaveAsync("d", "a", version: version);
        kept.Host.Endpoint.Publish("a", "durable"u8);
        kept.Store.Holds = true;
        kept.Host.Endpoint.Publish("a", "lost"u8);
        kept.Crash();
        Assert.Equal(["durable"], await (await kept.ConnectAsync("d", version)).DrainAsync());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task PUBREL_goes_out_once_PUBREC_is_durable_and_after_a_crash_only_PUBREL_comes(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        var raw = await SubscribedAsync(kept, version);
        kept.Host.Endpoint.Publish("a", "1"u8, QoS.ExactlyOnce);
        byte[] id = (await raw.ReadAsync())[5..7];
        kept.Store.Holds = true;
        await raw.SendAsync([0x50, 2, .. id], [0xC0, 0]);
        await kept.Store.NextHeldAsync();
        await raw.ExpectAsync([0xD0, 0]);
        kept.Store.Sync();
        await raw.ExpectAsync([0x62, 2, .. id]);
        kept.Crash();

        var back = await kept.EnterAsync("d", version);
        await back.ExpectAsync([0x62, 2, .. id]);
        await back.SendAsync([0x70, 2, .. id], [0xC0, 0]);
        await back.ExpectAsync([0xD0, 0]);
        kept.Crash();
        var done = await kept.EnterAsync("d", version);
        await done.SendAsync([0xC0, 0]);
        await done.ExpectAsync([0xD0, 0]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_PUBREC_that_did_not_get_durable_leads_to_the_same_message_under_the_same_id(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        var raw = await SubscribedAsync(kept, version);
        kept.Host.Endpoint.Publish("a", "1"u8, QoS.ExactlyOnce);
        byte[] sent = await raw.ReadAsync();
        kept.Store.Holds = true;
        await raw.SendAsync([0x50, 2, .. sent[5..7]]);
        await kept.Store.NextHeldAsync();
        kept.Crash();

        var back = await kept.EnterAsync("d", version);
        await back.ExpectAsync([(byte)(sent[0] | 8), .. sent[1..]]);
    }

    [Fact]
    public async Task A_packet_id_that_still_waits_is_given_to_nobody_else()
    {
        await using var kept = new KeptEndpoint();
        var raw = await SubscribedAsync(kept, MqttVersion.V50);
        var ids = new HashSet<int>();
        for (int i = 0; i < 3; i++)
        {
            kept.Host.Endpoint.Publish("a", "x"u8, QoS.ExactlyOnce);
            Assert.True(ids.Add((await raw.ReadAsync())[6]));
        }

        kept.Crash();
        kept.Host.Endpoint.Publish("a", "y"u8, QoS.ExactlyOnce);
        var back = await kept.EnterAsync("d", MqttVersion.V50);
        for (int i = 0; i < 3; i++)
        {
            Assert.Contains((await back.ReadAsync())[6], ids.Select(id => (byte)id));
        }

        Assert.True(ids.Add((await back.ReadAsync())[6]));
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task The_expiry_of_a_message_goes_on_while_the_server_is_down(int secondsAway, bool comes)
    {
        await using var kept = new KeptEndpoint();
        await kept.SubscribeAndLeaveAsync("d", "a");
        kept.Host.Endpoint.Publish("a", "short"u8, properties: new MqttProperties { { PropertyId.MessageExpiryInterval, 30 }, { "k", "v" } });
        kept.Clock.Advance(TimeSpan.FromSeconds(secondsAway));
        kept.Crash();

        var client = await kept.ConnectAsync("d");
        if (comes)
        {
            var message = await client.NextMessageAsync();
            Assert.Equal((1u, "v"), (message.Properties.Number(PropertyId.MessageExpiryInterval), message.Properties.UserProperties.Single().Value));
        }

        Assert.Empty(await client.DrainAsync());
    }

    [Fact]
    public async Task A_kept_session_has_the_same_limits_and_what_is_dropped_is_counted()
    {
        await using var kept = new KeptEndpoint(new MqttLimits { QueuedMessages = 2 });
        await kept.SubscribeAndLeaveAsync("d", "a");
        kept.Host.Endpoint.Publish("a", "1"u8);
        kept.Crash();
        kept.Host.Endpoint.Publish("a", "2"u8);
        kept.Host.Endpoint.Publish("a", "3"u8);

        Assert.Equal(1, kept.Host.Counted("mqtt.messages.dropped", "queue_full"));
        Assert.Equal(["1", "2"], await (await kept.ConnectAsync("d")).DrainAsync());
    }

    private static async Task<RawClient> SubscribedAsync(KeptEndpoint kept, MqttVersion version)
    {
        var raw = await kept.EnterAsync("d", version, expectSession: false);
        await raw.SendAsync(new SubscribePacket(1, [new Subscription("a", QoS.ExactlyOnce)]), version);
        Assert.Equal(PacketType.SubAck, (PacketType)((await raw.ReadAsync())[0] >> 4));
        return raw;
    }
}
