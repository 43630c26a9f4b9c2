using System.Globalization;
using System.Text;
using Stations.Protocol;
using Stations.Tests.Mqtt.Hostile;

namespace Stations.Tests.Protocol;

/// <summary>The parser's short way reads what the general one would read, or leaves it to that.</summary>
public sealed class PlainReadingTests
{
    private readonly ReadingParser parser = new();
    private readonly ReadingParser general = new();

    [Fact]
    public void An_ordinary_message_goes_the_short_way_once_its_texts_are_known()
    {
        var payload = """{"v":1,"boot":"01J","seq":7,"ts":1762400000123,"d":{"slot.01.temperature_c":31.2,"mode":"standby","power_w":1000.25}}"""u8;
        Assert.False(parser.TryReadPlain(payload));

        Assert.True(parser.TryParseAny(payload, out _, out _));
        parser.Reading.Clear();

        Assert.True(parser.TryReadPlain(payload));
    }

    [Theory]
    [InlineData("-null")]
    [InlineData("\"null")]
    [InlineData("01")]
    [InlineData("-01.5")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("1 2")]
    [InlineData("-0")]
    [InlineData("1e3")]
    [InlineData("0.1000000000000000055511151231257827")]
    [InlineData("123456789012345.6")]
    [InlineData("9007199254740993")]
    [InlineData("99999999999999999999999999")]
    [InlineData("nullx")]
    [InlineData("null,")]
    [InlineData("{\"v\":1,\"q\":\"good\"}")]
    public void Both_ways_agree_about_a_number(string number) =>
        AssertAgree(Encoding.UTF8.GetBytes($$$"""{"v":1,"boot":"01J","seq":7,"ts":1762400000123,"d":{"power_w":{{{number}}}}}"""));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Both_ways_agree_about_whatever_comes(int seed)
    {
        var random = new Random(seed);
        var plain = 0;
        for (var round = 0; round < 10_000; round++)
        {
            var payload = Envelope(random);
            AssertAgree(payload);
            general.Reading.Clear();
            plain += parser.TryReadPlain(payload) ? 1 : 0;

            var mutated = new byte[payload.Length + 8];
            payload.CopyTo(mutated, 0);
            AssertAgree(mutated.AsSpan(0, Mutation.Apply(mutated, payload.Length, random)));
        }

        Assert.InRange(plain, 500, 9_500);
    }

    private void AssertAgree(ReadOnlySpan<byte> payload)
    {
        // The second time all its texts are known.
        _ = parser.TryParse(payload, out _, out _);
        var answer = (parser.TryParse(payload, out var reason, out var detail), reason, detail);
        Assert.Equal((general.TryParseAny(payload, out reason, out detail), reason, detail), answer);
        if (!answer.Item1)
        {
            return;
        }

        Assert.Equal(EnvelopeOf(general.Reading), EnvelopeOf(parser.Reading));
        Assert.Equal(general.Reading.Samples.ToArray().Select(Exactly), parser.Reading.Samples.ToArray().Select(Exactly));
    }

    private static (string Boot, long Seq, long Time, bool Historic, bool Full, int Fields, int Words, UInt128 Slots, UInt128 Told) EnvelopeOf(Reading reading) => (
        reading.Boot, reading.Seq, reading.DeviceTime, reading.Historic, reading.Full, reading.UnknownFields, reading.UnknownWords, reading.SlotsTold, reading.FieldsTold);

    private static (Sample Sample, long Bits) Exactly(Sample sample) => (sample, BitConverter.DoubleToInt64Bits(sample.Number));

    private static byte[] Envelope(Random random)
    {
        var samples = Enumerable.Range(0, random.Next(6)).Select(_ => $"{Space(random)}\"{Name(random)}\"{Space(random)}:{Space(random)}{Value(random)}");
        var parts = new List<string>
        {
            "\"v\":1",
            $"\"boot\":{Space(random)}\"{Word(random)}\"",
            $"\"seq\":{Whole(random)}",
            $"\"ts\": {1762400000000 + random.Next()}",
            $"\"d\":{{{string.Join(',', samples)}{Space(random)}}}",
        };
        parts.AddRange(Enumerable.Range(0, random.Next(3)).Select(_ => Extra(random)));
        if (random.Next(2) == 0)
        {
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts));
        }

        return Encoding.UTF8.GetBytes($"{Space(random)}{{{string.Join($"{Space(random)},{Space(random)}", parts)}}}{Space(random)}");
    }

    private static string Extra(Random random) => random.Next(12) switch
    {
        0 => $"\"seq\":{Whole(random)}",
        1 => "\"x\":[1,{}]",
        2 => "\"d\":{\"people\":3}",
        < 7 => "\"hist\":false",
        _ => $"\"full\":{(random.Next(2) == 0 ? "true" : "false")}",
    };

    private static string Name(Random random)
    {
        var field = random.Next(30) == 0 ? "unheard_of" : Fields.Name((Field)random.Next(1, Enum.GetValues<Field>().Length));
        return random.Next(3) > 0 ? field : $"slot.{random.Next(random.Next(8) == 0 ? 70 : 12).ToString("00", CultureInfo.InvariantCulture)}.{field}";
    }

    private static string Value(Random random) => random.Next(14) switch
    {
        0 => "null",
        1 => $"{{\"v\":{Number(random)},\"q\":\"good\"}}",
        2 => random.Next(2) == 0 ? "true" : "false",
        3 => $"\"{Word(random)}\"",
        _ => Number(random),
    };

    private static string Number(Random random) => random.Next(6) switch
    {
        0 => Whole(random),
        1 => $"-{random.Next(1000)}.{random.Next(1000)}",
        2 => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
        3 => (random.NextDouble() * Math.Pow(10, random.Next(-30, 30))).ToString("R", CultureInfo.InvariantCulture),
        _ => $"{random.Next(100_000)}.{random.Next(100)}",
    };

    private static string Whole(Random random) => random.Next(4) switch
    {
        0 => random.Next(10).ToString(CultureInfo.InvariantCulture),
        1 => random.NextInt64().ToString(CultureInfo.InvariantCulture),
        _ => random.Next().ToString(CultureInfo.InvariantCulture),
    };

    private static string Word(Random random) => random.Next(8) switch
    {
        0 => "",
        1 => "heizen \u00e9",
        2 => "a\\u0062c",
        3 => new string('x', random.Next(60, 70)),
        4 => "open",
        _ => "standby",
    };

    private static string Space(Random random) => random.Next(8) switch
    {
        0 => " ",
        1 => "\t\r\n ",
        _ => "",
    };
}
