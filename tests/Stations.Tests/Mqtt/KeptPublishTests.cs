using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

/// <summary>From a publisher to the server.</summary>
public sealed class KeptPublishTests
{
    public static TheoryData<MqttVersion, QoS> Acknowledged() => new()
    {
        { MqttVersion.V311, QoS.AtLeastOnce }, { MqttVersion.V311, QoS.ExactlyOnce }, { MqttVersion.V50, QoS.AtLeastOnce }, { MqttVersion.V50, QoS.ExactlyOnce },
    };

    public static TheoryData<MqttVersion> Versions() => EndpointHost.Versions();

    [Theory]
    [MemberData(nameof(Acknowledged))]
    public async Task An_acknowledgement_waits_for_the_application_and_for_the_store(MqttVersion version, QoS qos)
    {
        await using var kept = new KeptEndpoint();
        await kept.SubscribeAndLeaveAsync("sub", "a", QoS.ExactlyOnce);
        kept.Host.Application.CompletesAtOnce = false;
        kept.Store.Holds = true;
        var raw = await kept.Host.RawAsync();
        await raw.GreetAsync("pub", version);
        await raw.SendAsync(RawClient.Publish("a", qos, 7, version));
        var taken = await kept.Host.Application.NextAsync();
        taken.Done.SetResult(ReasonCode.Success);
        await kept.Store.NextHeldAsync();
        await raw.SendAsync([0xC0, 0]);
        await raw.ExpectAsync([0xD0, 0]);
        kept.Store.Sync();
        await raw.ExpectAsync([(byte)(qos == QoS.AtLeastOnce ? 0x40 : 0x50), 2, 0, 7]);
        kept.Crash();

        Assert.Equal(["x"], await (await kept.ConnectAsync("sub")).DrainAsync());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_one_message_does_is_durable_together(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        await kept.SubscribeAndLeaveAsync("one", "a");
        await kept.SubscribeAndLeaveAsync("two", "#");
        var publisher = await kept.ConnectAsync("pub", version);
        kept.Store.Holds = true;
        var acknowledged = publisher.PublishAsync("a", "x", QoS.ExactlyOnce, retain: true);

        Assert.Equal(["a", "one", "pub", "two"], (await kept.Store.NextHeldAsync()).Order(StringComparer.Ordinal));
        kept.Store.Sync();
        Assert.Equal(ReasonCode.Success, await acknowledged);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_QoS_2_message_that_was_durable_is_known_after_a_crash_and_neither_applied_nor_routed_again(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        await kept.SubscribeAndLeaveAsync("sub", "a", QoS.ExactlyOnce);
        var raw = await kept.EnterAsync("pub", version, expectSession: false);
        await raw.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 5, version));
        await raw.ExpectAsync([0x50, 2, 0, 5]);
        kept.Crash();

        var again = await kept.EnterAsync("pub", version);
        await again.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 5, version, duplicate: true));
        await again.ExpectAsync([0x50, 2, 0, 5]);
        Assert.False(kept.Host.Application.HasMessage);
        kept.Crash();

        var third = await kept.EnterAsync("pub", version);
        await third.SendAsync([0x62, 2, 0, 5]);
        await third.ExpectAsync([0x70, 2, 0, 5]);
        kept.Crash();

        var last = await kept.EnterAsync("pub", version);
        await last.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 5, version, payload: "new"));
        await last.ExpectAsync([0x50, 2, 0, 5]);
        Assert.Equal("new", (await kept.Host.Application.NextAsync()).Payload);
        Assert.Equal(["x", "new"], await (await kept.ConnectAsync("sub")).DrainAsync());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_QoS_2_message_that_was_not_durable_is_taken_again(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        await kept.SubscribeAndLeaveAsync("sub", "a", QoS.ExactlyOnce);
        var raw = await kept.EnterAsync("pub", version, expectSession: false);
        kept.Store.Holds = true;
        await raw.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 5, version));
        await kept.Store.NextHeldAsync();
        kept.Crash();

        var again = await kept.EnterAsync("pub", version);
        await again.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 5, version, duplicate: true));
        await again.ExpectAsync([0x50, 2, 0, 5]);
        await kept.Host.Application.NextAsync();
        Assert.Equal(["x"], await (await kept.ConnectAsync("sub")).DrainAsync());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task PUBCOMP_waits_until_the_release_is_durable(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        var raw = await kept.EnterAsync("pub", version, expectSession: false);
        await raw.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 5, version));
        await raw.ExpectAsync([0x50, 2, 0, 5]);
        kept.Store.Holds = true;
        await raw.SendAsync([0x62, 2, 0, 5], [0xC0, 0]);
        await kept.Store.NextHeldAsync();
        await raw.ExpectAsync([0xD0, 0]);
        kept.Store.Sync();
        await raw.ExpectAsync([0x70, 2, 0, 5]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_repetition_on_the_next_connection_waits_for_the_first(MqttVersion version)
    {
        await using var kept = new KeptEndpoint();
        kept.Host.Application.CompletesAtOnce = false;
        var raw = await kept.EnterAsync("pub", version, expectSession: false);
        await raw.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 5, version));
        var taken = await kept.Host.Application.NextAsync();
        await raw.DisposeAsync();
        var entering = kept.EnterAsync("pub", version);
        taken.Done.SetResult(ReasonCode.Success);
        var again = await entering;
        await again.SendAsync(RawClient.Publish("a", QoS.ExactlyOnce, 5, version, duplicate: true));
        await again.ExpectAsync([0x50, 2, 0, 5]);
        Assert.False(kept.Host.Application.HasMessage);
    }

    [Fact]
    public async Task QoS_2_reaches_subscribers_in_order_of_arrival_and_only_what_the_application_takes()
    {
        await using var kept = new KeptEndpoint();
        kept.Host.Application.CompletesAtOnce = false;
        kept.Host.Application.Grant = topic => new TopicGrant(Allowed: true, topic is "a" ? topic : null);
        var subscriber = await kept.ConnectAsync("sub");
        await subscriber.SubscribeAsync("a", QoS.ExactlyOnce);
        var publisher = await kept.ConnectAsync("pub");
        var answers = Enumerable.Range(1, 3).Select(i => publisher.PublishAsync("a", $"{i}", QoS.ExactlyOnce)).ToArray();
        Taken[] taken = [await kept.Host.Application.NextAsync(), await kept.Host.Application.NextAsync(), await kept.Host.Application.NextAsync()];
        taken[2].Done.SetResult(ReasonCode.Success);
        taken[1].Done.SetResult(ReasonCode.PayloadFormatInvalid);
        taken[0].Done.SetResult(ReasonCode.Success);

        Assert.Equal([ReasonCode.Success, ReasonCode.PayloadFormatInvalid, ReasonCode.Success], await Task.WhenAll(answers));
        Assert.Equal("1", await subscriber.NextAsync());
        Assert.Equal("3", await subscriber.NextAsync());
    }

    [Fact]
    public async Task A_full_window_of_QoS_2_fits_while_the_store_is_slow()
    {
        await using var kept = new KeptEndpoint(new MqttLimits { ReceiveMaximum = 4 });
        var publisher = await kept.ConnectAsync("pub");
        kept.Store.Holds = true;
        var answers = Enumerable.Range(1, 12).Select(i => publisher.PublishAsync("a", $"{i}", QoS.ExactlyOnce)).ToArray();
        for (int i = 0; i < 4; i++)
        {
            await kept.Store.NextHeldAsync();
        }

        kept.Store.Sync();
        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(ReasonCode.Success, answer));
    }
}
