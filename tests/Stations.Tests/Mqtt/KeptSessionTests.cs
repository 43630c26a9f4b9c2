using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt;

public sealed class KeptSessionTests
{
    public static TheoryData<MqttVersion> Versions() => EndpointHost.Versions();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_session_comes_back_after_a_crash_with_its_subscriptions(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        var client = await kept.ConnectAsync("d", version);
        await client.SubscribeAsync("a/+");
        await client.SubscribeAsync("b");
        await client.Mqtt.UnsubscribeAsync("b").Expect("UNSUBACK");
        kept.Crash();

        Assert.Equal(1, kept.Host.Endpoint.Publish("a/1", "while away"u8));
        Assert.Equal(0, kept.Host.Endpoint.Publish("b", "nobody"u8));
        var back = await kept.ConnectAsync("d", version);
        Assert.True(back.Mqtt.ConnAck.SessionPresent);
        Assert.Equal(["while away"], await back.DrainAsync());
    }

    [Fact]
    public async Task The_options_of_a_subscription_come_back()
    {
        await using var kept = new KeptEndpoint();
        var client = await kept.ConnectAsync("d");
        var subscription = new Subscription("a", QoS.ExactlyOnce) { NoLocal = true, RetainAsPublished = true, RetainHandling = RetainHandling.DoNotSend };
        await client.Mqtt.SubscribeAsync([subscription], new MqttProperties { { PropertyId.SubscriptionIdentifier, 77 } }).Expect("SUBACK");
        await client.SubscribeAsync("$share/g/s");
        kept.Crash();

        var back = await kept.ConnectAsync("d");
        await back.PublishAsync("a", "own");
        kept.Host.Endpoint.Publish("a", "other"u8, QoS.ExactlyOnce, retain: true);
        var message = await back.NextMessageAsync();
        Assert.Equal((QoS.ExactlyOnce, true, 77u), (message.QoS, message.Retain, message.Properties.Number(PropertyId.SubscriptionIdentifier)));
        kept.Host.Endpoint.Publish("s", "shared"u8);
        Assert.Equal(["shared"], await back.DrainAsync());
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public async Task Expiry_goes_on_while_the_server_is_down(int secondsAway, bool isThere)
    {
        await using var kept = new KeptEndpoint();
        await kept.LeaveAsync(await kept.ConnectAsync("d", expirySeconds: 60));
        kept.Clock.Advance(TimeSpan.FromSeconds(20));
        kept.Crash();
        kept.Clock.Advance(TimeSpan.FromSeconds(secondsAway - 20));
        kept.Crash();

        Assert.Equal(isThere, (await kept.ConnectAsync("d")).Mqtt.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task The_expiry_of_a_client_that_was_connected_begins_with_the_restart()
    {
        await using var kept = new KeptEndpoint();
        await kept.ConnectAsync("d", expirySeconds: 60);
        kept.Clock.Advance(TimeSpan.FromSeconds(100));
        kept.Crash();
        kept.Clock.Advance(TimeSpan.FromSeconds(40));
        kept.Crash();
        kept.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.NotEmpty(kept.Store.Kept);
        kept.Crash();
        kept.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False((await kept.ConnectAsync("d")).Mqtt.ConnAck.SessionPresent);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_clean_start_ends_what_was_kept_before_it_is_answered(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        await kept.SubscribeAndLeaveAsync("d", "a", version: version);
        kept.Store.Holds = true;
        var raw = await kept.Host.RawAsync();
        await raw.SendAsync(new ConnectPacket("d") { Version = version }, version);
        Assert.Equal(["d"], await kept.Store.NextHeldAsync());
        Assert.False(raw.HasBytes);
        kept.Store.Sync();
        Assert.Equal(0, (await raw.ReadAsync())[2]);
        kept.Crash();

        Assert.DoesNotContain(kept.Host.Endpoint.Snapshots(), snapshot => !snapshot.State.IsEmpty);
        Assert.Equal(0, kept.Host.Endpoint.Publish("a", "nobody"u8));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_ends_with_its_connection_never_reaches_the_store(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        var will = new Will("last", "bye"u8.ToArray());
        var client = await kept.Host.ConnectAsync("d", version, options => options with { Will = will });
        await client.SubscribeAsync("a", QoS.ExactlyOnce);
        foreach (var qos in new[] { QoS.AtMostOnce, QoS.AtLeastOnce, QoS.ExactlyOnce })
        {
            await client.PublishAsync("a", $"{qos}", qos);
            Assert.Equal($"{qos}", await client.NextAsync());
        }

        await client.Mqtt.UnsubscribeAsync("a").Expect("UNSUBACK");
        client.Mqtt.Abort();
        await kept.Host.Application.NextEndAsync();
        Assert.Equal(0, kept.Store.Position);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Answers_wait_until_what_they_promise_is_durable(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        kept.Store.Holds = true;
        var raw = await kept.Host.RawAsync();
        await raw.SendAsync(KeptEndpoint.Persistent("d", version), version);
        await kept.Store.NextHeldAsync();
        Assert.False(raw.HasBytes);
        kept.Store.Sync();
        Assert.Equal(PacketType.ConnAck, (PacketType)((await raw.ReadAsync())[0] >> 4));

        foreach (Packet request in new Packet[] { new SubscribePacket(1, [new Subscription("a")]), new UnsubscribePacket(2, ["a"]) })
        {
            kept.Store.Holds = true;
            await raw.SendAsync(request, version);
            await kept.Store.NextHeldAsync();
            await raw.SendAsync([0xC0, 0]);
            await raw.ExpectAsync([0xD0, 0]);
            kept.Store.Sync();
            Assert.Equal(request.Type + 1, (PacketType)((await raw.ReadAsync())[0] >> 4));
        }
    }

    [Fact]
    public async Task A_session_that_cannot_be_read_is_reported_left_out_and_forgotten()
    {
        await using var kept = new KeptEndpoint();
        await kept.SubscribeAndLeaveAsync("broken", "a");
        await kept.SubscribeAndLeaveAsync("whole", "a");
        kept.Store.Damage("broken");
        kept.Crash();

        Assert.Equal(["broken"], kept.Host.Unreadable);
        Assert.Equal(1, kept.Host.Endpoint.Publish("a", "x"u8));
        kept.Store.Checkpoint(kept.Host.Endpoint);
        Assert.Equal(["whole"], kept.Store.Kept.Select(one => one.Id));
    }

    [Fact]
    public async Task A_snapshot_takes_the_place_of_all_that_led_to_it()
    {
        await using var kept = new KeptEndpoint();
        var will = new Will("last", "bye"u8.ToArray()) { Properties = new MqttProperties { { PropertyId.WillDelayInterval, 30 } } };
        var raw = await kept.EnterAsync(KeptEndpoint.Persistent("d", MqttVersion.V50, will: will), expectSession: false);
        await raw.SendAsync(new SubscribePacket(1, [new Subscription("a", QoS.ExactlyOnce)]), MqttVersion.V50);
        await raw.ReadAsync();
        kept.Host.Endpoint.Publish("a", "released"u8, QoS.ExactlyOnce);
        byte[] released = await raw.ReadAsync();
        await raw.SendAsync([0x50, 2, .. PacketId(released)]);
        await raw.ExpectAsync([0x62, 2, .. PacketId(released)]);
        kept.Host.Endpoint.Publish("a", "sent"u8, QoS.AtLeastOnce);
        byte[] sent = await raw.ReadAsync();
        await raw.SendAsync(RawClient.Publish("in", QoS.ExactlyOnce, 9, MqttVersion.V50));
        Assert.Equal(0x50, (await raw.ReadAsync())[0]);
        kept.Host.Endpoint.Publish("r", "kept"u8, retain: true);
        kept.Store.Checkpoint(kept.Host.Endpoint);
        Assert.All(kept.Store.Kept, one => Assert.Empty(one.Records));
        Assert.Empty(kept.Host.Endpoint.Snapshots());
        kept.Crash();
        kept.Host.Endpoint.Publish("a", "new"u8, QoS.AtLeastOnce);
        kept.Clock.Advance(TimeSpan.FromSeconds(44));
        Assert.False(kept.Host.Application.HasMessage);
        kept.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await kept.Host.Application.NextAsync()).IsWill);

        var back = await kept.EnterAsync("d", MqttVersion.V50);
        await back.ExpectAsync([0x62, 2, .. PacketId(released)]);
        await back.ExpectAsync([(byte)(sent[0] | 8), .. sent[1..]]);
        Assert.Equal(0x32, (await back.ReadAsync())[0]);
        await back.SendAsync(RawClient.Publish("in", QoS.ExactlyOnce, 9, MqttVersion.V50, duplicate: true));
        await back.ExpectAsync([0x50, 2, 0, 9]);
        Assert.False(kept.Host.Application.HasMessage);
        var other = await kept.Host.ConnectAsync("other");
        await other.SubscribeAsync("r");
        Assert.Equal("kept", await other.NextAsync());
    }

    private static byte[] PacketId(byte[] publish) => publish[5..7];
}
