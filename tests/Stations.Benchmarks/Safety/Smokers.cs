using System.Text;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;

namespace Stations.Benchmarks.Safety;

/// <summary>Cabinets that smoke once each, for smoke holds until a person has looked; they share a few connections.</summary>
internal sealed class Smokers : IAsyncDisposable
{
    /// <summary>So many that what a server takes of one connection before it can write (20 messages) is never reached.</summary>
    private const int Connections = 100;
    private const string District = "smoke";

    private readonly List<MqttClient> clients = [];
    private readonly List<Task<ReasonCode>> smokes = [];

    private Smokers(int count) => Count = count;

    public int Count { get; }

    /// <summary>All of them are born when it returns.</summary>
    public static async Task<Smokers> Connect(int port, int count, CancellationToken cancellation)
    {
        var smokers = new Smokers(count);
        for (var number = 0; number < Connections; number++)
        {
            smokers.clients.Add(await MqttClient.ConnectAsync(new MqttClientOptions { Port = port, ClientId = $"smoke-{number}" }, cancellation));
        }

        for (var number = 0; number < count; number++)
        {
            await smokers.Publish(number, "birth", 0, """
                ,"full":true,"node":{"maker":"Bench","model":"B1","firmware":"1.0.0"},"devices":[{"device":"cab","kind":"charging_cabinet","station":"smoke","name":"Smoker","slots":1}],"d":{"cab":{"temperature_c":24.6} }
                """);
        }

        return smokers;
    }

    /// <summary>The number of a device by the server's name for it; −1 for another's.</summary>
    public static int NumberOf(string device) =>
        device.Split(':') is [District, ['n', .. var number], _] && int.TryParse(number, out var parsed) ? parsed : -1;

    /// <summary>Every smoke so far is acknowledged, and so durable.</summary>
    public Task WhenAcknowledged => Task.WhenAll(smokes);

    /// <summary>Does not wait for the acknowledgement.</summary>
    public void Smoke(int number) => smokes.Add(Publish(number, "cab/tele", 1, ""","d":{"smoke":true,"temperature_c":41.0}"""));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    private Task<ReasonCode> Publish(int number, string verb, int seq, string rest) => clients[number % Connections].PublishAsync(
        $"wn/1/{District}/n{number}/{verb}",
        Encoding.UTF8.GetBytes($$"""{"v":1,"boot":"1","seq":{{seq}},"ts":1700000000000{{rest.Trim()}} }"""));
}
