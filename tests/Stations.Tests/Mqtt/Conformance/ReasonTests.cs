using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt.Conformance;

/// <summary>What a refusal says in words, to those who want words and take packets of that size.</summary>
public sealed class ReasonTests
{
    public static TheoryData<PacketType, byte[], ReasonCode> Refusals() => new()
    {
        { PacketType.PubAck, RawClient.Publish("no", QoS.AtLeastOnce, 1, MqttVersion.V50), ReasonCode.NotAuthorized },
        { PacketType.PubRec, RawClient.Publish("no", QoS.ExactlyOnce, 1, MqttVersion.V50), ReasonCode.NotAuthorized },
        { PacketType.PubComp, Wire.Ack(PacketType.PubRel, 1), ReasonCode.PacketIdentifierNotFound },
        { PacketType.PubRel, Wire.Ack(PacketType.PubRec, 1), ReasonCode.PacketIdentifierNotFound },
        { PacketType.SubAck, PacketSamples.Encode(new SubscribePacket(1, [new Subscription("no"), new Subscription("a"), new Subscription("no/2")]), MqttVersion.V50), ReasonCode.NotAuthorized },
        { PacketType.UnsubAck, PacketSamples.Encode(new UnsubscribePacket(1, ["b"]), MqttVersion.V50), ReasonCode.NoSubscriptionExisted },
        { PacketType.Disconnect, [0xF0, 0], ReasonCode.ProtocolError },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Every_refusal_says_in_a_sentence_what_to_do(PacketType type, byte[] packet, ReasonCode reason)
    {
        var (told, text, _) = await Refuse(MqttProperties.None, packet);

        Assert.Equal((type, reason), told);
        Assert.EndsWith(".", text, StringComparison.Ordinal);
        Assert.InRange(text!.Length, 20, 100);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Without_problem_information_it_says_nothing(PacketType type, byte[] packet, ReasonCode reason)
    {
        var (told, text, _) = await Refuse(new MqttProperties { { PropertyId.RequestProblemInformation, 0 } }, packet);

        Assert.Equal((type, reason), told);
        Assert.Null(text);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Where_there_is_no_room_for_a_sentence_it_is_left_out(PacketType type, byte[] packet, ReasonCode reason)
    {
        const uint Most = 20;
        var (told, text, length) = await Refuse(new MqttProperties { { PropertyId.MaximumPacketSize, Most } }, packet);

        Assert.Equal((type, reason), told);
        Assert.Null(text);
        Assert.InRange(length, 3, (int)Most);
    }

    [Theory]
    [InlineData(ReasonCode.BadUserNameOrPassword)]
    [InlineData(ReasonCode.NotAuthorized)]
    [InlineData(ReasonCode.ServerBusy)]
    [InlineData(ReasonCode.ConnectionRateExceeded)]
    public async Task A_refused_CONNECT_is_told_why_if_it_wants_to_know(ReasonCode reason)
    {
        await using var host = new EndpointHost();
        host.Application.Decide = _ => ConnectDecision.Refuse(reason);
        foreach (uint wants in new[] { 0u, 1u })
        {
            var raw = await host.RawAsync();
            await raw.SendAsync(new ConnectPacket("d") { Properties = new MqttProperties { { PropertyId.RequestProblemInformation, wants } } }, MqttVersion.V50);
            var answer = Wire.Read<ConnAckPacket>(await raw.ReadAsync());
            Assert.Equal((reason, wants == 1), (answer.Reason, answer.Properties.Text(PropertyId.ReasonString) is { Length: > 20 }));
            await raw.ExpectEndAsync();
        }
    }

    private static async Task<((PacketType Type, ReasonCode Reason) Told, string? Text, int Length)> Refuse(MqttProperties wishes, byte[] packet)
    {
        await using var host = new EndpointHost(new MqttLimits { ReceiveMaximum = 1, TopicAliases = 0 });
        host.Application.Grant = topic => new TopicGrant(Allowed: topic is not "no");
        host.Application.MayHear = filter => !filter.StartsWith("no", StringComparison.Ordinal);
        var raw = await host.GreetedAsync(new ConnectPacket("d") { Properties = wishes });
        await raw.SendAsync(packet);
        byte[] answer = await raw.ReadAsync();
        var parsed = MqttCodec.Parse(answer, MqttVersion.V50, int.MaxValue);
        if (parsed.Packet is not { } whole)
        {
            return ((parsed.Type, parsed.Ack.Reason), parsed.Ack.Properties.TryFind(PropertyId.ReasonString, out var found) ? found.Text : null, answer.Length);
        }

        var reason = whole switch
        {
            SubAckPacket { Reasons: [var first, ..] } => first,
            UnsubAckPacket { Reasons: [var first, ..] } => first,
            DisconnectPacket goodbye => goodbye.Reason,
            _ => ReasonCode.Success,
        };
        return ((parsed.Type, reason), whole.Properties.Text(PropertyId.ReasonString), answer.Length);
    }
}
