using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt;

public sealed class CodecRoundTripTests
{
    public static TheoryData<string> SampleNames() => new(PacketSamples.All().Select(sample => sample.Name).Distinct(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void What_was_written_is_read_and_written_again_unchanged(string name)
    {
        foreach (var (_, version, bytes) in PacketSamples.All().Where(sample => sample.Name == name))
        {
            var result = MqttCodec.Parse(bytes, version, MqttCodec.LargestPacket);

            Assert.Null(result.Problem);
            Assert.Equal(ParseStatus.Parsed, result.Status);
            Assert.Equal(bytes.Length, result.Length);
            Assert.Equal(bytes, PacketSamples.Rewrite(result, version));
        }
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Every_prefix_asks_for_more(string name)
    {
        foreach (var (_, version, bytes) in PacketSamples.All().Where(sample => sample.Name == name))
        {
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.Equal(ParseStatus.NeedMore, MqttCodec.Parse(bytes.AsSpan(0, length), version, MqttCodec.LargestPacket).Status);
            }
        }
    }

    [Fact]
    public void A_message_of_3_1_1_is_the_bytes_of_the_standard()
    {
        byte[] bytes = PacketSamples.Encode(
            new PublishView { Topic = "a/b"u8, Payload = "hi"u8, QoS = QoS.AtLeastOnce, PacketId = 10, Retain = true }, MqttVersion.V311);

        Assert.Equal(Convert.FromHexString("33090003612F62000A6869"), bytes);
    }

    [Fact]
    public void A_connect_of_5_0_is_the_bytes_of_the_standard()
    {
        byte[] bytes = PacketSamples.Encode(
            new ConnectPacket("a") { KeepAliveSeconds = 10, Properties = new MqttProperties { { PropertyId.SessionExpiryInterval, 10 } } }, MqttVersion.V50);

        Assert.Equal(Convert.FromHexString("101300044D5154540502000A05110000000A000161"), bytes);
    }

    [Fact]
    public void A_message_is_read_in_place()
    {
        byte[] bytes = PacketSamples.All().First(sample => sample.Name == "Publish AtLeastOnce V50").Bytes;
        var message = MqttCodec.Parse(bytes, MqttVersion.V50, 1000).Publish;

        Assert.Equal("a/b/ü", message.TopicText);
        Assert.True(message.Payload.SequenceEqual("{\"t\":1}"u8));
        Assert.True(bytes.AsSpan().Overlaps(message.Payload));
        Assert.Equal(9, message.PacketId);
        Assert.True(message.Retain && message.Duplicate);
        Assert.Equal(60u, message.Properties.Number(PropertyId.MessageExpiryInterval));
        Assert.True(message.Properties.TryFind(PropertyId.ResponseTopic, out var response));
        Assert.Equal("answers/1", response.Text);
    }

    [Fact]
    public void Parsing_a_message_allocates_nothing()
    {
        byte[] bytes = PacketSamples.All().First(sample => sample.Name == "Publish AtLeastOnce V50").Bytes;
        int read = Read(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        read += Read(bytes);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(2 * 1000 * bytes.Length, read);

        static int Read(byte[] bytes)
        {
            int sum = 0;
            for (int i = 0; i < 1000; i++)
            {
                sum += MqttCodec.Parse(bytes, MqttVersion.V50, 1000).Length;
            }

            return sum;
        }
    }

    [Fact]
    public void A_connect_keeps_its_credentials_and_its_will()
    {
        byte[] bytes = PacketSamples.All().First(sample => sample.Name == "Connect V50").Bytes;
        var connect = Assert.IsType<ConnectPacket>(MqttCodec.Parse(bytes, MqttVersion.V311, 1000).Packet);

        Assert.Equal(("device-1", "user", 30, false), (connect.ClientId, connect.UserName, connect.KeepAliveSeconds, connect.CleanStart));
        Assert.Equal([0, 255], connect.Password!.Value.ToArray());
        Assert.Equal(("last/words", QoS.AtLeastOnce, true), (connect.Will!.Topic, connect.Will.QoS, connect.Will.Retain));
        Assert.Equal(5u, connect.Will.Properties.Number(PropertyId.WillDelayInterval));
        Assert.Equal([KeyValuePair.Create("k", "v")], connect.Properties.UserProperties);
    }
}
