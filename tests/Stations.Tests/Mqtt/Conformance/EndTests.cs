using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt.Conformance;

/// <summary>DISCONNECT, wills, and how a session ends.</summary>
public sealed class EndTests
{
    [Fact]
    public async Task Who_is_refused_reads_why_however_much_it_sent_meanwhile()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d"));
        byte[] flood = [.. Enumerable.Range(0, 2000).SelectMany(_ => RawClient.Publish("a", QoS.AtMostOnce, 0, MqttVersion.V50))];
        await raw.SendAsync([0xF0, 0], flood);
        await raw.SendAsync(flood);

        await raw.ExpectRefusalAsync(ReasonCode.ProtocolError);
        Assert.False(host.Application.HasMessage);
    }

    [Theory]
    [InlineData(ReasonCode.Success, false)]
    [InlineData(ReasonCode.DisconnectWithWill, true)]
    [InlineData(ReasonCode.UnspecifiedError, true)]
    public async Task Only_a_DISCONNECT_with_reason_zero_takes_the_will_back(ReasonCode reason, bool comes)
    {
        await using var host = new EndpointHost();
        var watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("last");
        var raw = await host.GreetedAsync(new ConnectPacket("d") { Will = new Will("last", "words"u8.ToArray()) });
        await raw.SendAsync(new DisconnectPacket(reason), MqttVersion.V50);
        await raw.ExpectEndAsync();
        await host.Application.NextEndAsync();

        Assert.Equal(comes ? 1 : 0, (await watcher.DrainAsync()).Count);
    }

    [Theory]
    [InlineData(QoS.AtMostOnce, false)]
    [InlineData(QoS.AtLeastOnce, true)]
    [InlineData(QoS.ExactlyOnce, true)]
    public async Task A_will_has_the_quality_the_retain_flag_and_the_properties_it_was_given(QoS qos, bool retain)
    {
        await using var host = new EndpointHost();
        var watcher = await host.ConnectAsync("watcher");
        await watcher.Mqtt.SubscribeAsync([new Subscription("last", QoS.ExactlyOnce) { RetainAsPublished = true }]);
        var raw = await host.GreetedAsync(new ConnectPacket("d")
        {
            Will = new Will("last", "words"u8.ToArray(), qos, retain)
            {
                Properties = new MqttProperties { { PropertyId.ContentType, "text" }, { "b", "1" }, { "a", "2" }, { "b", "3" } },
            },
        });
        await host.VanishAsync(raw);

        var will = await watcher.NextMessageAsync();
        Assert.Equal((qos, retain, "text"), (will.QoS, will.Retain, will.Properties.Text(PropertyId.ContentType)));
        Assert.Equal(["b=1", "a=2", "b=3"], will.Properties.UserProperties.Select(pair => $"{pair.Key}={pair.Value}"));
        var late = await host.ConnectAsync("late");
        await late.SubscribeAsync("last");
        Assert.Equal(retain ? 1 : 0, (await late.DrainAsync()).Count);
    }

    [Fact]
    public async Task Without_a_will_nothing_is_published_when_the_client_vanishes()
    {
        await using var host = new EndpointHost();
        var watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("#");
        await host.VanishAsync(await host.GreetedAsync(new ConnectPacket("d")));

        Assert.Empty(await watcher.DrainAsync());
    }

    [Fact]
    public async Task A_will_waits_no_longer_than_its_session_lives()
    {
        await using var host = new EndpointHost();
        var watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("last");
        var will = new Will("last", "words"u8.ToArray()) { Properties = new MqttProperties { { PropertyId.WillDelayInterval, 1000 } } };
        await host.VanishAsync(await host.GreetedAsync(new ConnectPacket("ends at once") { Will = will }));
        Assert.Equal("words", await watcher.NextAsync());

        await host.VanishAsync(await host.GreetedAsync(Wire.Kept("ends by a clean start") with { Will = will }));
        Assert.Empty(await watcher.DrainAsync());
        await host.GreetedAsync(new ConnectPacket("ends by a clean start"));
        Assert.Equal("words", await watcher.NextAsync());
    }

    [Fact]
    public async Task DISCONNECT_can_change_when_the_session_expires_but_not_bring_one_about()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(Wire.Kept("d"));
        await raw.SendAsync(new DisconnectPacket { Properties = new MqttProperties { { PropertyId.SessionExpiryInterval, 0 } } }, MqttVersion.V50);
        await raw.ExpectEndAsync();
        await host.Application.NextEndAsync();
        var again = await host.RawAsync();
        await again.SendAsync(Wire.Kept("d"), MqttVersion.V50);
        Assert.False(Wire.Read<ConnAckPacket>(await again.ReadAsync()).SessionPresent);

        var brief = await host.GreetedAsync(new ConnectPacket("e"));
        await brief.SendAsync(new DisconnectPacket { Properties = new MqttProperties { { PropertyId.SessionExpiryInterval, 5 } } }, MqttVersion.V50);
        var told = Wire.Read<DisconnectPacket>(await brief.ReadAsync());
        Assert.Equal(ReasonCode.ProtocolError, told.Reason);
        Assert.Null(told.Properties.Number(PropertyId.SessionExpiryInterval));
    }

    [Fact]
    public async Task What_comes_behind_a_DISCONNECT_is_not_looked_at()
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d"));
        await raw.SendAsync([0xE0, 0], RawClient.Publish("a", QoS.AtMostOnce, 0, MqttVersion.V50));
        await raw.ExpectEndAsync();
        await host.Application.NextEndAsync();
        Assert.False(host.Application.HasMessage);
    }

    [Theory]
    [InlineData("C001")] // PINGREQ
    [InlineData("E1 00")] // DISCONNECT
    [InlineData("F1 00")] // AUTH
    [InlineData("4101")] // PUBACK
    public async Task Reserved_bits_of_a_header_end_the_connection_as_malformed(string hex)
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d"));
        await raw.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        await raw.ExpectRefusalAsync(ReasonCode.MalformedPacket);
    }

    [Theory]
    [MemberData(nameof(EndpointHost.Versions), MemberType = typeof(EndpointHost))]
    public async Task PINGREQ_is_answered_by_PINGRESP(MqttVersion version)
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", version);
        await raw.SendAsync([0xC0, 0]);
        await raw.ExpectAsync([0xD0, 0]);
    }

    [Fact]
    public async Task The_client_of_this_project_breaks_off_where_the_server_breaks_the_protocol()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var connecting = MqttClient.ConnectAsync(new MqttClientOptions { Port = port, ClientId = "d" });
        await using var server = new RawClient(await listener.AcceptSocketAsync().Expect("the client"));
        await server.ReadAsync();
        await server.SendAsync(new ConnAckPacket(ReasonCode.Success), MqttVersion.V50);
        await using var client = await connecting.Expect("CONNACK");
        await server.SendAsync([0x00, 0]);

        Assert.Equal(ReasonCode.MalformedPacket, (await client.Disconnected.Expect("the end")).Reason);
    }
}
