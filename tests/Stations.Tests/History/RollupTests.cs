using System.Buffers;
using System.Globalization;
using Stations.Model.History;
using Stations.Protocol;

namespace Stations.Tests.History;

/// <summary>Against an oracle that keeps every value.</summary>
public sealed class RollupTests
{
    private static readonly Field[] Numbers = [Field.HotC, Field.FlowMl, Field.Occupied];

    [Fact]
    public void Every_minute_and_every_hour_has_what_its_values_have()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var minutes = new Rollup(Rollup.Minutes);
            var told = new List<(int Minute, string Field, double Value)>();
            foreach (var minute in Enumerable.Range(0, random.Next(200)).Select(_ => random.Next(60)).Order())
            {
                Sample[] samples = [.. Numbers.Where(_ => random.Next(3) > 0).Select(field => RandomSample(random, field))];
                minutes.Add(minute, Parse(samples));
                told.AddRange(samples.Where(sample => sample.HasValue).Select(sample => (minute, new FieldName(sample.Field, sample.Slot).ToString(), sample.Number)));
            }

            foreach (var one in told.GroupBy(one => (one.Field, one.Minute)))
            {
                AssertStats([.. one.Select(value => value.Value)], minutes[one.Key.Field, one.Key.Minute], seed);
            }

            var hours = new Rollup(Rollup.Hours);
            hours.Set(5, minutes);
            foreach (var one in told.GroupBy(one => one.Field))
            {
                AssertStats([.. one.Select(value => value.Value)], hours[one.Key, 5], seed);
                Assert.Equal(0, hours[one.Key, 6].Count);
                Assert.Equal(60 - one.Select(value => value.Minute).Distinct().Count(), Enumerable.Range(0, 60).Count(minute => minutes[one.Key, minute].Count == 0));
            }
        }
    }

    [Fact]
    public void What_was_written_is_read_and_the_same_readings_make_the_same_bytes()
    {
        var random = new Random(9);
        Sample[][] messages = [.. Enumerable.Range(0, 90).Select(_ => Numbers.Select(field => RandomSample(random, field)).ToArray())];
        var bytes = Of(messages).ToBytes();

        var read = Rollup.Read(bytes);

        Assert.NotNull(read);
        Assert.Equal(bytes, read.ToBytes());
        Assert.Equal(bytes, Of(messages).ToBytes());

        static Rollup Of(Sample[][] messages)
        {
            var rollup = new Rollup(Rollup.Minutes);
            for (var index = 0; index < messages.Length; index++)
            {
                rollup.Add(index * 60 / messages.Length, Parse(messages[index]));
            }

            return rollup;
        }
    }

    [Fact]
    public void Replacing_an_hour_leaves_nothing_of_what_it_was()
    {
        var hours = new Rollup(Rollup.Hours);
        var before = new Rollup(Rollup.Minutes);
        before.Add(0, Parse([Sample.Of(Field.HotC, 90), Sample.Of(Field.FlowMl, 5)]));
        hours.Set(3, before);
        var after = new Rollup(Rollup.Minutes);
        after.Add(0, Parse([Sample.Of(Field.HotC, 70)]));

        hours.Set(3, after);

        Assert.Equal(Stats.Of(70), hours["hot_c", 3]);
        Assert.Equal(0, hours["flow_ml", 3].Count);
    }

    [Fact]
    public void The_greatest_numbers_do_not_overflow_and_equal_ones_have_exactly_their_mean()
    {
        var greatest = Enumerable.Repeat(double.MaxValue, 7).Aggregate(default(Stats), (stats, value) => stats.Then(Stats.Of(value)));
        Assert.Equal((double.MaxValue, double.MaxValue), (greatest.Mean, greatest.Max));

        var equal = Enumerable.Repeat(0.1, 1_000).Aggregate(default(Stats), (stats, value) => stats.Then(Stats.Of(value)));
        Assert.Equal(new Stats(0.1, 0.1, 0.1, 0.1, 1_000), equal);
    }

    [Fact]
    public void Every_cut_of_its_bytes_is_refused_or_a_smaller_rollup()
    {
        var rollup = new Rollup(Rollup.Minutes);
        rollup.Add(3, Parse([Sample.Of(Field.HotC, 90), Sample.Of(Field.PowerW, 5, slot: 3)]));
        var bytes = rollup.ToBytes();

        Assert.Equal(["hot_c", "slot.03.power_w"], Rollup.Read(bytes)!.Fields);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.True(Rollup.Read(bytes.AsSpan(0, length)) is not { } cut || cut.Fields.Count() < 2, $"cut after {length}");
        }
    }

    [Theory]
    [InlineData("hot_c", true)]
    [InlineData("slot.3.temperature_c", true)]
    [InlineData("slot.65.temperature_c", false)]
    [InlineData("colour", false)]
    [InlineData("", false)]
    public void A_field_is_asked_for_by_its_name_on_the_wire(string name, bool known) => Assert.Equal(known, FieldName.TryParse(name, out _));

    private static void AssertStats(double[] values, Stats stats, int seed)
    {
        Assert.Equal((values.Min(), values.Max(), values[^1], values.LongLength), (stats.Min, stats.Max, stats.Last, stats.Count));
        Assert.True(Math.Abs(values.Average() - stats.Mean) <= 1e-9 * Math.Max(1, values.Max(Math.Abs)), string.Create(CultureInfo.InvariantCulture, $"seed {seed}: mean {stats.Mean}, not {values.Average()}"));
    }

    private static Sample RandomSample(Random random, Field field)
    {
        var slot = random.Next(3);
        return random.Next(10) == 0 ? Sample.None(field, slot)
            : Fields.Type(field) == FieldType.Flag ? Sample.Of(field, random.Next(2) == 0, slot)
            : Sample.Of(field, Math.Round(random.NextDouble() * 100 - 10, 3), slot);
    }

    private static Reading Parse(Sample[] samples)
    {
        var bytes = new ArrayBufferWriter<byte>();
        EnvelopeWriter.Write(bytes, "b", 1, 1_700_000_000_000, samples);
        var parser = new ReadingParser();
        Assert.True(parser.TryParse(bytes.WrittenSpan, out _, out var detail), detail);
        return parser.Reading;
    }
}
