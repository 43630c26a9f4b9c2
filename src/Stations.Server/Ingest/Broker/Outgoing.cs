using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;

namespace Stations.Server.Ingest.Broker;

/// <summary>What this server says to devices by way of the broker, QoS 1, in order; kept while the broker is away, up to <see cref="MaxWaiting"/>.</summary>
internal sealed class Outgoing(BrokerMetrics metrics)
{
    public const int MaxWaiting = 10_000;

    private readonly Channel<MqttApplicationMessage> waiting = Channel.CreateBounded<MqttApplicationMessage>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    /// <summary>What goes over the maximum is dropped and counted.</summary>
    public void Add(string topic, byte[] payload)
    {
        if (!waiting.Writer.TryWrite(Message(topic, payload, isRetained: false)))
        {
            metrics.Drops();
        }
    }

    /// <summary>One after another, which no broker's Receive Maximum is too small for. What the broker has not acknowledged when this fails is sent again by the next.</summary>
    public async Task SendAll(IMqttClient client, CancellationToken cancellation)
    {
        while (await waiting.Reader.WaitToReadAsync(cancellation))
        {
            while (waiting.Reader.TryPeek(out var message))
            {
                if (!(await client.PublishAsync(message, cancellation)).IsSuccess)
                {
                    metrics.Drops();
                }

                waiting.Reader.TryRead(out _);
            }
        }
    }

    public static MqttApplicationMessage Message(string topic, byte[] payload, bool isRetained) => new MqttApplicationMessageBuilder()
        .WithTopic(topic).WithPayload(payload).WithRetainFlag(isRetained).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
}
