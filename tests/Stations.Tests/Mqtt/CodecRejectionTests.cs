using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt;

public sealed class CodecRejectionTests
{
    [Theory]
    [InlineData("00", ReasonCode.MalformedPacket)] // reserved type
    [InlineData("36", ReasonCode.MalformedPacket)] // QoS 3
    [InlineData("38", ReasonCode.MalformedPacket)] // duplicate with QoS 0
    [InlineData("80", ReasonCode.MalformedPacket)] // SUBSCRIBE without its flags
    [InlineData("A0", ReasonCode.MalformedPacket)]
    [InlineData("60", ReasonCode.MalformedPacket)]
    [InlineData("C1", ReasonCode.MalformedPacket)]
    [InlineData("11", ReasonCode.MalformedPacket)]
    [InlineData("30FFFFFFFF", ReasonCode.MalformedPacket)] // remaining length of five bytes
    [InlineData("30818004", ReasonCode.PacketTooLarge)] // 65,537 bytes, body not there yet
    [InlineData("C001", ReasonCode.MalformedPacket)] // PINGREQ with a body
    [InlineData("4001", ReasonCode.MalformedPacket)]
    [InlineData("1003", ReasonCode.MalformedPacket)]
    public void The_header_alone_is_refused_in_both_versions(string hex, ReasonCode reason)
    {
        Assert.Equal(reason, Refusal(hex, MqttVersion.V311));
        Assert.Equal(reason, Refusal(hex, MqttVersion.V50));
    }

    [Theory]
    [InlineData("F0")] // AUTH
    [InlineData("E001")] // DISCONNECT with a reason
    [InlineData("4003")] // PUBACK with a reason
    [InlineData("2003")]
    public void The_header_alone_is_refused_in_3_1_1(string hex) => Assert.Equal(ReasonCode.MalformedPacket, Refusal(hex, MqttVersion.V311));

    [Theory]
    [InlineData("3003 0001 2B", ReasonCode.MalformedPacket)] // wildcard in a topic
    [InlineData("3003 0001 23", ReasonCode.MalformedPacket)]
    [InlineData("3002 0000", ReasonCode.MalformedPacket)] // empty topic
    [InlineData("3003 0001 00", ReasonCode.MalformedPacket)] // U+0000
    [InlineData("3005 0003 EDA080", ReasonCode.MalformedPacket)] // surrogate
    [InlineData("3004 0002 C0AF", ReasonCode.MalformedPacket)] // overlong
    [InlineData("3003 0005 61", ReasonCode.MalformedPacket)] // length beyond the packet
    [InlineData("3205 0001 61 0000", ReasonCode.ProtocolError)] // packet id zero
    [InlineData("4002 0000", ReasonCode.ProtocolError)]
    [InlineData("8202 0001", ReasonCode.ProtocolError)] // no filter
    [InlineData("A202 0001", ReasonCode.ProtocolError)]
    [InlineData("8206 0001 0001 61 03", ReasonCode.MalformedPacket)] // QoS 3
    [InlineData("8206 0001 0001 61 04", ReasonCode.MalformedPacket)] // reserved option
    [InlineData("8208 0001 0003 61232F 00", ReasonCode.MalformedPacket)]
    [InlineData("8207 0001 0002 612B 00", ReasonCode.MalformedPacket)]
    [InlineData("8205 0001 0000 00", ReasonCode.MalformedPacket)]
    [InlineData("100C 0004 4D515454 03 02 000A 0000", ReasonCode.UnsupportedProtocolVersion)]
    [InlineData("100E 0006 4D5149736470 03 02 000A 0000", ReasonCode.UnsupportedProtocolVersion)] // MQTT 3.1
    [InlineData("100C 0004 4D515454 04 03 000A 0000", ReasonCode.MalformedPacket)] // reserved flag
    [InlineData("100C 0004 4D515454 04 0A 000A 0000", ReasonCode.MalformedPacket)] // will QoS without a will
    [InlineData("100C 0004 4D515454 04 1E 000A 0000", ReasonCode.MalformedPacket)] // will QoS 3
    [InlineData("100E 0004 4D515454 04 42 000A 0000 0000", ReasonCode.MalformedPacket)] // password without user name
    [InlineData("100D 0004 4D515454 04 02 000A 0000 00", ReasonCode.MalformedPacket)] // something behind the end
    [InlineData("2002 0200", ReasonCode.MalformedPacket)]
    [InlineData("2002 0006", ReasonCode.MalformedPacket)]
    [InlineData("9003 0001 05", ReasonCode.MalformedPacket)]
    public void A_body_of_3_1_1_is_refused(string hex, ReasonCode reason) => Assert.Equal(reason, Refusal(hex, MqttVersion.V311));

    [Theory]
    [InlineData("3003 0000 00", ReasonCode.ProtocolError)] // neither topic nor alias
    [InlineData("3006 0000 03 230000", ReasonCode.TopicAliasInvalid)] // alias zero
    [InlineData("3008 0001 61 04 01010101", ReasonCode.ProtocolError)] // payload format twice
    [InlineData("3006 0001 61 02 0102", ReasonCode.ProtocolError)] // payload format 2
    [InlineData("3006 0001 61 02 0B00", ReasonCode.ProtocolError)] // subscription identifier zero
    [InlineData("3009 0001 61 05 1100000001", ReasonCode.MalformedPacket)] // session expiry in PUBLISH
    [InlineData("3006 0001 61 02 7F00", ReasonCode.MalformedPacket)] // unknown property
    [InlineData("3006 0001 61 02 0200", ReasonCode.MalformedPacket)] // property cut off
    [InlineData("3004 0001 61 05", ReasonCode.MalformedPacket)] // property length beyond the packet
    [InlineData("3008 0001 61 04 0800012B", ReasonCode.ProtocolError)] // wildcard in the response topic
    [InlineData("308600 0001 61 00 6161", ReasonCode.MalformedPacket)] // remaining length longer than needed
    [InlineData("8207 0001 00 0001 61 30", ReasonCode.ProtocolError)] // retain handling 3
    [InlineData("8207 0001 00 0001 61 40", ReasonCode.MalformedPacket)] // reserved option
    [InlineData("820E 0001 00 0008 24736861 72652F2F 00", ReasonCode.MalformedPacket)] // $share//
    [InlineData("8210 0001 00 000A 24736861 72652F67 2F61 04", ReasonCode.ProtocolError)] // shared and no-local
    [InlineData("4003 0001 01", ReasonCode.MalformedPacket)] // no such reason
    [InlineData("E001 8A", ReasonCode.MalformedPacket)]
    [InlineData("1010 0004 4D515454 05 02 000A 03 210000 0000", ReasonCode.ProtocolError)] // Receive Maximum zero
    [InlineData("1011 0004 4D515454 05 02 000A 04 16000100 0000", ReasonCode.ProtocolError)] // data without method
    public void A_body_of_5_0_is_refused(string hex, ReasonCode reason) => Assert.Equal(reason, Refusal(hex, MqttVersion.V50));

    [Fact]
    public void A_packet_of_exactly_the_limit_passes()
    {
        byte[] bytes = PacketSamples.Encode(new PublishView { Topic = "a"u8, Payload = new byte[100] }, MqttVersion.V311);

        Assert.Equal(ParseStatus.Parsed, MqttCodec.Parse(bytes, MqttVersion.V311, bytes.Length).Status);
        Assert.Equal(ReasonCode.PacketTooLarge, MqttCodec.Parse(bytes, MqttVersion.V311, bytes.Length - 1).Reason);
    }

    [Fact]
    public void Mutated_packets_are_parsed_or_refused_and_never_throw()
    {
        var random = new Random(20_240_501);
        int parsed = 0, refused = 0;
        foreach (var (_, version, sample) in PacketSamples.All())
        {
            for (int round = 0; round < 500; round++)
            {
                byte[] bytes = [.. sample];
                for (int flips = random.Next(1, 4); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                var result = MqttCodec.Parse(bytes.AsSpan(0, random.Next(bytes.Length + 1)), version, 65536);
                parsed += result.Status == ParseStatus.Parsed ? 1 : 0;
                refused += result.Status == ParseStatus.Failed ? 1 : 0;
                Assert.Equal(result.Status == ParseStatus.Failed, result.Reason.IsFailure());
            }
        }
        Assert.True(parsed > 0 && refused > 0, $"{parsed} parsed, {refused} refused");
    }

    private static ReasonCode Refusal(string hex, MqttVersion version)
    {
        var result = MqttCodec.Parse(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), version, 65536);
        Assert.Equal(ParseStatus.Failed, result.Status);
        Assert.NotNull(result.Problem);
        return result.Reason;
    }
}
