using Stations.Mqtt.Client;

namespace Stations.Benchmarks.Durability;

/// <summary>All devices, over connections that last as long as the server.</summary>
internal sealed class CutFleet(int port, string boot, TimeProvider clock)
{
    private const int Connections = 5;
    private const int DevicesPerConnection = 10;

    public IReadOnlyList<CutDevice> Devices { get; } = [.. Enumerable.Range(0, Connections * DevicesPerConnection).Select(number => new CutDevice(number, boot, clock))];

    /// <summary>Returns once connected; the task in it ends with the connections, or when all is acknowledged and nobody needs to go on.</summary>
    public async Task<Task> Report(Func<bool> goOn, CancellationToken cancellation)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => MqttClient.ConnectAsync(new MqttClientOptions { Port = port, Clock = clock }, cancellation)));
        return Task.WhenAll(Devices.Chunk(DevicesPerConnection).Zip(clients, (share, client) => Report(share, client, goOn)));
    }

    private static async Task Report(CutDevice[] share, MqttClient client, Func<bool> goOn)
    {
        await using (client)
        {
            await Task.WhenAll(share.Select(device => device.Report(client, goOn)));
        }
    }
}
