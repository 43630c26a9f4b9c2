using System.Runtime.CompilerServices;
using Stations.Grains;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Protocol;

namespace Stations.Server.Ingest;

/// <summary>From the door to the grain and back: the answer goes out when what the message changed is durable.</summary>
public sealed partial class DeviceIngest
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReasonCode> Deliver(Route target, DeviceMessage message, MqttConnection connection)
    {
        try
        {
            var outcome = target switch
            {
                Route.ToDevice device => await device.Grain.Observe(message),
                Route.ToNode { Topic.Verb: Verb.Birth } node => await node.Grain.Born(message),
                Route.ToNode node => await node.Grain.Connection(message),
                _ => throw new InvalidOperationException($"No way for {target}."),
            };
            return Answer(outcome, target, message, connection);
        }
        catch (Exception error)
        {
            // Without an acknowledgement the device sends it again; nothing is lost.
            metrics.CountFailure();
            log.LogError(error, "A message on {Topic} could not be handled and was not acknowledged", target.TopicText);
            return ReasonCode.UnspecifiedError;
        }
        finally
        {
            pool.Return(message);
        }
    }

    /// <summary>
    /// Nobody waits for the outcome of QoS 0: it takes no place among the messages that its connection may have under way, so that what is
    /// not written yet never keeps a later alarm in the socket. The grain bounds it, see <see cref="OutcomeKind.Shed"/>.
    /// </summary>
    private static ValueTask<ReasonCode> Unawaited(ValueTask<ReasonCode> delivery)
    {
        if (delivery.IsCompletedSuccessfully)
        {
            return new(delivery.Result);
        }

        _ = delivery.AsTask();
        return new(ReasonCode.Success);
    }

    private ReasonCode Answer(in Outcome outcome, Route target, DeviceMessage message, MqttConnection connection)
    {
        if (outcome.Kind == OutcomeKind.Rejected)
        {
            return Reject(outcome.Reason, outcome.Detail ?? "", target, connection, message.Payload);
        }

        metrics.Count(outcome);
        if (outcome.Kind == OutcomeKind.Stranger && target is Route.ToDevice { Topic.DeviceId: var device } && rebirths.Ask(device) is { } command)
        {
            Publish?.Invoke(Topics.Of(device, Verb.Cmd), command);
        }

        return ReasonCode.Success;
    }

    private ReasonCode Reject(RejectReason reason, string detail, Route target, MqttConnection connection, ReadOnlySpan<byte> payload)
    {
        metrics.Count(reason);
        quarantine.Add(reason, target.TopicText, connection.ClientId, detail, payload);
        return reason switch
        {
            RejectReason.UnknownTopic => ReasonCode.TopicNameInvalid,
            RejectReason.ForeignPrefix or RejectReason.NotEnrolled => ReasonCode.NotAuthorized,
            _ => ReasonCode.PayloadFormatInvalid,
        };
    }
}
