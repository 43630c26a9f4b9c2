using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    private const string LargerThanClientTakes = "larger_than_client_takes";

    /// <summary>Null: the client takes none.</summary>
    private SentAliases? sentAliases;

    internal void SendAck(PacketType type, ushort packetId, ReasonCode reason = ReasonCode.Success)
    {
        if (reason.IsFailure() && Version == MqttVersion.V50 && wantsProblemInformation)
        {
            Send(new RefusalPacket(type, packetId, reason) { Properties = Explanation(ReasonText.Of(type, reason)) });
            return;
        }

        Span<byte> packet = stackalloc byte[AckView.MaxWritten];
        Output.Append(packet[..AckView.Write(packet, Version, type, packetId, reason)]);
    }

    /// <summary>
    /// Says in an answer no more than the client takes: one that is too large goes without its explanation; one that is too large still ends
    /// the connection.
    /// </summary>
    internal void Send(Packet packet)
    {
        if (packet.Length(Version) > maxSentPacket)
        {
            packet = packet with { Properties = packet.Properties.WithoutExplanation() };
        }

        if (packet.Length(Version) <= maxSentPacket)
        {
            Output.Append(packet, Version);
            return;
        }

        Endpoint.Counters.Dropped(LargerThanClientTakes);
        End(DisconnectCause.Refused(ReasonCode.PacketTooLarge, "An answer is larger than the client takes."));
    }

    /// <summary>False if the client does not take packets of this size.</summary>
    internal bool Send(in Delivery delivery, ushort packetId, bool isDuplicate) => sentAliases is null
        ? Send(delivery, packetId, isDuplicate, delivery.Message.Topic, alias: 0)
        : SendUnderAlias(sentAliases, delivery, packetId, isDuplicate);

    /// <summary>The topic goes with the first message only. Whoever sends the next one must find it sent.</summary>
    private bool SendUnderAlias(SentAliases aliases, in Delivery delivery, ushort packetId, bool isDuplicate)
    {
        // Outside of the lock: what is written may at once ask for more.
        using var batch = MqttBatch.Begin();
        lock (aliases)
        {
            byte[] topic = delivery.Message.Topic;
            var alias = aliases.Find(topic, out bool isKnown);
            bool isSent = Send(delivery, packetId, isDuplicate, isKnown ? [] : topic, alias);
            if (isSent && !isKnown)
            {
                aliases.Remember(topic);
            }

            return isSent;
        }
    }

    private bool Send(in Delivery delivery, ushort packetId, bool isDuplicate, byte[] topic, ushort alias)
    {
        var message = delivery.Message;
        var view = new PublishView
        {
            Topic = topic,
            Payload = message.Payload,
            PropertyBytes = message.Properties,
            AddedPropertyBytes = Version == MqttVersion.V50 ? AddedProperties(delivery, alias) : default,
            QoS = delivery.QoS,
            Retain = delivery.Retain,
            Duplicate = isDuplicate,
            PacketId = packetId,
        };
        int size = view.Length(Version);
        if (size > maxSentPacket)
        {
            Endpoint.Counters.Dropped(LargerThanClientTakes);
            return false;
        }
        Output.Append(view, size, Version);
        Endpoint.Counters.Sent();
        return true;
    }

    private ReadOnlySpan<byte> AddedProperties(in Delivery delivery, ushort alias)
    {
        if (delivery.Message.ExpiresAt == long.MaxValue && alias == 0)
        {
            return delivery.SubscriptionIds;
        }

        var added = new MqttProperties();
        if (alias != 0)
        {
            added.Add(PropertyId.TopicAlias, alias);
        }

        if (delivery.Message.ExpiresAt != long.MaxValue)
        {
            long left = Math.Max(0, delivery.Message.ExpiresAt - Endpoint.Now);
            added.Add(PropertyId.MessageExpiryInterval, (uint)((left + 999) / 1000));
        }

        return (byte[])[.. delivery.SubscriptionIds, .. added.ToBytes()];
    }
}
