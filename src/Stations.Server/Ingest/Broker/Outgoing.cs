using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;
using Stations.Protocol;
using Stations.Server.Outbox;

namespace Stations.Server.Ingest.Broker;

/// <summary>
/// What this server says to devices by way of the broker, QoS 1, in order; kept while the broker is away, up to <see cref="MaxWaiting"/>. What it says to
/// everybody goes out while there is nothing for a device.
/// </summary>
internal sealed class Outgoing(BrokerMetrics metrics, TimeProvider clock)
{
    public const int MaxWaiting = 10_000;

    /// <summary>Stations that wait to be told of; a later word stands behind an earlier one.</summary>
    public const int MaxNotices = 5_000;

    private readonly Channel<Dispatch> waiting = Channel.CreateBounded<Dispatch>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Channel<(Notice Notice, long ExpiresAt)> notices = Channel.CreateBounded<(Notice, long)>(new BoundedChannelOptions(MaxNotices) { SingleReader = true });

    /// <summary>What goes over the maximum is dropped and counted, and then the answer is false.</summary>
    public bool Add(Dispatch dispatch)
    {
        var isTaken = waiting.Writer.TryWrite(dispatch);
        if (!isTaken)
        {
            metrics.Drops();
        }

        return isTaken;
    }

    /// <summary>False when there is no room: it is said again.</summary>
    public bool Add(Notice notice) => notices.Writer.TryWrite((notice, clock.NowMilliseconds() + notice.Seconds * 1000));

    /// <summary>One after another, which no broker's Receive Maximum is too small for. What the broker has not acknowledged when this fails is sent again by the next.</summary>
    public async Task SendAll(IMqttClient client, CancellationToken cancellation)
    {
        while (true)
        {
            while (waiting.Reader.TryPeek(out var dispatch))
            {
                // What expired while the broker was away is not said any more.
                var now = clock.NowMilliseconds();
                if (now >= dispatch.ExpiresAt || !(await client.PublishAsync(Message(dispatch, now), cancellation)).IsSuccess)
                {
                    metrics.Drops();
                }

                waiting.Reader.TryRead(out _);
            }

            if (notices.Reader.TryRead(out var next))
            {
                await Say(client, next.Notice, next.ExpiresAt, cancellation);
            }
            else
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                await Task.WhenAny(waiting.Reader.WaitToReadAsync(either.Token).AsTask(), notices.Reader.WaitToReadAsync(either.Token).AsTask());
                cancellation.ThrowIfCancellationRequested();
                await either.CancelAsync();
            }
        }
    }

    private async Task Say(IMqttClient client, Notice notice, long expiresAt, CancellationToken cancellation)
    {
        var left = (expiresAt - clock.NowMilliseconds()) / 1000;
        if (left > 0)
        {
            var message = Message(notice.Topic, notice.Payload, isRetained: true);
            message.MessageExpiryInterval = (uint)left;
            await client.PublishAsync(message, cancellation);
        }
    }

    private static MqttApplicationMessage Message(Dispatch dispatch, long now)
    {
        var message = Message(dispatch.Topic, dispatch.Payload, dispatch.IsRetained);
        if (dispatch.Correlation is { } correlation)
        {
            (message.ResponseTopic, message.CorrelationData, message.MessageExpiryInterval) = (dispatch.AnswerTopic, correlation, dispatch.SecondsLeft(now) ?? 0);
        }

        return message;
    }

    public static MqttApplicationMessage Message(string topic, byte[] payload, bool isRetained) => new MqttApplicationMessageBuilder()
        .WithTopic(topic).WithPayload(payload).WithRetainFlag(isRetained).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
}
