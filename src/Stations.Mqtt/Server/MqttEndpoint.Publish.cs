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
    /// <param name="isFleeting">What is retained of it is not written to the store, and has no more than half of the room for retained messages.</param>
    /// <exception cref="ArgumentException">The topic is empty, too long or holds a wildcard.</exception>
    public int Publish(
        string topic, ReadOnlySpan<byte> payload, QoS qos = QoS.AtLeastOnce, bool retain = false, MqttProperties? properties = null, bool isFleeting = false)
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
        var matches = Subscriptions.Match(topic, publisher: null).Matches;
        _ = Route(Message.From(view, Now, isFleeting: isFleeting), matches, out _);
        return matches.Count;
    }

    /// <summary>
    /// Keeps a retained message and hands one copy to every subscriber. Completes when what outlives the process of this is durable; kept
    /// sessions get it then.
    /// </summary>
    /// <param name="isLost">Nobody among those it was for had room for it.</param>
    internal ValueTask Route(Message message, TopicMatches matches, out bool isLost)
    {
        ValueTask durable = default;
        using (MqttBatch.Begin())
        {
            if (Ledger is not { } ledger || !((message.Retain && !message.IsFleeting) || (message.QoS > QoS.AtMostOnce && matches.MayBeKept)))
            {
                isLost = !HandOver(message, matches);
            }
            else
            {
                lock (ledger.Gate)
                {
                    isLost = !HandOver(message, matches);
                    durable = ledger.Commit();
                }
            }
        }

        return durable;
    }

    /// <summary>
    /// Takes a QoS 2 message in: from here on its packet id is known, and that and what <see cref="Route"/> does happen together or not at all.
    /// </summary>
    internal ValueTask RouteOnce(Message? message, TopicMatches matches, Session from, ushort packetId, out bool isLost)
    {
        isLost = false;
        if (!from.IsKept)
        {
            from.Receive(packetId);
            return message is null ? default : Route(message, matches, out isLost);
        }

        ValueTask durable;
        using (MqttBatch.Begin())
        {
            lock (Ledger!.Gate)
            {
                from.Receive(packetId);
                if (message is not null)
                {
                    isLost = !HandOver(message, matches);
                }

                durable = Ledger.Commit();
            }
        }

        return durable;
    }

    /// <summary>False if it was for somebody, and none of them nor the retained store had room for it.</summary>
    private bool HandOver(Message message, TopicMatches matches)
    {
        bool isTaken = message.Retain && Retain(message);
        int refusals = 0;
        foreach (var match in matches.Direct)
        {
            bool hasRoom = match.Session.Deliver(new Delivery(message, Session.Lower(message.QoS, match.QoS), message.Retain && match.RetainAsPublished, match.SubscriptionIds));
            isTaken |= hasRoom;
            refusals += hasRoom ? 0 : 1;
        }

        foreach (var group in matches.Shared)
        {
            if (group.Next() is not { } member)
            {
                continue;
            }

            var asked = member.Subscription;
            bool hasRoom = member.Session.Deliver(new Delivery(
                message, Session.Lower(message.QoS, asked.QoS), message.Retain && asked.RetainAsPublished, member.SubscriptionIds));
            isTaken |= hasRoom;
            refusals += hasRoom ? 0 : 1;
        }

        return isTaken || refusals == 0;
    }

    /// <summary>The limit that keeps the message from being retained, as it is counted; null if none does.</summary>
    internal string? RetainRefusal(Message message) => CountedAs(Retained.Refusal(message));

    private bool Retain(Message message)
    {
        var change = Retained.Set(message);
        if (CountedAs(change) is { } limit)
        {
            Counters.Dropped(limit);
            return false;
        }

        if (change == RetainedChange.Made && !message.IsFleeting)
        {
            Ledger?.Note(MqttStoreKind.Retained, Encoding.UTF8.GetString(message.Topic), message.Payload.Length == 0 ? [] : message.ToBytes());
        }

        return true;
    }

    private static string? CountedAs(RetainedChange change) => change switch
    {
        RetainedChange.NoRoom => "retained_full",
        RetainedChange.NoShare => "retained_per_client",
        _ => null,
    };

    /// <summary>Completes when it is as durable as it gets. Never throws: the end of a connection must not depend on the application.</summary>
    private async Task PublishWill(MqttConnection connection, Will will)
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
        var kept = Route(Message.From(view, Now, connection.ClientId), Subscriptions.Match(will.Topic, connection.Session).Matches, out _);
        return When(kept, grant.Route is null ? new(ReasonCode.Success) : Application.PublishAsync(connection, grant.Route, view));
    }

    /// <summary>The application's answer, once what else it stands for is durable too.</summary>
    internal static ValueTask<ReasonCode> When(ValueTask kept, ValueTask<ReasonCode> taken)
    {
        return kept.IsCompletedSuccessfully ? taken : Both(kept, taken);

        static async ValueTask<ReasonCode> Both(ValueTask kept, ValueTask<ReasonCode> taken)
        {
            await kept.ConfigureAwait(false);
            return await taken.ConfigureAwait(false);
        }
    }
}
