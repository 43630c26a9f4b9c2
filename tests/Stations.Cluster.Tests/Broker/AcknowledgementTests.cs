using System.Text;
using System.Threading.Channels;
using Stations.Mqtt.Client;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

/// <summary>Acknowledged means durable: until then the broker has the message, whatever becomes of the server.</summary>
[Collection(nameof(BrokerTests))]
public sealed class AcknowledgementTests(SiloServer silo)
{
    private readonly Channel<MqttMessage> redelivered = Channel.CreateUnbounded<MqttMessage>();

    [Fact]
    public async Task What_is_not_committed_the_broker_hands_over_again()
    {
        await using var broker = await Mosquitto.Start();
        await using var side = new BrokerSide(silo, broker.Port, "a");
        await side.Start();
        await using var devices = await broker.Connect();
        var cabinet = new Appliance(devices, "ack-1", "n1", kind: "charging_cabinet");
        await cabinet.Birth(1, 20);
        await silo.Shows(cabinet.Id, device => device.Seq == 1, "is born");

        await using (await silo.HoldCommits())
        {
            // Danger is shown before it is committed, so its grain has it now.
            await cabinet.Tell(2, "\"smoke\":true");
            await silo.Shows(cabinet.Id, device => device.Safety, "warns");
            await side.Stop();
            await using var next = await broker.Connect(redelivered.Writer, "stations-a-0");
            Assert.Contains("\"smoke\":true", await Redelivered(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_committed_the_broker_forgets()
    {
        await using var broker = await Mosquitto.Start();
        await using var side = new BrokerSide(silo, broker.Port, "a");
        await side.Start();
        await using var devices = await broker.Connect();
        var cooler = new Appliance(devices, "ack-2", "n1");
        await cooler.Birth(1, 20);
        await cooler.Hot(2, 21);
        await cooler.Hot(3, 22);

        // One of a device after another: the third is not begun before the second is acknowledged.
        await silo.Shows(cooler.Id, device => device.Seq == 3, "has said all");
        await side.Stop();
        await cooler.Hot(4, 23);
        await using var next = await broker.Connect(redelivered.Writer, "stations-a-0");
        Assert.DoesNotContain("\"seq\":2,", string.Join(' ', await UpTo("\"seq\":4,")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_understood_goes_to_the_quarantine_and_is_acknowledged()
    {
        await using var broker = await Mosquitto.Start();
        await using var side = new BrokerSide(silo, broker.Port, "a");
        await side.Start();
        await using var devices = await broker.Connect();
        var cooler = new Appliance(devices, "ack-3", "n1");
        await cooler.Birth(1, 20);
        await cooler.Say("c1/tele", "no JSON");
        await cooler.Say("c 1/tele", "{}");
        await cooler.Say("c1/tele", new string(' ', 20_000));
        await cooler.Hot(2, 21);
        await silo.Shows(cooler.Id, device => device.Seq == 2, "goes on");
        Assert.Equal(["not_json", "too_large", "unknown_topic"], side.Quarantine.Entries.Select(entry => Protocol.RejectReasons.Word(entry.Reason)).Order(StringComparer.Ordinal));

        await cooler.Hot(3, 22);
        await silo.Shows(cooler.Id, device => device.Seq == 3, "goes on");
        await side.Stop();
        await cooler.Hot(4, 23);
        await using var next = await broker.Connect(redelivered.Writer, "stations-a-0");
        Assert.All(await UpTo("\"seq\":4,"), payload => Assert.Contains("\"seq\":", payload, StringComparison.Ordinal));
    }

    private async Task<List<string>> UpTo(string last)
    {
        List<string> all = [];
        do
        {
            all.Add(await Redelivered());
        }
        while (!all[^1].Contains(last, StringComparison.Ordinal));
        return all;
    }

    /// <summary>Of what devices said; the session hears the servers too.</summary>
    private async Task<string> Redelivered()
    {
        while (true)
        {
            var message = await redelivered.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within("what the broker still has");
            if (!message.Topic.StartsWith("wn/1/STATE/", StringComparison.Ordinal))
            {
                return Encoding.UTF8.GetString(message.Payload.Span);
            }
        }
    }
}
