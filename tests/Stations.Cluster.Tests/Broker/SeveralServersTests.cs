using System.Text;
using System.Threading.Channels;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Server.Ingest.Broker;
using Stations.Server.Outbox;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

/// <summary>Servers share what devices say; Mosquitto deals it out in turn, also to those that are away.</summary>
[Collection(nameof(BrokerTests))]
public sealed class SeveralServersTests(SiloServer silo)
{
    private const int Devices = 20;
    private readonly ManualClock clock = new();
    private readonly Channel<MqttMessage> heard = Channel.CreateUnbounded<MqttMessage>();

    [Fact]
    public async Task What_an_absent_server_was_to_take_another_takes()
    {
        await using var broker = await Mosquitto.Start();
        await using var survivor = new BrokerSide(silo, broker.Port, "b", clock);
        await survivor.Start();
        var lost = await Member(broker);
        await using var devices = await broker.Connect();
        var coolers = Enumerable.Range(0, Devices).Select(number => new Appliance(devices, "share", $"n{number}")).ToArray();
        foreach (var cooler in coolers)
        {
            await cooler.Birth(1, 90);
        }

        // Half of them are the other's, which dies with all of them unacknowledged; and so is half of what comes then.
        await silo.Until(() => coolers.Count(IsBorn) == Devices / 2, "half of the births");
        var away = survivor.Says("a is away from the broker");
        lost.Abort();
        await away;
        foreach (var cooler in coolers)
        {
            await cooler.Hot(2, 95);
        }

        await clock.Armed(BrokerService.Period).Within("the look at absent servers");
        var standsIn = survivor.Says("stations-a-0 is connected");
        clock.Advance(Peers.Patience + BrokerService.Period);
        await standsIn;
        await silo.Until(() => coolers.All(IsBorn), "all births");
    }

    [Fact]
    public async Task An_overtaken_birth_heals_by_another_and_no_more_are_asked_for()
    {
        await using var broker = await Mosquitto.Start();
        await using var side = new BrokerSide(silo, broker.Port, "a");
        await side.Start();
        await using var devices = await broker.Connect(heard.Writer);
        var cooler = new Appliance(devices, "overtaken", "n1", "boot-2");
        await devices.SubscribeAsync(cooler.CommandTopic);

        // As it is when telemetry's server is faster than the birth's.
        await cooler.Hot(2, 95);
        Assert.Contains("\"cmd\":\"rebirth\"", await Command(), StringComparison.Ordinal);
        await cooler.Birth(1, 90);
        await cooler.Birth(3, 95);
        await cooler.Hot(4, 96);
        await silo.Shows(cooler.Id, device => device.Seq == 4 && Appliance.Hot(device) == 96, "is well");
        side.Intake.Publish!(new Dispatch(cooler.Device, "that is all"u8.ToArray()));
        Assert.Equal("that is all", await Command());
    }

    [Fact]
    public async Task An_overtaken_reading_asks_for_a_birth()
    {
        await using var broker = await Mosquitto.Start();
        await using var side = new BrokerSide(silo, broker.Port, "a");
        await side.Start();
        await using var devices = await broker.Connect(heard.Writer);
        var cooler = new Appliance(devices, "overtaken", "n2");
        await devices.SubscribeAsync(cooler.CommandTopic);
        await cooler.Birth(1, 90);
        await cooler.Tell(3, "\"mode\":\"heating\"");
        await cooler.Hot(2, 95);
        Assert.Contains("\"cmd\":\"rebirth\"", await Command(), StringComparison.Ordinal);
        await cooler.Birth(4, 95);
        await silo.Shows(cooler.Id, device => Appliance.Hot(device) == 95, "is well");
    }

    [Fact]
    public async Task One_server_keeps_a_device_s_order()
    {
        await using var broker = await Mosquitto.Start();
        await using var side = new BrokerSide(silo, broker.Port, "a");
        await side.Start();
        await using var devices = await broker.Connect(heard.Writer);
        var cooler = new Appliance(devices, "order", "n1");
        await devices.SubscribeAsync(cooler.CommandTopic);
        List<Task> said = [cooler.Birth(1, 20)];
        for (var seq = 2; seq <= 300; seq++)
        {
            said.Add(seq % 50 == 0 ? cooler.Birth(seq, seq) : cooler.Hot(seq, seq));
        }

        await Task.WhenAll(said);
        await silo.Shows(cooler.Id, device => device.Seq == 300 && Appliance.Hot(device) == 300, "has said all");

        // Had one overtaken another, a birth would have been asked for, and before this.
        side.Intake.Publish!(new Dispatch(cooler.Device, "that is all"u8.ToArray()));
        Assert.Equal("that is all", await Command());
    }

    /// <summary>Another server that takes messages and never gets one done.</summary>
    private async Task<MqttClient> Member(Mosquitto broker)
    {
        static byte[] State(bool isOnline) => Encoding.UTF8.GetBytes($$"""{"online":{{(isOnline ? "true" : "false")}},"boot":"1","ts":1762400000123}""");
        var member = await broker.Connect(session: "stations-a-0", will: new Will("wn/1/STATE/a", State(isOnline: false), QoS.AtLeastOnce, Retain: true), acknowledges: false);
        await member.PublishAsync("wn/1/STATE/a", State(isOnline: true), retain: true).Within("the broker's answer");
        await member.SubscribeAsync("$share/stations/wn/1/+/+/birth").Within("the broker's answer");
        await member.SubscribeAsync("$share/stations/wn/1/+/+/+/tele").Within("the broker's answer");
        return member;
    }

    private bool IsBorn(Appliance cooler) => silo.Board.Shown(cooler.Id) is not null;

    private async Task<string> Command() =>
        Encoding.UTF8.GetString((await heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within("a command")).Payload.Span);
}
