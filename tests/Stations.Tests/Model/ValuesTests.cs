using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class ValuesTests
{
    private static readonly Values Some = Values.None.With([Sample.Of(Field.PowerW, 300, 2), Sample.Of(Field.Door, "open", 1), Sample.Of(Field.Smoke, false)]);

    [Fact]
    public void Each_value_is_found_by_field_and_slot_and_nowhere_else()
    {
        Assert.Equal(300, Some.Number(Field.PowerW, 2));
        Assert.Equal("open", Some.Text(Field.Door, 1));
        Assert.False(Some.Flag(Field.Smoke));
        Assert.Equal(3, Some.Count);

        Assert.Null(Some.Number(Field.PowerW));
        Assert.Null(Some.Text(Field.Door, 2));
        Assert.Null(Some.Flag(Field.Flood));
    }

    [Fact]
    public void What_changes_nothing_gives_the_same_instance()
    {
        Assert.Same(Some, Some.With([]));
        Assert.Same(Some, Some.With([Sample.Of(Field.Door, "open", 1), Sample.Of(Field.Smoke, false)]));
        Assert.Same(Some, Some.With([Sample.Of(Field.Flood, (bool?)null), Sample.Of(Field.PowerW, (double?)null, 3)]));
    }

    [Fact]
    public void Whoever_holds_the_old_values_keeps_them()
    {
        var next = Some.With([Sample.Of(Field.PowerW, 5, 2), Sample.Of(Field.Smoke, (bool?)null), Sample.Of(Field.Flood, true)]);

        Assert.Equal((5, null, true), (next.Number(Field.PowerW, 2), next.Flag(Field.Smoke), next.Flag(Field.Flood)));
        Assert.Equal((300, false, null), (Some.Number(Field.PowerW, 2), Some.Flag(Field.Smoke), Some.Flag(Field.Flood)));
    }

    [Fact]
    public void A_null_takes_the_value_away()
    {
        var next = Some.With([Sample.Of(Field.Door, (string?)null, 1)]);

        Assert.Null(next.Text(Field.Door, 1));
        Assert.Equal(2, next.Count);
    }

    [Fact]
    public void Of_two_values_of_one_field_the_last_counts() =>
        Assert.Equal(2, Some.With([Sample.Of(Field.PowerW, 1, 2), Sample.Of(Field.PowerW, 2, 2)]).Number(Field.PowerW, 2));

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Any_sequence_of_changes_ends_like_a_sorted_dictionary(int seed)
    {
        var random = new Random(seed);
        var fields = Enum.GetValues<Field>()[1..];
        var expected = new SortedDictionary<(int Slot, Field Field), Sample>();
        var actual = Values.None;
        for (var step = 0; step < 300; step++)
        {
            var samples = Enumerable.Range(0, random.Next(6))
                .Select(_ => (Field: fields[random.Next(fields.Length)], Value: random.Next(-1, 3), Slot: random.Next(Reading.MaxSlots + 1)))
                .Select(any => Sample.Of(any.Field, any.Value < 0 ? null : (double?)any.Value, any.Slot))
                .ToArray();
            actual = actual.With(samples);
            foreach (var sample in samples)
            {
                expected.Remove((sample.Slot, sample.Field));
                if (sample.HasValue)
                {
                    expected.Add((sample.Slot, sample.Field), sample);
                }
            }

            Assert.Equal(expected.Values, actual.Samples());
        }
    }
}
