using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Stations.Protocol;

namespace Stations.Model.History;

/// <summary>
/// What every number and flag of one appliance did in a row of equal stretches: the 60 minutes of an hour, or the 24 hours of a day. A pure
/// function of the readings, so that doing it again gives the same.
/// </summary>
/// <param name="length">How many stretches.</param>
public sealed class Rollup(int length)
{
    public const int Minutes = 60;
    public const int Hours = 24;

    private const byte Version = 1;
    private const int StatsBytes = 4 * sizeof(double) + sizeof(long);

    /// <summary>By name, which stays what it is for ever.</summary>
    private readonly SortedDictionary<string, Stats[]> fields = new(StringComparer.Ordinal);

    public IEnumerable<string> Fields => fields.Keys;

    /// <summary>A stretch in which the field had no value has a count of 0.</summary>
    public Stats this[string field, int stretch] => fields.TryGetValue(field, out var stretches) ? stretches[stretch] : default;

    /// <summary>Readings are added in the order of their time.</summary>
    public void Add(int stretch, Reading reading)
    {
        foreach (var sample in reading.Samples)
        {
            if (sample.HasValue && Protocol.Fields.Type(sample.Field) != FieldType.Text)
            {
                ref var stats = ref Of(new FieldName(sample.Field, sample.Slot).ToString())[stretch];
                stats = stats.Then(Stats.Of(sample.Number));
            }
        }
    }

    /// <summary>Replaces one stretch by all of a finer rollup.</summary>
    public void Set(int stretch, Rollup finer)
    {
        foreach (var stretches in fields.Values)
        {
            stretches[stretch] = default;
        }

        foreach (var (field, parts) in finer.fields)
        {
            Of(field)[stretch] = parts.Aggregate(default(Stats), (sum, part) => sum.Then(part));
        }
    }

    /// <summary><c>version · length · fields</c>, each as <c>name length · name · number of stretches with values · (stretch · stats) …</c></summary>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>(1024);
        output.Write([Version, (byte)length]);
        foreach (var (field, stretches) in fields)
        {
            output.Write([(byte)field.Length, .. Encoding.ASCII.GetBytes(field), (byte)stretches.Count(stats => stats.Count > 0)]);
            for (var stretch = 0; stretch < length; stretch++)
            {
                if (stretches[stretch].Count > 0)
                {
                    output.Write([(byte)stretch]);
                    Write(output.GetSpan(StatsBytes), stretches[stretch]);
                    output.Advance(StatsBytes);
                }
            }
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Null when the bytes are no rollup, or of a newer program.</summary>
    public static Rollup? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[0] != Version)
        {
            return null;
        }

        var rollup = new Rollup(bytes[1]);
        bytes = bytes[2..];
        while (!bytes.IsEmpty)
        {
            if (!rollup.TryReadField(ref bytes))
            {
                return null;
            }
        }

        return rollup;
    }

    private bool TryReadField(ref ReadOnlySpan<byte> bytes)
    {
        var name = bytes[0];
        if (bytes.Length < name + 2)
        {
            return false;
        }

        var stretches = Of(Encoding.ASCII.GetString(bytes.Slice(1, name)));
        var count = bytes[name + 1];
        bytes = bytes[(name + 2)..];
        for (; count > 0; count--, bytes = bytes[(1 + StatsBytes)..])
        {
            if (bytes.Length < 1 + StatsBytes || bytes[0] >= length)
            {
                return false;
            }

            stretches[bytes[0]] = ReadStats(bytes[1..]);
        }

        return true;
    }

    private Stats[] Of(string field)
    {
        if (!fields.TryGetValue(field, out var stretches))
        {
            fields[field] = stretches = new Stats[length];
        }

        return stretches;
    }

    private static void Write(Span<byte> output, in Stats stats)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output, stats.Min);
        BinaryPrimitives.WriteDoubleLittleEndian(output[8..], stats.Max);
        BinaryPrimitives.WriteDoubleLittleEndian(output[16..], stats.Mean);
        BinaryPrimitives.WriteDoubleLittleEndian(output[24..], stats.Last);
        BinaryPrimitives.WriteInt64LittleEndian(output[32..], stats.Count);
    }

    private static Stats ReadStats(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        BinaryPrimitives.ReadDoubleLittleEndian(bytes[8..]),
        BinaryPrimitives.ReadDoubleLittleEndian(bytes[16..]),
        BinaryPrimitives.ReadDoubleLittleEndian(bytes[24..]),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]));
}
