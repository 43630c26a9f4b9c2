using System.Security.Cryptography;
using System.Text;
using Stations.Journal.History;

namespace Stations.Tests.History;

public sealed class ChunkTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("told")]
    [InlineData("compressed")]
    public void What_was_written_is_read(string how)
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            RawRecord[] records = [.. Enumerable.Range(0, random.Next(50)).Select(_ => new RawRecord(
                random.NextInt64(long.MinValue / 2, long.MaxValue / 2), random.NextInt64(0, 4_102_444_800_000), random.Next(2) == 0, RandomBytes(random)))];

            var read = new List<RawRecord>();
            Assert.True(Chunk.TryRead(Write(records, how), read));

            Assert.Equal(records.Select(Text), read.Select(Text));
        }
    }

    [Fact]
    public void Messages_that_resemble_each_other_become_small()
    {
        RawRecord[] records = [.. Enumerable.Range(0, 360).Select(n => new RawRecord(
            n, n * 10_000, Late: false, Encoding.UTF8.GetBytes($$$"""{"v":1,"boot":"9F31","seq":{{{n}}},"ts":{{{1_700_000_000_000 + n * 10_000}}},"d":{"hot_c":{{{90 + n % 7}}}.5,"flow_ml":{{{n * 13 % 100}}}}}""")))];

        var (plain, compressed) = (records.Sum(one => one.Payload.Length), Write(records, "compressed").Length);

        Assert.InRange(compressed, 1, plain / 4);
        Assert.InRange(Write(records, "told").Length, compressed, plain / 2);
    }

    [Fact]
    public void One_that_was_written_before_records_were_told_is_read()
    {
        var read = new List<RawRecord>();
        Assert.True(Chunk.TryRead(new byte[] { 0, 14, 4, 3, 1, 2, 2, 4, 8, 9 }, read));
        Assert.Equal([(7L, 2L, true), (8L, 3L, false)], read.Select(one => (one.Position, one.At, one.Late)));
    }

    [Theory]
    [InlineData("told")]
    [InlineData("compressed")]
    public void Cut_or_foreign_bytes_are_no_chunk(string how)
    {
        var chunk = Write([new RawRecord(7, 1, Late: true, new byte[40]), new RawRecord(8, 2, Late: false, new byte[40])], how);
        Assert.False(Chunk.TryRead(default, []));
        Assert.False(Chunk.TryRead(new byte[] { 9, 1, 2, 3 }, []));
        for (var length = 0; length < chunk.Length; length++)
        {
            Assert.False(Chunk.TryRead(chunk[..length], []), $"cut after {length}");
        }
    }

    private static ReadOnlyMemory<byte> Write(RawRecord[] records, string how)
    {
        byte[] room = [];
        return how == "compressed" ? Chunk.Write(records) : Chunk.Write(records, told: how == "told", ref room);
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(RawRecord record) => $"{record.Position} {record.At} {record.Late} {Convert.ToHexString(SHA256.HashData(record.Payload.Span))}";
}
