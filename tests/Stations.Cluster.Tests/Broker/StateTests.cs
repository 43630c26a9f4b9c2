using System.Threading.Channels;
using Stations.Mqtt.Client;
using Stations.Protocol;

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
        await using (var side = new BrokerSide(silo, broker, "a"))
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
        await using var side = new BrokerSide(silo, broker, "a");
        await side.Start();
        await using var listener = await broker.Connect(heard.Writer);
        await listener.SubscribeAsync("wn/1/STATE/+");
        Assert.True(await State());

        var told = side.Says("another client took the session over");
        var back = side.Says("is connected");

        // Whoever takes over its session ends its connection without a good-bye.
        await using var thief = await broker.Connect(session: "stations-a-0");
        Assert.False(await State());
        await told;
        await back;
        Assert.True(await State());
    }

    private async Task<bool> State()
    {
        var said = await heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within("the server's word");
        Assert.Equal("wn/1/STATE/a", said.Topic);
        Assert.True(Conn.TryParse(said.Payload.Span, out var state, out _, out var detail), detail);
        return state.Online;
    }
}
