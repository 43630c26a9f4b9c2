using System.Text;
using System.Threading.Channels;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Outbox;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

/// <summary>What servers say of stations to everybody, through a broker.</summary>
[Collection(nameof(BrokerTests))]
public sealed class NoticeTests(SiloServer silo)
{
    private readonly Channel<MqttMessage> heard = Channel.CreateUnbounded<MqttMessage>();

    [Fact]
    public async Task It_is_retained_and_expires()
    {
        await using var broker = await Mosquitto.Start();
        await using var side = new BrokerSide(silo, broker.Port, "a");
        await side.Start();
        Assert.True(side.Intake.Announce!(new Notice(new StationId("d", "s"), "3 free"u8.ToArray(), Seconds: 180)));
        await using var early = await broker.Connect(heard.Writer);
        await early.SubscribeAsync("wn/1/out/#");
        await heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within("the notice");

        await using var late = await broker.Connect(heard.Writer);
        await late.SubscribeAsync("wn/1/out/d/+/availability");
        var kept = await heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within("the retained notice");
        Assert.Equal(("wn/1/out/d/s/availability", "3 free", true), (kept.Topic, Encoding.UTF8.GetString(kept.Payload.Span), kept.Retain));
        Assert.InRange(kept.Properties.Number(PropertyId.MessageExpiryInterval)!.Value, 1u, 180u);
    }
}
