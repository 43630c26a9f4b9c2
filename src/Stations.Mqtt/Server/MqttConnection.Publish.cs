using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    private PendingPublishes? pending;

    /// <summary>Completes when all QoS 2 messages so far are known by their packet ids, or refused.</summary>
    private Task lastTaken = Task.CompletedTask;

    /// <summary>QoS 2 messages that are pending while their packet ids are known to the session already.</summary>
    private int knownPending;
    private volatile TopicCache? topics;

    /// <summary>Drops what is remembered about this connection's topics: <see cref="IMqttApplication.Resolve"/> is asked again. Any thread.</summary>
    public void ForgetRoutes() => topics?.Forget();

    private PacketStep Publish(in PublishView publish)
    {
        if (pending?.Count >= Endpoint.PendingWindow || Output.Pending > Endpoint.OutputWindow)
        {
            return PacketStep.Retry;
        }

        if (publish.QoS > QoS.AtMostOnce && Unacknowledged >= (Version == MqttVersion.V50 ? Endpoint.Limits.ReceiveMaximum : Endpoint.Limits.Unreleased))
        {
            return Refuse(ReasonCode.ReceiveMaximumExceeded, "More messages are under way than Receive Maximum allows; wait for acknowledgements.");
        }

        if (publish.Properties.TryFind(PropertyId.SubscriptionIdentifier, out _))
        {
            return Refuse(ReasonCode.ProtocolError, "A client must not send subscription identifiers.");
        }

        topics ??= new TopicCache(this);
        var topic = topics.Resolve(publish, out var problem);
        if (topic is null)
        {
            return Refuse(problem, "A topic alias is greater than the maximum, or was never given a topic.");
        }

        receivedSinceRead++;
        var named = publish.Topic.IsEmpty ? publish with { Topic = topic.Name } : publish;
        var result = (topic.IsAllowed, publish.QoS) switch
        {
            (_, QoS.ExactlyOnce) => AcceptOnce(topic, named),
            (true, _) => Accept(topic, named),
            _ => Deny(topic, named),
        };
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

    private int Unacknowledged => (pending?.Acknowledgeable ?? 0) + Session!.UnreleasedCount - Volatile.Read(ref knownPending);

    private ValueTask<ReasonCode> Accept(PublishTopic topic, in PublishView view)
    {
        var matches = topic.Matches(Endpoint.Subscriptions, Session);
        if (matches.IsEmpty && !view.Retain)
        {
            return Take(topic, view, matches);
        }

        var message = Message.From(view, Endpoint.Now, ClientId);
        if (IsRefused(topic, message))
        {
            return new(ReasonCode.QuotaExceeded);
        }

        var kept = Endpoint.Route(message, matches, out bool isLost);
        return MqttEndpoint.When(kept, isLost && CanBeTold(topic, message) ? new(ReasonCode.QuotaExceeded) : Take(topic, view, matches));
    }

    /// <summary>
    /// That there is no room for it: what the application has is the application's to answer for, and 3.1.1 has no word for it.
    /// </summary>
    private bool CanBeTold(PublishTopic topic, Message message) => topic.Route is null && message.QoS > QoS.AtMostOnce && Version == MqttVersion.V50;

    /// <summary>It shall be retained and cannot be: then nobody gets it.</summary>
    private bool IsRefused(PublishTopic topic, Message message)
    {
        if (!message.Retain || !CanBeTold(topic, message) || Endpoint.RetainRefusal(message) is not { } limit)
        {
            return false;
        }

        Endpoint.Counters.Dropped(limit);
        return true;
    }

    /// <summary>
    /// QoS 2: the application first, which tells a repetition by itself. Then the packet id is known and the message routed in one step, so
    /// that a repetition after a crash finds both or neither.
    /// </summary>
    private ValueTask<ReasonCode> AcceptOnce(PublishTopic topic, in PublishView view)
    {
        if (Session!.HasReceived(view.PacketId))
        {
            return Repeated(view.PacketId);
        }

        var matches = topic.IsAllowed ? topic.Matches(Endpoint.Subscriptions, Session) : TopicMatches.None;
        var message = matches.IsEmpty && !(view.Retain && topic.IsAllowed) ? null : Message.From(view, Endpoint.Now, ClientId);
        if (message is not null && IsRefused(topic, message))
        {
            return new(ReasonCode.QuotaExceeded);
        }

        var taken = topic.IsAllowed ? Take(topic, view, matches) : Deny(topic, view);
        var before = lastTaken;
        var turn = new TaskCompletionSource();
        lastTaken = turn.Task;
        return RouteOnce(topic, message, matches, view.PacketId, taken, before, turn);
    }

    private async ValueTask<ReasonCode> RouteOnce(
        PublishTopic topic, Message? message, TopicMatches matches, ushort packetId, ValueTask<ReasonCode> taken, Task before, TaskCompletionSource turn)
    {
        ValueTask kept;
        ReasonCode reason;
        try
        {
            // Subscribers get messages in the order in which they came in, whatever the order in which the application completes them.
            await before.ConfigureAwait(false);
            reason = await taken.ConfigureAwait(false);
            if (reason.IsFailure())
            {
                return reason;
            }

            Interlocked.Increment(ref knownPending);
            kept = Endpoint.RouteOnce(message, matches, Session!, packetId, out bool isLost);
            if (isLost && CanBeTold(topic, message!))
            {
                // So that its packet id is free again.
                kept = Session!.Release(packetId, out _);
                Interlocked.Decrement(ref knownPending);
                reason = ReasonCode.QuotaExceeded;
            }
        }
        finally
        {
            turn.SetResult();
        }

        await kept.ConfigureAwait(false);
        return reason;
    }

    /// <summary>The first may be in memory only yet; what is noted again is durable after it.</summary>
    private async ValueTask<ReasonCode> Repeated(ushort packetId)
    {
        Interlocked.Increment(ref knownPending);
        await Endpoint.RouteOnce(message: null, TopicMatches.None, Session!, packetId, out _).ConfigureAwait(false);
        return ReasonCode.Success;
    }

    private ValueTask<ReasonCode> Take(PublishTopic topic, in PublishView view, TopicMatches matches) => topic.Route is null
        ? new(view.QoS == QoS.AtLeastOnce && ReferenceEquals(matches, TopicMatches.None) ? ReasonCode.NoMatchingSubscribers : ReasonCode.Success)
        : Endpoint.Application.PublishAsync(this, topic.Route, view);

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
            Interlocked.Decrement(ref knownPending);
        }

        SendAck(qos == QoS.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec, packetId, reason);
    }
}
