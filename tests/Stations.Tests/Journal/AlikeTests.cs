using System.Text;
using Stations.Journal;

namespace Stations.Tests.Journal;

public sealed class AlikeTests
{
    [Fact]
    public void What_was_written_is_read()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            byte[][] strings = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => Any(random))];
            var told = Write(strings);

            var read = Read(told, strings);

            Assert.NotNull(read);
            Assert.Equal(strings, read.Select(one => one.ToArray()));
        }
    }

    [Fact]
    public void What_is_like_the_one_before_takes_little_room()
    {
        byte[][] strings = [.. Enumerable.Range(0, 100).Select(number => Message(number, temperature: $"{90 + number % 20}.5"))];

        Assert.InRange(Write(strings).Length, 1, strings.Sum(one => one.Length) / 3);
    }

    [Fact]
    public void What_is_like_nothing_takes_hardly_more_room_than_itself()
    {
        var random = new Random(6);
        byte[][] strings = [.. Enumerable.Range(0, 100).Select(_ => Bytes(random, 200))];

        Assert.InRange(Write(strings).Length, 20_000, 20_500);
    }

    [Fact]
    public void Bytes_that_were_not_written_are_refused_or_read_as_something_else()
    {
        var random = new Random(7);
        byte[][] strings = [.. Enumerable.Range(0, 20).Select(number => Message(number, "91.5"))];
        var told = Write(strings);
        var refused = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = told.AsSpan(0, random.Next(2) == 0 ? told.Length : random.Next(told.Length)).ToArray();
            if (damaged.Length > 0)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            refused += Read(damaged, strings) is null ? 1 : 0;
        }

        Assert.InRange(refused, 10_000, 20_000);
    }

    private static byte[] Write(byte[][] strings)
    {
        var (alike, told) = (new Alike(), new List<byte>());
        foreach (var one in strings)
        {
            var target = new byte[Alike.Bound(one.Length)];
            told.AddRange(target.AsSpan(0, alike.Write(target, one)));
        }

        return [.. told];
    }

    /// <summary>Of the same lengths; null when one is refused.</summary>
    private static List<Memory<byte>>? Read(byte[] told, byte[][] strings)
    {
        var (alike, at, read) = (new Alike(), 0, new List<Memory<byte>>());
        foreach (var length in strings.Select(one => one.Length))
        {
            read.Add(new byte[length]);
            if (!alike.TryRead(told, ref at, read[^1]))
            {
                return null;
            }
        }

        return at == told.Length ? read : null;
    }

    private static byte[] Any(Random random) => random.Next(4) switch
    {
        0 => Bytes(random, random.Next(300)),
        1 => Encoding.ASCII.GetBytes(new string(",:\"}"[random.Next(4)], random.Next(40))),
        _ => Message(random.Next(100_000), $"{random.NextDouble() * 1000:0.##}"),
    };

    private static byte[] Message(int number, string temperature) => Encoding.ASCII.GetBytes(
        $$$"""{"v":1,"boot":"9F31","seq":{{{number}}},"ts":{{{1_700_000_000_000 + number * 10_000L}}},"d":{"temperature_c":{{{temperature}}},"power_w":{{{number % 977}}}}}""");

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
