using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt.Hostile;

/// <summary>What one client does to the server, and that nobody else feels it.</summary>
public sealed class AttackTests
{
    [Fact]
    public async Task Who_says_nothing_or_half_a_connect_is_gone_after_five_seconds()
    {
        await using var host = new EndpointHost();
        var healthy = await host.ConnectAsync("healthy");
        host.Clock.Advance(TimeSpan.FromSeconds(0.3));
        var silent = new List<MemoryPeer>();
        for (var number = 0; number < 40; number++)
        {
            silent.Add(new MemoryPeer());
            _ = host.Endpoint.ServeAsync(silent[^1], remoteEndPoint: null);
            silent[^1].Feed(new byte[] { 0x10, 0x40, 0, 4 }.AsSpan(0, number % 5));
        }

        host.Clock.Advance(TimeSpan.FromSeconds(3.5));
        Assert.All(silent, one => Assert.False(one.IsClosed));
        host.Clock.Advance(TimeSpan.FromSeconds(1.5));

        Assert.All(silent, one => Assert.True(one.IsClosed));
        Assert.Equal(40, host.Counted("mqtt.refused", "connect_late"));
        Assert.Equal(ReasonCode.Success, await healthy.PublishAsync("a", "x"));
    }

    [Fact]
    public async Task Sockets_of_one_address_are_limited_whoever_they_are()
    {
        await using var host = new EndpointHost(new MqttLimits { ConnectionsPerAddress = 2 });
        await host.ConnectAsync("one");
        var two = await host.ConnectAsync("two");
        var third = await host.RawAsync();
        await third.ExpectEndAsync();
        Assert.Equal(1, host.Counted("mqtt.refused", "connections_per_address"));

        await two.Mqtt.DisposeAsync();
        await host.Application.NextEndAsync();
        await host.AdvanceUntilAsync(ConnectAtLast());

        // The place is free a moment after the application has been told.
        async Task ConnectAtLast()
        {
            while (true)
            {
                var raw = await host.RawAsync();
                if (await raw.TrySendAsync(PacketSamples.Encode(new ConnectPacket("three"), MqttVersion.V50)) && (await raw.ReadAsync()).Length > 0)
                {
                    return;
                }
            }
        }
    }

    [Fact]
    public async Task A_takeover_storm_leaves_one_connection_and_everybody_else_alone()
    {
        await using var host = new EndpointHost();
        var healthy = await host.ConnectAsync("healthy");
        await healthy.SubscribeAsync("wills");
        for (var number = 0; number < 100; number++)
        {
            await host.ConnectAsync("storm");
            Assert.Equal(ReasonCode.Success, await healthy.PublishAsync("a", "x"));
        }

        Assert.Equal(99, host.Counted("mqtt.disconnected", nameof(DisconnectKind.TakenOver)));
        Assert.True(host.Endpoint.Find("storm")!.IsOpen && host.Endpoint.Find("healthy")!.IsOpen);
        Assert.Empty(await healthy.DrainAsync());
    }

    [Fact]
    public async Task A_retained_flood_fills_its_own_share_only()
    {
        await using var host = new EndpointHost(new MqttLimits { RetainedMessages = 20, RetainedPerClient = 10 });
        var flood = await host.ConnectAsync("flood");
        for (var number = 0; number < 50; number++)
        {
            await flood.PublishAsync($"flood/{number}", "x", retain: true);
        }

        var healthy = await host.ConnectAsync("healthy");
        await healthy.PublishAsync("state", "kept", retain: true);
        await flood.PublishAsync("flood/0", "", retain: true);
        await flood.PublishAsync("flood/again", "x", retain: true);
        var late = await host.ConnectAsync("late");
        await late.SubscribeAsync("#");

        Assert.Equal(40, host.Counted("mqtt.messages.dropped", "retained_per_client"));
        Assert.Equal(0, host.Counted("mqtt.messages.dropped", "retained_full"));
        Assert.Equal(11, (await late.DrainAsync()).Count(text => text is "x" or "kept"));
    }

    [Fact]
    public async Task Retained_topics_of_many_levels_pay_for_each()
    {
        await using var host = new EndpointHost(new MqttLimits { RetainedBytes = 20_000 });
        var flood = await host.ConnectAsync("flood");
        for (var number = 0; number < 20; number++)
        {
            await flood.PublishAsync($"{number}/b/c/d/e/f/g/h/i/j/k/l/m/n/o", "x", retain: true);
        }

        Assert.InRange(host.Counted("mqtt.messages.dropped", "retained_full"), 5, 15);
    }

    [Fact]
    public async Task A_search_through_many_retained_messages_finds_all_and_the_next_waits_for_it()
    {
        const int Many = 3_000;
        await using var host = new EndpointHost();
        for (var number = 0; number < Many; number++)
        {
            host.Endpoint.Publish($"many/{number}/state", "x"u8, retain: true);
        }

        var client = await host.ConnectAsync("curious");
        var answers = await Task.WhenAll(client.SubscribeAsync("many/+/state", QoS.AtMostOnce), client.SubscribeAsync("many/#", QoS.AtMostOnce));

        Assert.All(answers, answer => Assert.Equal(ReasonCode.Success, answer));
        for (var number = 0; number < 2 * Many; number++)
        {
            await client.NextAsync();
        }

        Assert.Equal(0, host.Counted("mqtt.messages.dropped", "backlog_full"));
    }

    [Fact]
    public async Task Filters_are_limited_per_client_per_packet_and_in_all()
    {
        await using var host = new EndpointHost(new MqttLimits { FiltersPerClient = 3, Subscriptions = 5, FiltersPerPacket = 10 });
        var bomb = string.Join('/', Enumerable.Repeat("+", 15));
        var one = await host.ConnectAsync("one");
        var two = await host.ConnectAsync("two");
        foreach (var (client, expected) in new[] { (one, ReasonCode.GrantedQoS1), (two, ReasonCode.QuotaExceeded) })
        {
            Assert.Equal(ReasonCode.GrantedQoS1, await client.SubscribeAsync($"{bomb}/#"));
            Assert.Equal(ReasonCode.GrantedQoS1, await client.SubscribeAsync("#"));
            Assert.Equal(expected, await client.SubscribeAsync(bomb));
            Assert.Equal(ReasonCode.QuotaExceeded, await client.SubscribeAsync("one/more"));
            Assert.Equal(ReasonCode.TopicFilterInvalid, await client.SubscribeAsync($"{bomb}/+/+"));
        }

        Assert.Equal(1, host.Counted("mqtt.refused", "filters_per_client"));
        Assert.Equal(2, host.Counted("mqtt.refused", "subscriptions"));
        Assert.Equal(ReasonCode.Success, await one.PublishAsync(string.Join('/', Enumerable.Repeat("a", 16)), "x"));
        Assert.Equal("x", await one.NextAsync());
        var raw = await host.RawAsync();
        await raw.GreetAsync("raw", MqttVersion.V50);
        await raw.SendAsync(new SubscribePacket(1, [.. Enumerable.Range(0, 11).Select(number => new Subscription($"f/{number}"))]), MqttVersion.V50);
        Assert.Equal((byte)ReasonCode.QuotaExceeded, (await raw.ReadAsync())[2]);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V50)]
    public async Task A_will_is_no_place_to_store_things(MqttVersion version)
    {
        await using var host = new EndpointHost(new MqttLimits { WillSize = 1000 });
        await host.ConnectAsync("fits", version, options => options with { Will = new Will("w", new byte[900]) });
        var refusal = await Assert.ThrowsAsync<MqttClientException>(
            () => host.ConnectAsync("large", version, options => options with { Will = new Will("w", new byte[1000]) }));
        Assert.Equal(version == MqttVersion.V50 ? ReasonCode.PacketTooLarge : ReasonCode.NotAuthorized, refusal.Reason);
        Assert.Equal(1, host.Counted("mqtt.refused", nameof(ReasonCode.PacketTooLarge)));
    }

    [Fact]
    public async Task Those_who_never_read_share_one_room()
    {
        const int Deaf = 8;
        await using var host = new EndpointHost(new MqttLimits { OutputBytes = 400_000, OutputTotal = 400_000 });
        await using var endpoint = host.Endpoint;
        var peers = new List<MemoryPeer>();
        for (var number = 0; number < Deaf; number++)
        {
            var peer = new MemoryPeer();
            peers.Add(peer);
            _ = endpoint.ServeAsync(peer, remoteEndPoint: null);
            peer.Feed(PacketSamples.Encode(new ConnectPacket($"deaf{number}"), MqttVersion.V50));
            peer.Feed(PacketSamples.Encode(new SubscribePacket(1, [new Subscription("a", QoS.AtMostOnce)]), MqttVersion.V50));
            peer.Stall();
        }

        var healthy = await host.ConnectAsync("healthy");
        await healthy.SubscribeAsync("a", QoS.AtMostOnce);
        for (var number = 0; number < 40; number++)
        {
            await healthy.PublishAsync("a", new string('x', 20_000), QoS.AtLeastOnce);
            await healthy.NextAsync();
        }

        var held = Enumerable.Range(0, Deaf).Sum(number => host.Endpoint.Find($"deaf{number}")!.Output.Pending);
        Assert.InRange(held, 20_000 * Deaf, 400_000 + (Deaf * 3 * 20_100));
        Assert.True(host.Counted("mqtt.messages.dropped", "slow_subscriber") > 0);
        peers.ForEach(peer => peer.Resume());
    }

    [Fact]
    public void The_beginning_of_a_packet_holds_no_more_than_its_bytes()
    {
        const int Slow = 500;
        var endpoint = new MqttEndpoint(new HostileApplication(), new MqttEndpointOptions { Clock = new ManualClock() });
        var peers = new MemoryPeer[Slow];
        var connect = PacketSamples.Encode(new ConnectPacket(""), MqttVersion.V50);
        for (var number = 0; number < Slow; number++)
        {
            _ = endpoint.ServeAsync(peers[number] = new MemoryPeer(), remoteEndPoint: null);
            peers[number].Feed(connect);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Array.ForEach(peers, peer => peer.Feed([0x30, 0xF0, 0x7F]));
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Slow;

        Assert.InRange(each, 0, 256);
    }

    [Fact]
    public async Task A_flood_is_read_in_turns_with_everybody_else()
    {
        await using var host = new EndpointHost(application: new TestApplication { Grant = _ => new TopicGrant(Allowed: true) });
        var flood = await host.RawAsync();
        await flood.GreetAsync("flood", MqttVersion.V311);
        var healthy = await host.ConnectAsync("healthy");
        byte[] burst = [.. Enumerable.Repeat(RawClient.Publish("flood", QoS.AtMostOnce, 0, MqttVersion.V311, new string('x', 200)), 300).SelectMany(packet => packet)];
        var flooding = Task.Run(
            async () =>
            {
                for (var number = 0; number < 100; number++)
                {
                    await flood.SendAsync(burst);
                }
            },
            TestContext.Current.CancellationToken);
        do
        {
            Assert.Equal(ReasonCode.NoMatchingSubscribers, await healthy.PublishAsync("a", "x"));
        }
        while (!flooding.IsCompleted);

        await flooding;
    }
}
