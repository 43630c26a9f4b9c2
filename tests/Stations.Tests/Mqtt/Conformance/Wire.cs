using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt.Conformance;

/// <summary>What the tests of the protocol say and read, byte by byte.</summary>
internal static class Wire
{
    /// <summary>A client of its own making, whose CONNACK was read already.</summary>
    public static async Task<RawClient> GreetedAsync(this EndpointHost host, ConnectPacket connect)
    {
        var raw = await host.RawAsync();
        await raw.SendAsync(connect, connect.Version);
        Assert.Equal(ReasonCode.Success, Read<ConnAckPacket>(await raw.ReadAsync(), connect.Version).Reason);
        return raw;
    }

    public static ConnectPacket Kept(string clientId, MqttVersion version = MqttVersion.V50, ushort receiveMaximum = 20) => new(clientId)
    {
        Version = version,
        CleanStart = false,
        Properties = new MqttProperties { { PropertyId.SessionExpiryInterval, 600 }, { PropertyId.ReceiveMaximum, receiveMaximum } },
    };

    /// <summary>The client is gone without a word, and the endpoint knows it.</summary>
    public static async Task VanishAsync(this EndpointHost host, RawClient raw)
    {
        await raw.DisposeAsync();
        await host.Application.NextEndAsync();
    }

    public static async Task SubscribeAsync(this RawClient raw, string filter, QoS qos, MqttVersion version = MqttVersion.V50, uint identifier = 0)
    {
        var properties = identifier == 0 ? MqttProperties.None : new MqttProperties { { PropertyId.SubscriptionIdentifier, identifier } };
        await raw.SendAsync(new SubscribePacket(7, [new Subscription(filter, qos)]) { Properties = properties }, version);
        Assert.Equal([(ReasonCode)qos], Read<SubAckPacket>(await raw.ReadAsync(), version).Reasons);
    }

    public static T Read<T>(byte[] bytes, MqttVersion version = MqttVersion.V50)
        where T : Packet => Assert.IsType<T>(MqttCodec.Parse(bytes, version, int.MaxValue).Packet);

    /// <summary>What of a message is told apart here.</summary>
    public static (string Topic, string Payload, QoS QoS, ushort Id, bool Duplicate) ReadMessage(byte[] bytes, MqttVersion version = MqttVersion.V50)
    {
        var publish = MqttCodec.Parse(bytes, version, int.MaxValue).Publish;
        return (publish.TopicText, System.Text.Encoding.UTF8.GetString(publish.Payload), publish.QoS, publish.PacketId, publish.Duplicate);
    }

    public static uint? NumberIn(byte[] publish, PropertyId id) => MqttCodec.Parse(publish, MqttVersion.V50, int.MaxValue).Publish.Properties.Number(id);

    public static byte[] Publish(string topic, QoS qos, ushort id, MqttProperties properties, string payload = "x") => PacketSamples.Encode(
        new PublishView
        {
            Topic = System.Text.Encoding.UTF8.GetBytes(topic),
            Payload = System.Text.Encoding.UTF8.GetBytes(payload),
            QoS = qos,
            PacketId = id,
            PropertyBytes = properties.ToBytes(),
        },
        MqttVersion.V50);

    public static byte[] Ack(PacketType type, ushort id, ReasonCode reason = ReasonCode.Success) => PacketSamples.EncodeAck(type, MqttVersion.V50, id, reason);

    /// <summary>An acknowledgement with this reason; hands back what it says in words.</summary>
    public static async Task<string?> ExpectAckAsync(this RawClient raw, PacketType type, ushort id, ReasonCode reason)
    {
        var ack = MqttCodec.Parse(await raw.ReadAsync(), MqttVersion.V50, int.MaxValue).Ack;
        Assert.Equal((type, id, reason), (ack.Type, ack.PacketId, ack.Reason));
        return ack.Properties.TryFind(PropertyId.ReasonString, out var text) ? text.Text : null;
    }

    /// <summary>The endpoint says why, in 5.0, and closes.</summary>
    public static async Task ExpectRefusalAsync(this RawClient raw, ReasonCode reason)
    {
        Assert.Equal(reason, Read<DisconnectPacket>(await raw.ReadAsync()).Reason);
        await raw.ExpectEndAsync();
    }
}
