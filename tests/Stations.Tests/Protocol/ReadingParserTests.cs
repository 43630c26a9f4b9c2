using System.Text;
using Stations.Protocol;

namespace Stations.Tests.Protocol;

public sealed class ReadingParserTests
{
    private const string Head = """ "v":1,"boot":"01J","seq":7,"ts":1762400000123 """;
    private readonly ReadingParser parser = new();

    [Fact]
    public void An_envelope_is_read_with_all_its_parts()
    {
        var reading = Parse($$"""{ {{Head}},"hist":true,"full":true,"d":{"temperature_c":24.5,"slot.03.present":true,"slot.12.door":"open"} }""");

        Assert.Equal(("01J", 7L, 1762400000123L, true, true, 0), (reading.Boot, reading.Seq, reading.DeviceTime, reading.Historic, reading.Full, reading.UnknownFields));
        Assert.Equal(
            [Sample.Of(Field.TemperatureC, 24.5), Sample.Of(Field.Present, true, 3), Sample.Of(Field.Door, "open", 12)],
            reading.Samples.ToArray());
    }

    [Fact]
    public void The_order_of_the_parts_does_not_matter()
    {
        var reading = Parse("""{"d":{"people":3},"ts":1762400000123,"seq":9223372036854775807,"boot":"b","v":1}""");

        Assert.Equal(long.MaxValue, reading.Seq);
        Assert.False(reading.Full || reading.Historic);
        Assert.Equal(3, Assert.Single(reading.Samples.ToArray()).Value);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"v":31,"q":"bad"}""")]
    [InlineData("""{"q":"uncertain","v":31}""")]
    [InlineData("""{"v":31,"q":7}""")]
    [InlineData("""{"v":31,"q":{"deep":[1,2]}}""")]
    [InlineData("""{"v":31,"q":["good"]}""")]
    [InlineData("""{"v":null,"q":"good"}""")]
    [InlineData("""{"q":"good"}""")]
    [InlineData("{}")]
    public void No_value_is_said_as_no_value(string value)
    {
        var samples = Parse($$"""{ {{Head}},"d":{"temperature_c":{{value}},"humidity_pct":40} }""").Samples;

        Assert.Equal([new Sample(Field.TemperatureC, 0, HasValue: false, samples[0].Number, null), Sample.Of(Field.HumidityPct, 40)], samples.ToArray());
        Assert.Null(samples[0].Value);
        Assert.Null(samples[0].Flag);
    }

    [Theory]
    [InlineData("""{"v":31.5,"q":"good"}""")]
    [InlineData("""{"v":31.5}""")]
    [InlineData("""{"at":{"x":[1]},"v":31.5,"q":"good"}""")]
    [InlineData("31.5")]
    [InlineData("3.15e1")]
    public void A_good_value_is_read_bare_or_with_its_quality(string value) =>
        Assert.Equal(31.5, Parse($$"""{ {{Head}},"d":{"temperature_c":{{value}}} }""").Samples[0].Value);

    [Theory]
    [InlineData("energy_kwh", "-0.1")]
    [InlineData("energy_kwh", "1000000001")]
    [InlineData("slot.01.energy_kwh", "-1")]
    [InlineData("total_l", "-5")]
    [InlineData("slot.01.cycles", "-1")]
    [InlineData("dwell_s", "-1")]
    [InlineData("battery_pct", "101")]
    [InlineData("slot.01.battery_charge_pct", "250")]
    [InlineData("slot.01.battery_charge_pct", "-1")]
    [InlineData("filter_pct", "-1")]
    public void What_cannot_be_is_no_value_and_counted_and_the_rest_is_read(string field, string number)
    {
        var reading = Parse($$"""{ {{Head}},"d":{"{{field}}":{{number}},"people":2} }""");

        Assert.Null(reading.Samples[0].Value);
        Assert.Equal((1, Sample.Of(Field.People, 2)), (reading.UnknownWords, reading.Samples[1]));
    }

    [Fact]
    public void Unknown_fields_are_counted_and_skipped()
    {
        var reading = Parse($$"""{ {{Head}},"extra":[{"a":1}],"d":{"aura":"blue","slot.02.aura":{"v":[1]},"slot.led":1,"people":2} }""");

        Assert.Equal(4, reading.UnknownFields);
        Assert.Equal(Sample.Of(Field.People, 2), Assert.Single(reading.Samples.ToArray()));
    }

    [Theory]
    [InlineData("", RejectReason.NotJson)]
    [InlineData("hello", RejectReason.NotJson)]
    [InlineData("{ HEAD,\"d\":{\"people\":NaN} }", RejectReason.NotJson)]
    [InlineData("{ HEAD,\"d\":{} } x", RejectReason.NotJson)]
    [InlineData("{ HEAD,\"d\":{} }{}", RejectReason.NotJson)]
    [InlineData("{ HEAD,\"d\":{}, }", RejectReason.NotJson)]
    [InlineData("{ HEAD,/* why */\"d\":{} }", RejectReason.NotJson)]
    [InlineData("{ HEAD,\"d\":{\"people\":1}", RejectReason.NotJson)]
    [InlineData("{ HEAD,\"d\":{\"mode\":\"\\ud800\"} }", RejectReason.NotJson)]
    [InlineData("{ HEAD,\"\\ud800\":1,\"d\":{} }", RejectReason.NotJson)]
    [InlineData("{ HEAD,\"d\":{\"x\":[[[[[[[1]]]]]]]} }", RejectReason.TooDeep)]
    [InlineData("[]", RejectReason.WrongType)]
    [InlineData("7", RejectReason.WrongType)]
    [InlineData("null", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"d\":[] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"d\":null }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"d\":{\"people\":\"3\"} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"d\":{\"people\":true} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"d\":{\"people\":[3]} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"d\":{\"people\":{\"v\":{\"v\":3}}} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"d\":{\"smoke\":1} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"d\":{\"mode\":1} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"hist\":1,\"d\":{} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"full\":\"yes\",\"d\":{} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"seq\":-1,\"d\":{} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"seq\":1.5,\"d\":{} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"seq\":9223372036854775808,\"d\":{} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"ts\":\"1762400000123\",\"d\":{} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"boot\":\"\",\"d\":{} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"boot\":1,\"d\":{} }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"v\":2,\"d\":{} }", RejectReason.WrongVersion)]
    [InlineData("{ HEAD,\"v\":\"1\",\"d\":{} }", RejectReason.WrongVersion)]
    [InlineData("{ HEAD }", RejectReason.MissingField)]
    [InlineData("{}", RejectReason.MissingField)]
    [InlineData("{ HEAD,\"d\":{\"people\":1e400} }", RejectReason.NotFinite)]
    [InlineData("{ HEAD,\"d\":{\"people\":{\"v\":-1e400,\"q\":\"good\"}} }", RejectReason.NotFinite)]
    [InlineData("{ HEAD,\"ts\":1762400000,\"d\":{} }", RejectReason.BadTime)]
    [InlineData("{ HEAD,\"ts\":0,\"d\":{} }", RejectReason.BadTime)]
    [InlineData("{ HEAD,\"ts\":86400000,\"d\":{} }", RejectReason.BadTime)]
    [InlineData("{ HEAD,\"ts\":4102444800000,\"d\":{} }", RejectReason.BadTime)]
    [InlineData("{ HEAD,\"ts\":4294967295000,\"d\":{} }", RejectReason.BadTime)]
    [InlineData("{ HEAD,\"d\":{\"slot.00.present\":true} }", RejectReason.TooMany)]
    [InlineData("{ HEAD,\"d\":{\"slot.65.present\":true} }", RejectReason.TooMany)]
    [InlineData("{ HEAD,\"d\":{\"slot.9999999999.present\":true} }", RejectReason.TooMany)]
    public void What_is_wrong_is_named(string payload, RejectReason expected)
    {
        Assert.False(parser.TryParse(Encoding.UTF8.GetBytes(payload.Replace("HEAD", Head, StringComparison.Ordinal)), out var reason, out var detail));
        Assert.Equal(expected, reason);
        Assert.NotEmpty(detail);
    }

    [Theory]
    [InlineData("v")]
    [InlineData("boot")]
    [InlineData("seq")]
    [InlineData("ts")]
    [InlineData("d")]
    public void No_part_of_the_envelope_may_be_missing(string part)
    {
        var payload = $$"""{ {{Head}},"d":{} }""".Replace($"\"{part}\":", "\"other\":", StringComparison.Ordinal);

        Assert.False(parser.TryParse(Encoding.UTF8.GetBytes(payload), out var reason, out var detail));
        Assert.Equal(RejectReason.MissingField, reason);
        Assert.Contains(part, detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_payload_of_20_KiB_is_too_large()
    {
        Assert.False(parser.TryParse(new byte[20 * 1024], out var reason, out _));
        Assert.Equal(RejectReason.TooLarge, reason);
    }

    [Fact]
    public void More_samples_than_allowed_are_too_many()
    {
        var samples = string.Join(',', Enumerable.Repeat("\"people\":1", Reading.MaxSamples + 1));

        Assert.False(parser.TryParse(Encoding.UTF8.GetBytes($$"""{ {{Head}},"d":{ {{samples}} } }"""), out var reason, out _));
        Assert.Equal(RejectReason.TooMany, reason);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_not_JSON()
    {
        byte[] payload = [.. Encoding.UTF8.GetBytes($$"""{ {{Head}},"d":{"mode":" """), 0xC3, 0x28, .. "\"}}"u8];

        Assert.False(parser.TryParse(payload, out var reason, out _));
        Assert.Equal(RejectReason.NotJson, reason);
    }

    [Fact]
    public void A_rejected_message_leaves_nothing_behind()
    {
        Parse($$"""{ {{Head}},"full":true,"d":{"people":1,"aura":2} }""");
        Assert.False(parser.TryParse("""{"v":1,"""u8, out _, out _));

        var reading = Parse("""{"v":1,"boot":"c","seq":1,"ts":1762400000123,"d":{}}""");
        Assert.Equal(("c", 1L, false, 0, 0), (reading.Boot, reading.Seq, reading.Full, reading.Count, reading.UnknownFields));
    }

    private Reading Parse(string payload)
    {
        Assert.True(parser.TryParse(Encoding.UTF8.GetBytes(payload), out var reason, out var detail), $"{reason}: {detail}");
        return parser.Reading;
    }

    [Theory]
    [InlineData("temperature_c", -127, 61)]
    [InlineData("slot.01.temperature_c", 3276.7, 800)]
    [InlineData("slot.01.cell_min_c", -127, -20)]
    [InlineData("hot_c", 6553.5, 99)]
    [InlineData("power_w", -30, -0.4)]
    [InlineData("voltage_v", -30, 240)]
    [InlineData("smoke_db_m", -11, -0.1)]
    [InlineData("leakage_ma", -11, 400)]
    [InlineData("humidity_pct", 101, 100)]
    [InlineData("people", 65535, 12)]
    [InlineData("co2_ppm", -11, 800)]
    [InlineData("signal_dbm", 255, -113)]
    public void A_number_that_cannot_be_is_no_value_and_counted(string name, double impossible, double possible)
    {
        foreach (var number in new[] { impossible, possible })
        {
            var envelope = FormattableString.Invariant($"{{{Head},\"d\":{{\"{name}\":{number}}}}}");
            Assert.True(parser.TryParse(Encoding.UTF8.GetBytes(envelope), out _, out _));
            Assert.Equal((number == possible, number == possible ? 0 : 1), (parser.Reading.Samples[0].HasValue, parser.Reading.UnknownWords));
        }
    }

    [Fact]
    public void Every_number_but_that_of_seats_has_its_range() =>
        Assert.All(Enum.GetValues<Field>().Skip(1).Except([Field.SeatsFree, Field.SeatsTotal]).Where(field => Fields.Type(field) == FieldType.Number), field => Assert.False(Fields.CanBe(field, 1e12) || Fields.CanBe(field, -1e12), $"{field}"));
}
