using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttEndpoint
{
    /// <summary>
    /// Publishes as the server itself. Never waits. Returns the number of sessions it was handed to; those that are offline or slow get it
    /// later, within their limits. With <paramref name="retain"/> and no payload the topic's retained message is forgotten.
    /// </summary>
    /// <exception cref="ArgumentException">The topic is empty, too long or holds a wildcard.</exception>
    public int Publish(
        string topic, ReadOnlySpan<byte> payload, QoS qos = QoS.AtLeastOnce, bool retain = false, MqttProperties? properties = null)
    {
        if (!TopicName.IsValid(topic) || topic.Length > Limits.TopicLength)
        {
            throw new ArgumentException("A topic must not be empty or longer than the limit, and must not hold a wildcard.", nameof(topic));
        }

        var view = new PublishView
        {
            Topic = Encoding.UTF8.GetBytes(topic),
            Payload = payload,
            PropertyBytes = properties is null ? default : properties.ToBytes(),
            QoS = qos,
            Retain = retain,
        };
        using (MqttBatch.Begin())
        {
            return Route(view, Subscriptions.Match(topic, publisher: null).Matches);
        }
    }

    /// <summary>Keeps a retained message and hands one copy to every subscriber.</summary>
    internal int Route(in PublishView view, TopicMatches matches)
    {
        var message = Message.From(view, Now);
        if (view.Retain && !Retained.Set(message))
        {
            Counters.Dropped("retained_full");
        }

        foreach (var match in matches.Direct)
        {
            match.Session.Deliver(new Delivery(message, Session.Lower(message.QoS, match.QoS), message.Retain && match.RetainAsPublished, match.SubscriptionIds));
        }

        int handed = matches.Direct.Length;
        foreach (var group in matches.Shared)
        {
            if (group.Next() is not { } member)
            {
                continue;
            }

            var asked = member.Subscription;
            member.Session.Deliver(new Delivery(
                message, Session.Lower(message.QoS, asked.QoS), message.Retain && asked.RetainAsPublished, member.SubscriptionIds));
            handed++;
        }
        return handed;
    }

    /// <summary>Never throws: the end of a connection must not depend on the application.</summary>
    private async void PublishWill(MqttConnection connection, Will will)
    {
        try
        {
            var reason = await StartWill(connection, will).ConfigureAwait(false);
            if (reason.IsFailure())
            {
                Counters.Dropped(reason.ToString());
            }
        }
        catch (Exception)
        {
            Counters.Dropped(nameof(ReasonCode.UnspecifiedError));
        }
    }

    private ValueTask<ReasonCode> StartWill(MqttConnection connection, Will will)
    {
        byte[] topic = Encoding.UTF8.GetBytes(will.Topic);
        var grant = Application.Resolve(connection, topic);
        if (!grant.Allowed)
        {
            return new(ReasonCode.NotAuthorized);
        }

        var view = new PublishView
        {
            Topic = topic,
            Payload = will.Payload.Span,
            PropertyBytes = will.Properties.ToBytes(),
            QoS = will.QoS,
            Retain = will.Retain,
            IsWill = true,
        };
        using (MqttBatch.Begin())
        {
            Route(view, Subscriptions.Match(will.Topic, connection.Session).Matches);
        }

        return grant.Route is null ? new(ReasonCode.Success) : Application.PublishAsync(connection, grant.Route, view);
    }
}
