using System.Net.Http.Json;
using System.Text.Json;

namespace Stations.Cluster.Tests.Broker;

[Collection(nameof(BrokerTests))]
public sealed class AwayTests(SiloServer silo)
{
    [Fact]
    public async Task A_broker_that_is_away_is_told_and_waited_for_and_people_are_let_in()
    {
        await silo.Until(() => Alarm is null, "a broker that is there");
        await silo.Broker.Stop();
        await silo.Until(() => Alarm is not null, "the alarm");
        Assert.StartsWith($"The broker mqtt://127.0.0.1:{silo.Broker.Port} is away: ", Alarm, StringComparison.Ordinal);
        Assert.Single(Alarm!.Split('\n'));
        Assert.StartsWith($"The broker mqtt://127.0.0.1:{silo.Broker.Port} is away: ", await Devices(), StringComparison.Ordinal);

        await silo.Broker.Start();
        await silo.Until(() => Alarm is null, "the alarm's end");
        Assert.Equal("ready", await Devices());

        await using var devices = await silo.Broker.Connect();
        var cooler = new Appliance(devices, "away", "n1");
        await cooler.Birth(1, 90);
        await silo.Shows(cooler.Id, device => Appliance.Hot(device) == 90, "is born");
        Assert.Contains("stations_broker_connections", await silo.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_refuses_the_password_is_told_as_such()
    {
        await using var broker = await Mosquitto.Start(isAnonymous: false);
        await using var side = new BrokerSide(silo, broker.Port, "a", user: "stations");
        await side.StartInVain();
        Assert.Equal(
            $"The broker mqtt://127.0.0.1:{broker.Port} is away: it refuses the user 'stations' or the password: check Broker:User and Broker:PasswordFile",
            side.Trouble);
    }

    /// <summary>What /readyz says of devices while people may come.</summary>
    private async Task<string?> Devices()
    {
        var ready = await silo.Http.GetFromJsonAsync<JsonElement>("/readyz", TestContext.Current.CancellationToken);
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        return ready.GetProperty("devices").GetString();
    }

    private string? Alarm => Array.Find([.. silo.Board.Alarms.Present.Shown], alarm => alarm.Kind.Code == "broker")?.Detail;
}
