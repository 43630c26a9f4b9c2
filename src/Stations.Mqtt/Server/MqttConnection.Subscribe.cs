using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    private PacketStep Subscribe(SubscribePacket packet)
    {
        uint? id = packet.Properties.Number(PropertyId.SubscriptionIdentifier);
        var reasons = new ReasonCode[packet.Subscriptions.Count];
        var retained = new List<(Subscription Subscription, List<Message> Messages)>();
        for (int i = 0; i < reasons.Length; i++)
        {
            var asked = packet.Subscriptions[i];
            var subscription = isBridge ? asked with { NoLocal = !TopicFilter.IsShared(asked.Filter), RetainAsPublished = true } : asked;
            reasons[i] = Refusal(subscription.Filter) ?? (ReasonCode)subscription.QoS;
            if (reasons[i].IsFailure())
            {
                continue;
            }

            bool isNew = Session!.Subscribe(subscription, id);
            bool wantsRetained = subscription.RetainHandling == RetainHandling.Send || (subscription.RetainHandling == RetainHandling.SendIfNew && isNew);
            if (wantsRetained && !TopicFilter.IsShared(subscription.Filter))
            {
                retained.Add((subscription, Endpoint.Retained.Find(subscription.Filter.Split('/'))));
            }
        }
        Output.Append(new SubAckPacket(packet.PacketId, reasons), Version);
        byte[] ids = id is { } number ? new MqttProperties { { PropertyId.SubscriptionIdentifier, number } }.ToBytes() : [];
        foreach (var (subscription, messages) in retained)
        {
            Session!.DeliverRetained(messages, new Match(Session, subscription.QoS, subscription.RetainAsPublished, ids));
        }

        return PacketStep.Next;
    }

    private PacketStep Unsubscribe(UnsubscribePacket packet)
    {
        var reasons = packet.Filters.Select(filter => Session!.Unsubscribe(filter) ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted).ToArray();
        Output.Append(new UnsubAckPacket(packet.PacketId, reasons), Version);
        return PacketStep.Next;
    }

    private ReasonCode? Refusal(string filter)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(filter);
        if (bytes.Length > Endpoint.Limits.TopicLength || TopicName.Levels(bytes) > Endpoint.Limits.TopicLevels)
        {
            return Counted(ReasonCode.TopicFilterInvalid);
        }

        if (Session!.SubscriptionCount >= Endpoint.Limits.FiltersPerClient && !Session.IsSubscribed(filter))
        {
            return Counted(ReasonCode.QuotaExceeded);
        }

        string asked = TopicFilter.TrySplitShare(filter, out _, out string inner) ? inner : filter;
        return Endpoint.Application.MaySubscribe(this, asked) ? null : Counted(ReasonCode.NotAuthorized);

        ReasonCode Counted(ReasonCode reason)
        {
            Endpoint.Counters.Refused($"Subscribe{reason}");
            return reason;
        }
    }
}
