using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt.Conformance;

/// <summary>SUBSCRIBE, UNSUBSCRIBE and what they lead to.</summary>
public sealed class SubscribeTests
{
    [Theory]
    [InlineData("8007 0001 00 0001 61 00", ReasonCode.MalformedPacket)] // reserved bits of the header
    [InlineData("8203 0001 00", ReasonCode.ProtocolError)] // no filter
    [InlineData("8207 0001 00 0001 61 40", ReasonCode.MalformedPacket)] // reserved option
    [InlineData("8207 0001 00 0001 61 03", ReasonCode.MalformedPacket)] // QoS 3
    [InlineData("8207 0001 00 0001 FF 00", ReasonCode.MalformedPacket)] // not UTF-8
    [InlineData("8207 0001 00 0001 00 00", ReasonCode.MalformedPacket)] // U+0000
    [InlineData("8206 0001 00 0000 00", ReasonCode.MalformedPacket)] // an empty filter
    [InlineData("8209 0001 00 0003 61232F 00", ReasonCode.MalformedPacket)] // # in the middle
    [InlineData("8208 0001 00 0002 612B 00", ReasonCode.MalformedPacket)] // + beside something
    [InlineData("820D 0001 00 0007 2473686172652F 00", ReasonCode.MalformedPacket)] // $share/
    [InlineData("820F 0001 00 0009 2473686172652F2F61 00", ReasonCode.MalformedPacket)] // $share//a
    [InlineData("8210 0001 00 000A 2473686172652F2B2F61 00", ReasonCode.MalformedPacket)] // $share/+/a
    [InlineData("8210 0001 00 000A 2473686172652F672F61 04", ReasonCode.ProtocolError)] // $share/g/a and no-local
    [InlineData("A006 0001 00 0001 61", ReasonCode.MalformedPacket)] // reserved bits of the header
    [InlineData("A203 0001 00", ReasonCode.ProtocolError)] // no filter
    [InlineData("A206 0001 00 0001 FF", ReasonCode.MalformedPacket)] // not UTF-8
    public async Task What_is_malformed_ends_the_connection_with_its_reason(string hex, ReasonCode reason)
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d"));
        await raw.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        await raw.ExpectRefusalAsync(reason);
    }

    [Theory]
    [InlineData("8205 0001 0000 00")] // an empty filter
    [InlineData("8202 0001")] // no filter
    [InlineData("8206 0001 0001 61 04")] // reserved bits
    [InlineData("8006 0001 0001 61 00")]
    [InlineData("A202 0001")]
    [InlineData("A005 0001 0001 61")]
    public async Task What_is_malformed_ends_a_3_1_1_connection(string hex)
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", MqttVersion.V311);
        await raw.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        await raw.ExpectEndAsync();
    }

    [Theory]
    [MemberData(nameof(EndpointHost.Versions), MemberType = typeof(EndpointHost))]
    public async Task One_SUBACK_answers_every_filter_in_order(MqttVersion version)
    {
        await using var host = new EndpointHost();
        host.Application.MayHear = filter => filter is not "secret";
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", version);
        await raw.SendAsync(
            new SubscribePacket(0x1234, [new("a", QoS.ExactlyOnce), new("secret"), new("b", QoS.AtMostOnce), new("$share/g/c", QoS.AtLeastOnce)]), version);

        var answer = Wire.Read<SubAckPacket>(await raw.ReadAsync(), version);
        var denied = version == MqttVersion.V50 ? ReasonCode.NotAuthorized : ReasonCode.UnspecifiedError;
        Assert.Equal(0x1234, answer.PacketId);
        Assert.Equal([ReasonCode.GrantedQoS2, denied, ReasonCode.Success, ReasonCode.GrantedQoS1], answer.Reasons);
    }

    [Theory]
    [MemberData(nameof(EndpointHost.Versions), MemberType = typeof(EndpointHost))]
    public async Task One_UNSUBACK_answers_every_filter_whether_it_was_there_or_not(MqttVersion version)
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", version);
        await raw.SubscribeAsync("a/+", QoS.AtLeastOnce, version);
        await raw.SendAsync(new UnsubscribePacket(0x1234, ["a/#", "a/+", "A/+"]), version);

        var answer = Wire.Read<UnsubAckPacket>(await raw.ReadAsync(), version);
        Assert.Equal(0x1234, answer.PacketId);
        ReasonCode[] expected = version == MqttVersion.V50 ? [ReasonCode.NoSubscriptionExisted, ReasonCode.Success, ReasonCode.NoSubscriptionExisted] : [];
        Assert.Equal(expected, answer.Reasons);
        Assert.Equal(0, host.Endpoint.Publish("a/b", "x"u8));
    }

    [Fact]
    public async Task What_is_under_way_when_its_filter_goes_is_completed()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d"));
        await raw.SubscribeAsync("a", QoS.ExactlyOnce);
        host.Endpoint.Publish("a", "x"u8, QoS.ExactlyOnce);
        ushort id = Wire.ReadMessage(await raw.ReadAsync()).Id;
        await raw.SendAsync(new UnsubscribePacket(2, ["a"]), MqttVersion.V50);
        Wire.Read<UnsubAckPacket>(await raw.ReadAsync());
        await raw.SendAsync(Wire.Ack(PacketType.PubRec, id));
        await raw.ExpectAsync(Wire.Ack(PacketType.PubRel, id));
    }

    [Theory]
    [MemberData(nameof(EndpointHost.Versions), MemberType = typeof(EndpointHost))]
    public async Task A_filter_subscribed_again_takes_the_place_of_the_first_and_gets_what_is_retained_again(MqttVersion version)
    {
        await using var host = new EndpointHost();
        host.Endpoint.Publish("a", "kept"u8, retain: true);
        var client = await host.ConnectAsync("d", version);
        await client.SubscribeAsync("a", QoS.AtMostOnce);
        await client.SubscribeAsync("a", QoS.AtLeastOnce);
        Assert.Equal("kept", await client.NextAsync());
        Assert.Equal("kept", await client.NextAsync());
        host.Endpoint.Publish("a", "live"u8);

        var live = await client.NextMessageAsync();
        Assert.Equal(("live", QoS.AtLeastOnce), (System.Text.Encoding.UTF8.GetString(live.Payload.Span), live.QoS));
        Assert.Empty(await client.DrainAsync());
    }

    [Theory]
    [InlineData(QoS.AtMostOnce, QoS.ExactlyOnce)]
    [InlineData(QoS.AtLeastOnce, QoS.ExactlyOnce)]
    [InlineData(QoS.ExactlyOnce, QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce, QoS.AtMostOnce)]
    public async Task A_message_comes_with_the_lower_of_what_was_published_and_what_was_granted(QoS published, QoS granted)
    {
        await using var host = new EndpointHost();
        foreach (string filter in new[] { "a", "$share/g/a" })
        {
            var client = await host.ConnectAsync(filter.Replace('/', '-'));
            await client.SubscribeAsync(filter, granted);
            host.Endpoint.Publish("a", "x"u8, published);
            Assert.Equal(published < granted ? published : granted, (await client.NextMessageAsync()).QoS);
            await client.Mqtt.UnsubscribeAsync(filter);
        }
    }

    [Fact]
    public async Task A_QoS_2_message_of_a_shared_subscription_stays_with_its_member()
    {
        await using var host = new EndpointHost();
        var first = await host.GreetedAsync(Wire.Kept("first"));
        await first.SubscribeAsync("$share/g/a", QoS.ExactlyOnce);
        host.Endpoint.Publish("a", "x"u8, QoS.ExactlyOnce);
        var sent = Wire.ReadMessage(await first.ReadAsync());
        var second = await host.ConnectAsync("second");
        await second.SubscribeAsync("$share/g/a", QoS.ExactlyOnce);
        await host.VanishAsync(first);
        Assert.Empty(await second.DrainAsync());

        var again = await host.GreetedAsync(Wire.Kept("first"));
        Assert.Equal(sent with { Duplicate = true }, Wire.ReadMessage(await again.ReadAsync()));
        await again.SendAsync(Wire.Ack(PacketType.PubRec, sent.Id, ReasonCode.UnspecifiedError));
        await again.SendAsync(new DisconnectPacket(ReasonCode.Success) { Properties = new MqttProperties { { PropertyId.SessionExpiryInterval, 0 } } }, MqttVersion.V50);
        await again.ExpectEndAsync();
        Assert.Empty(await second.DrainAsync());
    }

    [Fact]
    public async Task No_local_and_identifiers_hold_for_the_connection_that_asked()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d"));
        await raw.SubscribeAsync("a", QoS.AtMostOnce, identifier: 268_435_455);
        host.Endpoint.Publish("a", "x"u8);

        Assert.Equal(268_435_455u, Wire.NumberIn(await raw.ReadAsync(), PropertyId.SubscriptionIdentifier));
    }
}
