using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>
/// Retained messages of new subscriptions. They wait as references to what the server keeps anyway and go to the queue a few at a time, so
/// however many there are, messages that come meanwhile find room there.
/// </summary>
internal sealed partial class Session
{
    private Queue<(Message Message, Match Match)>? backlog;

    /// <summary>
    /// Looks up what the subscriptions that want retained messages are to get; what is more than the server keeps at most is dropped and
    /// counted.
    /// </summary>
    public void FetchRetained(IEnumerable<Subscription> subscriptions)
    {
        foreach (var subscription in subscriptions)
        {
            Subscriber? subscriber;
            lock (gate)
            {
                subscriber = Find(subscription.Filter);
            }

            if (subscriber is { WantsRetained: true })
            {
                Fetch(subscriber);
            }
        }

        Pump();
    }

    private void Fetch(Subscriber subscriber)
    {
        var found = endpoint.Retained.Find(subscriber.Path);
        lock (gate)
        {
            if (hasEnded)
            {
                return;
            }

            if (found.Count == 0 && !IsKept)
            {
                subscriber.WantsRetained = false;
                return;
            }

            OpenOutbox();
            backlog ??= [];
            var match = new Match(this, subscriber.Subscription.QoS, subscriber.Subscription.RetainAsPublished, subscriber.SubscriptionIds);
            foreach (var message in found)
            {
                if (backlog.Count >= endpoint.Limits.RetainedMessages || endpoint.Queued.IsFull)
                {
                    endpoint.Counters.Dropped("backlog_full");
                }
                else
                {
                    backlog.Enqueue((message, match));
                    endpoint.Queued.AddReference();
                }
            }
        }
    }

    /// <summary>Moves what there is room for from the backlog to the queue. True if it makes sense to go on at once.</summary>
    private bool MoveBacklog()
    {
        lock (StepGate)
        {
            bool hasMoved = false;
            lock (gate)
            {
                while (backlog is not null && connection is { IsGreeted: true } target && MayMove(target))
                {
                    hasMoved = true;
                    if (!backlog.TryDequeue(out var next))
                    {
                        backlog = null;
                        NoteBacklogMoved();
                        continue;
                    }

                    endpoint.Queued.RemoveReferences(1);
                    if (endpoint.Retained.Current(next.Message) is { } message)
                    {
                        Move(message, next.Match, target);
                    }
                }
            }

            // What is kept has to be durable before it is sent; then the pump is called again.
            return Commit().IsCompletedSuccessfully && hasMoved;
        }
    }

    private bool MayMove(MqttConnection target) =>
        target.Output.Pending <= endpoint.OutputWindow && outbox!.WaitingCount < endpoint.Limits.InFlight
        && (!backlog!.TryPeek(out var next) || outbox.HasRoomFor(next.Message, endpoint.Limits));

    private void Move(Message message, in Match match, MqttConnection target)
    {
        var delivery = new Delivery(message, Lower(message.QoS, match.QoS), Retain: true, match.SubscriptionIds);
        if (delivery.QoS > QoS.AtMostOnce)
        {
            Enqueue(delivery);
        }
        else if (message.ExpiresAt <= endpoint.Now)
        {
            endpoint.Counters.Dropped("expired");
        }
        else
        {
            target.Send(delivery, packetId: 0, isDuplicate: false);
        }
    }

    private void NoteBacklogMoved()
    {
        Array.ForEach(subscribers, subscriber => subscriber.WantsRetained = false);
        if (IsKept)
        {
            Note(new SessionChange.RetainedQueued());
        }
    }
}
