using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt.Hostile;

/// <summary>What holds for every packet, tried with many.</summary>
public sealed class CodecPropertyTests
{
    /// <summary>Strings take two bytes per byte, small objects some 30 for what may be 2 bytes on the wire, lists twice what is in them.</summary>
    private const int AllocatedPerByte = 64;
    private const int AllocatedAnyway = 2048;

    public static TheoryData<PacketType, MqttVersion> Kinds()
    {
        var kinds = new TheoryData<PacketType, MqttVersion>();
        foreach (var type in Enum.GetValues<PacketType>().Where(type => type != PacketType.None))
        {
            kinds.Add(type, MqttVersion.V50);
            if (type != PacketType.Auth)
            {
                kinds.Add(type, MqttVersion.V311);
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_is_read_is_written_again_as_it_was(PacketType type, MqttVersion version)
    {
        var maker = new PacketMaker(new Random((int)type), oddPerMille: 0);
        var canonical = 0;
        for (var round = 0; round < 2_000; round++)
        {
            byte[] bytes = [.. maker.Make(type, version)];
            var read = MqttCodec.Parse(bytes, version, MqttCodec.LargestPacket);
            Assert.True(read.Status == ParseStatus.Parsed, $"{Convert.ToHexString(bytes)}: {read.Problem}");
            Assert.Equal((type, bytes.Length), (read.Type, read.Length));

            var written = PacketSamples.Rewrite(read, version);
            if (maker.IsCanonical)
            {
                Assert.Equal(bytes, written);
                canonical++;
            }

            Assert.Equal(written, PacketSamples.Rewrite(MqttCodec.Parse(written, version, MqttCodec.LargestPacket), version));
        }

        Assert.True(canonical > 200);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_beginning_of_a_packet_asks_for_more(PacketType type, MqttVersion version)
    {
        var maker = new PacketMaker(new Random((int)type), oddPerMille: 0);
        for (var round = 0; round < 100; round++)
        {
            var bytes = maker.Make(type, version);
            for (var length = 0; length < bytes.Length; length++)
            {
                Assert.Equal(ParseStatus.NeedMore, MqttCodec.Parse(bytes[..length], version, MqttCodec.LargestPacket).Status);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_that_comes_throws_or_takes_much_more_memory_than_its_bytes(PacketType type, MqttVersion version)
    {
        var random = new Random((int)type);
        PacketMaker[] makers = [new(random, oddPerMille: 0), new(random, oddPerMille: 100)];
        var bytes = new byte[PacketMaker.MostBytes];
        var (parsed, refused) = (0, 0);
        for (var round = 0; round < 3_000; round++)
        {
            var made = makers[round % 2].Make(type, version);
            made.CopyTo(bytes);
            var length = random.Next(3) == 0 ? made.Length : Mutation.Apply(bytes, made.Length, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var result = MqttCodec.Parse(bytes.AsSpan(0, length), version, 65_536);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            parsed += result.Status == ParseStatus.Parsed ? 1 : 0;
            refused += result.Status == ParseStatus.Failed ? 1 : 0;
            Assert.True(result.Length <= length || result.Status != ParseStatus.Parsed);
            Assert.Equal(result.Status == ParseStatus.Failed, result.Reason.IsFailure());
            var most = type == PacketType.Publish && result.Status == ParseStatus.Parsed && result.Type == type ? 0 : AllocatedAnyway + (AllocatedPerByte * length);
            Assert.True(allocated <= most, $"{allocated} bytes for {length}: {Convert.ToHexString(bytes.AsSpan(0, Math.Min(length, 200)))}");
        }

        Assert.True(parsed > 100 && refused > 100, $"{parsed} parsed, {refused} refused");
    }

    [Fact]
    public void A_header_that_promises_much_costs_nothing_until_it_comes()
    {
        byte[] header = [0x30, 0x80, 0x80, 0x03];
        _ = MqttCodec.Parse(header, MqttVersion.V50, 65_536);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = MqttCodec.Parse(header, MqttVersion.V50, 65_536);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(ParseStatus.NeedMore, result.Status);
    }

    [Theory]
    [InlineData("30 09 0001 61 05 26 0000 0000", 0)]
    [InlineData("82 0C 0001 05 26 0000 0000 0001 61 00", 0)]
    [InlineData("82 0B 0001 00 0001 61 00 0001 62 00", 1)]
    [InlineData("A2 09 0001 00 0001 61 0001 62", 1)]
    public void More_parts_than_allowed_are_refused_before_anything_is_made_of_them(string hex, int filters)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(ParseStatus.Parsed, MqttCodec.Parse(bytes, MqttVersion.V50, 1000).Status);

        var result = MqttCodec.Parse(bytes, MqttVersion.V50, new PacketBounds(1000) { Filters = filters, UserProperties = 0 });

        Assert.Equal((ParseStatus.Failed, ReasonCode.QuotaExceeded), (result.Status, result.Reason));
    }
}
