using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

internal sealed partial class Session
{
    /// <summary>
    /// Begins to live again, as a session whose client has gone: when it went, or with the process if it was connected. Then it has as long
    /// to come back as its keep-alive would have given it, before its will is due.
    /// </summary>
    public void Revive(long now)
    {
        var connected = keptAs!;
        outbox?.SendAgain(hasBeenSent: false);
        foreach (var subscriber in subscribers)
        {
            endpoint.Subscriptions.Replace(old: null, subscriber);
            if (subscriber.WantsRetained)
            {
                Fetch(subscriber);
            }
        }

        ExpirySeconds = left?.ExpirySeconds ?? connected.ExpirySeconds;
        ExpiresAt = (left?.At ?? now) + (ExpirySeconds * 1000L);
        long dueAt = left?.WillDueAt ?? now + (connected.KeepAliveSeconds * 1500L) + WillDelay(connected.Will, ExpirySeconds);
        if (connected.Will is { } will && dueAt > 0)
        {
            DelayedWill = new DelayedWill(MqttConnection.Departed(endpoint, Id), will, dueAt);
        }

        if (left is null)
        {
            Leave(now, DelayedWill?.DueAt ?? 0);
        }
    }

    /// <summary>Milliseconds. A will never waits longer than its session lives.</summary>
    public static long WillDelay(Will? will, uint expirySeconds) =>
        Math.Min(will?.Properties.Number(PropertyId.WillDelayInterval) ?? 0, expirySeconds) * 1000L;

    /// <summary>Follows what was kept.</summary>
    public void Apply(SessionChange change)
    {
        switch (change)
        {
            case SessionChange.Connected connected:
                if (connected.IsNew)
                {
                    Forget();
                    (subscribers, receivedExactlyOnce) = ([], null);
                }

                (keptAs, left) = (connected, null);
                outbox?.MarkSent();
                break;
            case SessionChange.Left gone:
                left = gone;
                break;
            case SessionChange.Subscribed subscribed:
                Take(subscribed.Subscription.Filter);
                subscribers = [.. subscribers, new Subscriber(this, subscribed.Subscription, subscribed.SubscriptionId) { WantsRetained = subscribed.WantsRetained }];
                break;
            case SessionChange.Unsubscribed unsubscribed:
                Take(unsubscribed.Filter);
                break;
            case SessionChange.RetainedQueued:
                Array.ForEach(subscribers, subscriber => subscriber.WantsRetained = false);
                break;
            case SessionChange.Queued { Delivery: var delivery }:
                (outbox ??= new Outbox(endpoint.Queued)).Restore(delivery with { MaybeSent = delivery.MaybeSent || left is null });
                break;
            case SessionChange.Exchanged { Type: PacketType.Publish } publish:
                (receivedExactlyOnce ??= []).Add(publish.PacketId);
                break;
            case SessionChange.Exchanged { Type: PacketType.PubRel } release:
                receivedExactlyOnce?.Remove(release.PacketId);
                break;
            case SessionChange.Exchanged acknowledged:
                outbox?.Acknowledge(acknowledged.Type, acknowledged.PacketId, ReasonCode.Success);
                break;
            case SessionChange.Ended:
                Forget();
                keptAs = null;
                break;
        }
    }
}
