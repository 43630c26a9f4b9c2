using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    private PendingPublishes? pending;
    private volatile TopicCache? topics;

    /// <summary>Drops what is remembered about this connection's topics: <see cref="IMqttApplication.Resolve"/> is asked again. Any thread.</summary>
    public void ForgetRoutes() => topics?.Forget();

    private PacketStep Publish(in PublishView publish)
    {
        if (pending?.Count >= Endpoint.PendingWindow || Output.Pending > Endpoint.Limits.OutputBytes)
        {
            return PacketStep.Retry;
        }

        if (publish.QoS > QoS.AtMostOnce && Unacknowledged >= (Version == MqttVersion.V50 ? Endpoint.Limits.ReceiveMaximum : Endpoint.Limits.Unreleased))
        {
            return Refuse(ReasonCode.ReceiveMaximumExceeded, "More messages are under way than allowed.");
        }

        if (publish.Properties.TryFind(PropertyId.SubscriptionIdentifier, out _))
        {
            return Refuse(ReasonCode.ProtocolError, "A client must not send subscription identifiers.");
        }

        topics ??= new TopicCache(this);
        var topic = topics.Resolve(publish, out string? problem);
        if (topic is null)
        {
            return Refuse(ReasonCode.TopicAliasInvalid, problem!);
        }

        receivedSinceRead++;
        if (publish.QoS == QoS.ExactlyOnce && Session!.HasReceived(publish.PacketId))
        {
            SendAck(PacketType.PubRec, publish.PacketId);
            return PacketStep.Next;
        }
        var named = publish.Topic.IsEmpty ? publish with { Topic = topic.Name } : publish;
        var result = topic.IsAllowed ? Accept(topic, named) : Deny(topic, named);
        if (result.IsCompletedSuccessfully && pending is null or { Count: 0 })
        {
            Acknowledge(publish.QoS, publish.PacketId, result.Result);
        }
        else
        {
            (pending ??= new PendingPublishes(this)).Track(publish.QoS, publish.PacketId, result);
        }

        return IsOpen ? PacketStep.Next : PacketStep.Stop;
    }

    private int Unacknowledged => (pending?.Acknowledgeable ?? 0) + Session!.UnreleasedCount;

    private ValueTask<ReasonCode> Accept(PublishTopic topic, in PublishView view)
    {
        var matches = topic.Matches(Endpoint.Subscriptions, Session);
        if (!matches.IsEmpty || view.Retain)
        {
            Endpoint.Route(view, matches);
        }

        if (topic.Route is null)
        {
            return new(matches.IsEmpty ? ReasonCode.NoMatchingSubscribers : ReasonCode.Success);
        }

        return Endpoint.Application.PublishAsync(this, topic.Route, view);
    }

    private ValueTask<ReasonCode> Deny(PublishTopic topic, in PublishView view)
    {
        Endpoint.Counters.Dropped(topic.Refusal.ToString());
        return topic.Route is null ? new(topic.Refusal) : Endpoint.Application.PublishAsync(this, topic.Route, view);
    }

    /// <summary>Answers a message that the application has completed. Any thread.</summary>
    internal void Acknowledge(QoS qos, ushort packetId, ReasonCode reason, Exception? exception = null)
    {
        bool isFinal = reason is ReasonCode.NotAuthorized or ReasonCode.TopicNameInvalid or ReasonCode.PayloadFormatInvalid;
        if (reason.IsFailure() && !isFinal)
        {
            Endpoint.Counters.Dropped(reason.ToString());
            if (Version == MqttVersion.V311 && qos > QoS.AtMostOnce)
            {
                End(DisconnectCause.Failed(exception));
                return;
            }
        }
        if (qos == QoS.AtMostOnce)
        {
            return;
        }

        if (qos == QoS.ExactlyOnce && !reason.IsFailure())
        {
            Session!.MarkReceived(packetId);
        }

        SendAck(qos == QoS.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec, packetId, reason);
    }
}
