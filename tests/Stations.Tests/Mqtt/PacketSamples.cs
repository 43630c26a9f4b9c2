using System.Buffers;
using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt;

/// <summary>One encoded packet of every type, in both versions, with every property that may stand in it.</summary>
internal static class PacketSamples
{
    private static readonly MqttProperties Reasoned = new() { { PropertyId.ReasonString, "because" }, { "k", "v" } };

    private static readonly MqttProperties MessageProperties = new()
    {
        { PropertyId.PayloadFormatIndicator, 1 },
        { PropertyId.MessageExpiryInterval, 60 },
        { PropertyId.ContentType, "application/json" },
        { PropertyId.ResponseTopic, "answers/1" },
        { PropertyId.CorrelationData, new byte[] { 1, 2, 3 } },
        { "k", "v" },
        { "k", "again" },
    };

    public static byte[] Encode(Packet packet, MqttVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        packet.Write(output, version);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Encode(in PublishView publish, MqttVersion version)
    {
        byte[] bytes = new byte[publish.Length(version)];
        Assert.Equal(bytes.Length, publish.Write(bytes, version));
        return bytes;
    }

    public static byte[] EncodeAck(PacketType type, MqttVersion version, ushort id, ReasonCode reason)
    {
        byte[] bytes = new byte[8];
        return bytes[..AckView.Write(bytes, version, type, id, reason)];
    }

    /// <summary>What was read, written again.</summary>
    public static byte[] Rewrite(in ParseResult result, MqttVersion version) => result.Type switch
    {
        PacketType.Publish => Encode(result.Publish, version),
        PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp => EncodeAck(result.Type, version, result.Ack.PacketId, result.Ack.Reason),
        _ => Encode(result.Packet!, version),
    };

    public static IEnumerable<(string Name, MqttVersion Version, byte[] Bytes)> All()
    {
        foreach (var version in new[] { MqttVersion.V311, MqttVersion.V50 })
        {
            foreach (var packet in Packets(version))
            {
                yield return ($"{packet.Type} {version}", version, Encode(packet, version));
            }

            byte[] properties = version == MqttVersion.V50 ? MessageProperties.ToBytes() : [];
            foreach (var qos in new[] { QoS.AtMostOnce, QoS.AtLeastOnce, QoS.ExactlyOnce })
            {
                var publish = new PublishView
                {
                    Topic = "a/b/ü"u8, Payload = "{\"t\":1}"u8, PropertyBytes = properties, QoS = qos, Retain = true, Duplicate = qos > QoS.AtMostOnce,
                    PacketId = qos > QoS.AtMostOnce ? (ushort)9 : (ushort)0,
                };
                yield return ($"Publish {qos} {version}", version, Encode(publish, version));
            }
            foreach (var type in new[] { PacketType.PubAck, PacketType.PubRec, PacketType.PubRel, PacketType.PubComp })
            {
                yield return ($"{type} {version}", version, EncodeAck(type, version, 7, ReasonCode.Success));
                if (version == MqttVersion.V50)
                {
                    var reason = type < PacketType.PubRel ? ReasonCode.QuotaExceeded : ReasonCode.PacketIdentifierNotFound;
                    yield return ($"{type} {version} failed", version, EncodeAck(type, version, 7, reason));
                }
            }
        }
    }

    private static IEnumerable<Packet> Packets(MqttVersion version)
    {
        yield return Connect(version);
        yield return new ConnectPacket("") { Version = version };
        yield return ConnAck(version);
        yield return new ConnAckPacket(ReasonCode.BadUserNameOrPassword);
        yield return new SubscribePacket(3,
        [
            new Subscription("a/+/#", QoS.ExactlyOnce) { NoLocal = true, RetainAsPublished = true, RetainHandling = RetainHandling.DoNotSend },
            new Subscription("$share/g/a", QoS.AtMostOnce),
        ]) { Properties = new MqttProperties { { PropertyId.SubscriptionIdentifier, 200_000 }, { "k", "v" } } };
        yield return new SubAckPacket(3, [ReasonCode.GrantedQoS2, ReasonCode.UnspecifiedError]) { Properties = Reasoned };
        yield return new UnsubscribePacket(4, ["a/+/#", "b"]) { Properties = new MqttProperties { { "k", "v" } } };
        yield return new UnsubAckPacket(4, [ReasonCode.Success, ReasonCode.NoSubscriptionExisted]) { Properties = Reasoned };
        yield return PingPacket.Request;
        yield return PingPacket.Response;
        yield return new DisconnectPacket();
        if (version == MqttVersion.V311)
        {
            yield break;
        }

        yield return new DisconnectPacket(ReasonCode.SessionTakenOver)
        {
            Properties = new MqttProperties
            {
                { PropertyId.SessionExpiryInterval, 5 }, { PropertyId.ServerReference, "other" }, { PropertyId.ReasonString, "because" }, { "k", "v" },
            },
        };
        yield return new AuthPacket();
        yield return new AuthPacket(ReasonCode.ContinueAuthentication)
        {
            Properties = new MqttProperties { { PropertyId.AuthenticationMethod, "m" }, { PropertyId.AuthenticationData, new byte[] { 0 } } },
        };
    }

    private static ConnectPacket Connect(MqttVersion version) => new("device-1")
    {
        Version = version,
        CleanStart = false,
        KeepAliveSeconds = 30,
        UserName = "user",
        Password = new byte[] { 0, 255 },
        Properties = new MqttProperties
        {
            { PropertyId.SessionExpiryInterval, 3600 }, { PropertyId.ReceiveMaximum, 10 }, { PropertyId.MaximumPacketSize, 1000 },
            { PropertyId.TopicAliasMaximum, 3 }, { PropertyId.RequestProblemInformation, 1 }, { PropertyId.RequestResponseInformation, 0 },
            { PropertyId.AuthenticationMethod, "m" }, { PropertyId.AuthenticationData, new byte[] { 1 } }, { "k", "v" },
        },
        Will = new Will("last/words", "gone"u8.ToArray(), QoS.AtLeastOnce, Retain: true)
        {
            Properties = new MqttProperties { { PropertyId.WillDelayInterval, 5 }, { PropertyId.MessageExpiryInterval, 9 }, { PropertyId.ResponseTopic, "r" } },
        },
    };

    private static ConnAckPacket ConnAck(MqttVersion version) => new(ReasonCode.Success, SessionPresent: true)
    {
        Properties = version == MqttVersion.V311 ? MqttProperties.None : new MqttProperties
        {
            { PropertyId.SessionExpiryInterval, 1 }, { PropertyId.AssignedClientIdentifier, "x" }, { PropertyId.ServerKeepAlive, 60 },
            { PropertyId.ReceiveMaximum, 20 }, { PropertyId.MaximumQoS, 1 }, { PropertyId.RetainAvailable, 0 }, { PropertyId.MaximumPacketSize, 65536 },
            { PropertyId.TopicAliasMaximum, 10 }, { PropertyId.WildcardSubscriptionAvailable, 1 }, { PropertyId.SubscriptionIdentifierAvailable, 1 },
            { PropertyId.SharedSubscriptionAvailable, 1 }, { PropertyId.ResponseInformation, "i" }, { PropertyId.ServerReference, "s" },
            { PropertyId.ReasonString, "r" }, { "k", "v" },
        },
    };
}
