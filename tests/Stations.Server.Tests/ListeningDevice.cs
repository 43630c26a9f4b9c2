using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Server.Operations;
using Stations.Tests;

namespace Stations.Server.Tests;

/// <summary>A device's ear: what it is told on its topics, in order. It can stop listening and begin again, also at a server that was restarted.</summary>
internal sealed class ListeningDevice(RunningServer server, string district, string filter) : IAsyncDisposable
{
    private readonly Channel<MqttMessage> heard = Channel.CreateUnbounded<MqttMessage>();
    private MqttClient? client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public bool HeardNothing => heard.Reader.Count == 0;

    public async Task Listen()
    {
        client = await MqttClient.ConnectAsync(new MqttClientOptions
        {
            ClientId = $"{district}-listener",
            Port = server.Services.GetRequiredService<MqttService>().EndPoint.Port,
            OnMessage = message => heard.Writer.WriteAsync(message, Cancellation),
        });
        Assert.Equal(ReasonCode.GrantedQoS1, await client.SubscribeAsync(filter).Within("the subscription"));
    }

    /// <summary>The next message that arrives.</summary>
    public Task<MqttMessage> Hears(string what) => heard.Reader.ReadAsync(Cancellation).AsTask().Within($"the device to hear {what}");

    /// <summary>What arrived and nobody asked for.</summary>
    public IEnumerable<MqttMessage> Rest()
    {
        while (heard.Reader.TryRead(out var message))
        {
            yield return message;
        }
    }

    public Task Deafen() => client!.DisconnectAsync().Within("its end");

    public async ValueTask DisposeAsync()
    {
        if (client is not null)
        {
            await client.DisposeAsync();
        }
    }
}
