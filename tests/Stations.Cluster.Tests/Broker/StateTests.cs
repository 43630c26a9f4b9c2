using System.Threading.Channels;
using Stations.Mqtt.Client;
using Stations.Protocol;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

/// <summary>Devices hold back while the servers say that they are away.</summary>
[Collection(nameof(BrokerTests))]
public sealed class StateTests(SiloServer silo)
{
    private readonly Channel<MqttMessage> heard = Channel.CreateUnbounded<MqttMessage>();

    [Fact]
    public async Task A_server_says_that_it_is_there_and_that_it_goes()
    {
        await using var broker = await Mosquitto.Start();
        await using var listener = await broker.Connect(heard.Writer);
        await listener.SubscribeAsync("wn/1/STATE/+");
        await using (var side = new BrokerSide(silo, broker.Port, "a"))
        {
            await side.Start();
            Assert.True(await State());
        }

        Assert.False(await State());

        await using var later = await broker.Connect(heard.Writer);
        await later.SubscribeAsync("wn/1/STATE/+");
        Assert.False(await State());
    }

    [Fact]
    public async Task One_that_dies_is_said_to_be_away_by_its_will()
    {
        await using var broker = await Mosquitto.Start();
        using var relay = new Relay(broker.Port);
        await using var listener = await broker.Connect(heard.Writer);
        await listener.SubscribeAsync("wn/1/STATE/+");
        await using var side = new BrokerSide(silo, relay.Port, "a");
        await side.Start();
        Assert.True(await State());
        var back = side.Says("is connected");
        relay.Cut();
        Assert.False(await State());
        await back;
        Assert.True(await State());
    }

    [Fact]
    public async Task Two_with_one_name_are_told_so()
    {
        await using var broker = await Mosquitto.Start();
        await using var side = new BrokerSide(silo, broker.Port, "a");
        await side.Start();
        var told = side.Says("does another server have the same Broker:Server?");
        await using var namesake = await broker.Connect(session: "stations-a-0");
        await told;
    }

    private async Task<bool> State()
    {
        var said = await heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within("the server's word");
        Assert.Equal("wn/1/STATE/a", said.Topic);
        Assert.True(Conn.TryParse(said.Payload.Span, out var state, out _, out var detail), detail);
        return state.Online;
    }
}
