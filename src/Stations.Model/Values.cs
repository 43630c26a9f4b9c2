using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// The latest value of every field that an appliance has reported, immutable and sorted by slot and field.
/// At most <see cref="Reading.MaxSamples"/> of them; further ones are not kept.
/// A field that was never reported and one whose sensor has no value are the same: absent.
/// </summary>
public sealed class Values
{
    public static readonly Values None = new([], []);

    private readonly ushort[] keys;
    private readonly (double Number, string? Text)[] values;

    private Values(ushort[] keys, (double Number, string? Text)[] values)
    {
        this.keys = keys;
        this.values = values;
    }

    public int Count => keys.Length;

    public double? Number(Field field, int slot = 0) => Find(field, slot) is >= 0 and var at ? values[at].Number : null;

    public bool? Flag(Field field, int slot = 0) => Find(field, slot) is >= 0 and var at ? values[at].Number != 0 : null;

    public string? Text(Field field, int slot = 0) => Find(field, slot) is >= 0 and var at ? values[at].Text : null;

    public IEnumerable<Sample> Samples()
    {
        for (var at = 0; at < keys.Length; at++)
        {
            yield return new Sample((Field)(keys[at] & 0xFF), keys[at] >> 8, HasValue: true, values[at].Number, values[at].Text);
        }
    }

    /// <summary>The values of samples that all have one, cheapest in the order of <see cref="Samples"/>.</summary>
    public static Values Of(ReadOnlySpan<Sample> samples)
    {
        var ownKeys = new ushort[samples.Length];
        var ownValues = new (double, string?)[samples.Length];
        for (var at = 0; at < samples.Length; at++)
        {
            ownKeys[at] = Key(samples[at].Field, samples[at].Slot);
            ownValues[at] = (samples[at].Number, samples[at].Text);
            if (at > 0 && ownKeys[at] <= ownKeys[at - 1])
            {
                return None.With(samples);
            }
        }

        return samples.IsEmpty ? None : new Values(ownKeys, ownValues);
    }

    /// <summary>These values with <paramref name="samples"/> on top; the same instance when they change nothing.</summary>
    public Values With(ReadOnlySpan<Sample> samples)
    {
        (double Number, string? Text)[]? changed = null;
        foreach (var sample in samples)
        {
            var at = Find(sample.Field, sample.Slot);
            if (sample.HasValue != at >= 0)
            {
                return Merge(samples);
            }

            if (at >= 0 && (changed ?? values)[at] != (sample.Number, sample.Text))
            {
                changed ??= values.AsSpan().ToArray();
                changed[at] = (sample.Number, sample.Text);
            }
        }

        return changed is null ? this : new Values(keys, changed);
    }

    /// <summary>When a field comes or goes.</summary>
    private Values Merge(ReadOnlySpan<Sample> samples)
    {
        var newKeys = new List<ushort>(keys);
        var newValues = new List<(double, string?)>(values);
        foreach (var sample in samples)
        {
            var at = newKeys.BinarySearch(Key(sample.Field, sample.Slot));
            switch (sample.HasValue, at >= 0)
            {
                case (true, true):
                    newValues[at] = (sample.Number, sample.Text);
                    break;
                case (true, false) when newKeys.Count < Reading.MaxSamples:
                    newKeys.Insert(~at, Key(sample.Field, sample.Slot));
                    newValues.Insert(~at, (sample.Number, sample.Text));
                    break;
                case (false, true):
                    newKeys.RemoveAt(at);
                    newValues.RemoveAt(at);
                    break;
            }
        }

        return new Values([.. newKeys], [.. newValues]);
    }

    private int Find(Field field, int slot) => keys.AsSpan().IndexOf(Key(field, slot));

    private static ushort Key(Field field, int slot) => (ushort)((slot << 8) | (int)field);
}
