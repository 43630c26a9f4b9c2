using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    /// <summary>For retained messages, on another thread; what the client sends next waits for it.</summary>
    private volatile Task? search;

    private PacketStep Subscribe(SubscribePacket packet)
    {
        uint id = packet.Properties.Number(PropertyId.SubscriptionIdentifier) ?? 0;
        var asked = packet.Subscriptions.Select(AsBridge).ToArray();
        var reasons = Array.ConvertAll(asked, subscription => Refusal(subscription.Filter) ?? (ReasonCode)subscription.QoS);
        var granted = new List<Subscription>(asked.Length);
        ValueTask durable;
        lock (Session!.StepGate)
        {
            for (int i = 0; i < asked.Length; i++)
            {
                if (!reasons[i].IsFailure() && !Session.IsSubscribed(asked[i].Filter) && Full() is { } limit)
                {
                    Endpoint.Counters.Refused(limit);
                    reasons[i] = ReasonCode.QuotaExceeded;
                }

                if (!reasons[i].IsFailure())
                {
                    Session.Subscribe(asked[i], id);
                    granted.Add(asked[i]);
                }
            }

            durable = Session.Commit();
        }

        return Await(SubscribedAsync(durable, new SubAckPacket(packet.PacketId, reasons) { Properties = Explanation(ReasonText.Of(PacketType.SubAck, reasons)) }, granted));
    }

    /// <summary>The limit that one more subscription would break.</summary>
    private string? Full() => Session!.SubscriptionCount >= Endpoint.Limits.FiltersPerClient ? "filters_per_client"
        : Endpoint.Subscriptions.Count >= Endpoint.Limits.Subscriptions ? "subscriptions"
        : null;

    private async ValueTask<ReasonCode> SubscribedAsync(ValueTask durable, SubAckPacket answer, List<Subscription> granted)
    {
        await durable.ConfigureAwait(false);
        Send(answer);
        if (Endpoint.IsLongSearch(granted))
        {
            await (search = Endpoint.SearchAsync(Session!, granted)).ConfigureAwait(false);
        }
        else
        {
            Session!.FetchRetained(granted);
        }

        return ReasonCode.Success;
    }

    private PacketStep Unsubscribe(UnsubscribePacket packet)
    {
        ReasonCode[] reasons;
        ValueTask durable;
        lock (Session!.StepGate)
        {
            reasons = [.. packet.Filters.Select(filter => Session.Unsubscribe(filter) ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted)];
            durable = Session.Commit();
        }

        return Await(UnsubscribedAsync(durable, new UnsubAckPacket(packet.PacketId, reasons) { Properties = Explanation(ReasonText.Of(PacketType.UnsubAck, reasons)) }));
    }

    private async ValueTask<ReasonCode> UnsubscribedAsync(ValueTask durable, UnsubAckPacket answer)
    {
        await durable.ConfigureAwait(false);
        Send(answer);
        return ReasonCode.Success;
    }

    private Subscription AsBridge(Subscription asked) =>
        isBridge ? asked with { NoLocal = !TopicFilter.IsShared(asked.Filter), RetainAsPublished = true } : asked;

    private ReasonCode? Refusal(string filter)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(filter);
        if (bytes.Length > Endpoint.Limits.TopicLength || TopicName.Levels(bytes) > Endpoint.Limits.TopicLevels)
        {
            return Counted(ReasonCode.TopicFilterInvalid);
        }

        string asked = TopicFilter.TrySplitShare(filter, out _, out string inner) ? inner : filter;
        return Endpoint.Application.MaySubscribe(this, asked) ? null : Counted(ReasonCode.NotAuthorized);
    }

    private ReasonCode Counted(ReasonCode refusal)
    {
        Endpoint.Counters.Refused($"Subscribe{refusal}");
        return refusal;
    }
}
