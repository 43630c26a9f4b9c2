using System.Buffers;
using System.Text.Json;
using Stations.Protocol;

namespace Stations.Tests.Protocol;

public sealed class EnvelopeWriterTests
{
    private readonly ReadingParser parser = new();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_is_written_is_read_back(bool historic, bool full)
    {
        Sample[] samples =
        [
            Sample.Of(Field.TemperatureC, -12.375),
            Sample.Of(Field.Smoke, false),
            Sample.Of(Field.Session, "s-17 \"é\"", 64),
            Sample.Of(Field.ChargerCurrentA, (double?)null, 1),
            Sample.Of(Field.BatterySerial, (string?)null, 2),
            Sample.Of(Field.Present, (bool?)null, 3),
        ];
        var payload = new ArrayBufferWriter<byte>();

        EnvelopeWriter.Write(payload, "boot-1", 42, 1762400000123, samples, historic, full);

        Assert.True(parser.TryParse(payload.WrittenSpan, out var reason, out var detail), $"{reason}: {detail}");
        var reading = parser.Reading;
        Assert.Equal(("boot-1", 42L, 1762400000123L, historic, full), (reading.Boot, reading.Seq, reading.DeviceTime, reading.Historic, reading.Full));
        Assert.Equal(samples, reading.Samples.ToArray());
    }

    [Fact]
    public void Every_field_survives_the_way_over_the_wire()
    {
        foreach (var field in Enum.GetValues<Field>().Where(field => field != Field.Unknown))
        {
            var sample = Fields.Type(field) switch
            {
                FieldType.Flag => Sample.Of(field, true, 5),
                FieldType.Text => Sample.Of(field, "word", 5),
                _ => Sample.Of(field, 1.5, 5),
            };
            var payload = new ArrayBufferWriter<byte>();
            EnvelopeWriter.Write(payload, "b", 0, 1762400000123, [sample]);

            Assert.True(parser.TryParse(payload.WrittenSpan, out _, out var detail), detail);
            Assert.Equal(sample, Assert.Single(parser.Reading.Samples.ToArray()));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_none_goes_out_as_no_value(double value) =>
        Assert.Equal("""{"people":null}""", JsonSerializer.Serialize(EnvelopeWriter.ToElement([Sample.Of(Field.People, value)])));

    [Fact]
    public void Numbers_carry_three_decimals() =>
        Assert.Equal("""{"slot.07.power_w":412.346}""", JsonSerializer.Serialize(EnvelopeWriter.ToElement([Sample.Of(Field.PowerW, 412.34567, 7)])));
}
