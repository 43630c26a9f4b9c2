using System.Text;
using Stations.Journal.History;
using Stations.Model.History;
using Stations.Protocol;

namespace Stations.Server.History;

/// <summary>The messages of one device by the hour, each once: raw history is a set keyed by (boot, seq).</summary>
public sealed class RawHours(IHistoryStore store, HistoryMetrics metrics, ILogger<RawHours> log)
{
    /// <summary>
    /// All records of the hour, by time. The one that was journalled first counts; one that came late may repeat a message of the hour itself
    /// or, when the clocks of device and server stand on two sides of it, of the hour beside.
    /// </summary>
    /// <param name="unsorted">The key's records of an hour that are not in blocks of its own; to be taken before those are, so that nothing falls between.</param>
    /// <param name="blocks">Gets the blocks that the store has of the hour.</param>
    public List<RawRecord> Read(ReadOnlyMemory<byte> key, long hour, Func<long, List<RawRecord>> unsorted, List<StoredBlock>? blocks = null)
    {
        var records = ReadAll(key, hour, unsorted(hour), blocks ?? []);
        if (records.Exists(record => record.Late))
        {
            var (before, after) = (unsorted(hour - 1), unsorted(hour + 1));
            var repeats = Repeats([.. ReadAll(key, hour - 1, before, []), .. records, .. ReadAll(key, hour + 1, after, [])]);
            records.RemoveAll(record => repeats.Contains(record.Position));
        }

        return records;
    }

    /// <summary>The key's records of an hour in memory and in bundles, each hour read once.</summary>
    /// <param name="memory">What is not in the store yet; taken before the store is asked.</param>
    public Func<long, List<RawRecord>> Unsorted(ReadOnlyMemory<byte> key, List<RawRecord> memory)
    {
        var hours = new Dictionary<long, List<RawRecord>>();
        return hour => hours.TryGetValue(hour, out var known) ? known : hours[hour] =
        [
            .. memory.Where(record => Spans.HourOf(record.At) == hour),
            .. ReadBundle(Bundle.Name(Bundle.NumberOf(key.Span)), hour, []).Where(one => one.Key.Span.SequenceEqual(key.Span)).Select(one => one.Record),
        ];
    }

    /// <summary>All records in an hour's bundles of that name.</summary>
    /// <param name="blocks">Gets the bundles.</param>
    public List<(ReadOnlyMemory<byte> Key, RawRecord Record)> ReadBundle(ReadOnlyMemory<byte> name, long hour, List<StoredBlock> blocks)
    {
        var found = store.Read(BlockKind.Bundle, name.Span, hour, hour);
        blocks.AddRange(found);
        var bundled = new List<RawRecord>();
        foreach (var (_, chunk) in Sound(found, BlockKind.Bundle, name))
        {
            Read(chunk, bundled);
        }

        var records = new List<(ReadOnlyMemory<byte>, RawRecord)>(bundled.Count);
        foreach (var one in bundled)
        {
            if (Bundle.TryRead(one, out var key, out var record))
            {
                records.Add((key, record));
            }
        }

        return records;
    }

    /// <summary>The hour's minutes; a pure function of the records.</summary>
    public static Rollup RollUp(List<RawRecord> records)
    {
        var parser = new ReadingParser();
        var minutes = new Rollup(Rollup.Minutes);
        foreach (var record in records)
        {
            if (parser.TryParse(record.Payload.Span, out _, out _))
            {
                minutes.Add(Spans.MinuteOfHour(record.At), parser.Reading);
            }
        }

        return minutes;
    }

    /// <summary>The rollups in some blocks, with their slots.</summary>
    public IEnumerable<(long Slot, Rollup Rollup)> Rollups(IEnumerable<StoredBlock> blocks, BlockKind kind, ReadOnlyMemory<byte> key)
    {
        foreach (var (slot, bytes) in Sound(blocks, kind, key))
        {
            if (Chunk.TryUnpack(bytes, out var body) && Rollup.Read(body.Span) is { } rollup)
            {
                yield return (slot, rollup);
            }
            else
            {
                metrics.CountUnreadable();
            }
        }
    }

    /// <summary>A damaged block is reported and left out.</summary>
    private IEnumerable<(long Slot, byte[] Bytes)> Sound(IEnumerable<StoredBlock> blocks, BlockKind kind, ReadOnlyMemory<byte> key)
    {
        foreach (var block in blocks)
        {
            if (block.Bytes is { } bytes)
            {
                yield return (block.Slot, bytes);
                continue;
            }

            metrics.CountDamaged();
            log.LogError(
                "{Kind} block {Id} of {Key} does not match its checksum and is left out",
                kind, block.Id, kind == BlockKind.Bundle ? Convert.ToHexString(key.Span) : Encoding.ASCII.GetString(key.Span));
        }
    }

    private List<RawRecord> ReadAll(ReadOnlyMemory<byte> key, long hour, List<RawRecord> unsorted, List<StoredBlock> blocks)
    {
        var records = unsorted.ToList();

        // Loose before merged: what is merged meanwhile comes twice rather than not at all.
        foreach (var kind in (BlockKind[])[BlockKind.Loose, BlockKind.Merged])
        {
            var found = store.Read(kind, key.Span, hour, hour);
            blocks.AddRange(found);
            foreach (var (_, chunk) in Sound(found, kind, key))
            {
                Read(chunk, records);
            }
        }

        records.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Position.CompareTo(b.Position));
        var unique = 0;
        for (var index = 0; index < records.Count; index++)
        {
            if (unique == 0 || records[unique - 1].Position != records[index].Position)
            {
                records[unique++] = records[index];
            }
        }

        records.RemoveRange(unique, records.Count - unique);
        return records;
    }

    private void Read(byte[] chunk, List<RawRecord> into)
    {
        if (!Chunk.TryRead(chunk, into))
        {
            metrics.CountUnreadable();
        }
    }

    private static HashSet<long> Repeats(List<RawRecord> records)
    {
        var parser = new ReadingParser();
        var seen = new HashSet<(string Boot, long Seq)>();
        var repeats = new HashSet<long>();
        foreach (var record in records.OrderBy(record => record.Position))
        {
            if (parser.TryParse(record.Payload.Span, out _, out _) && !seen.Add((parser.Reading.Boot, parser.Reading.Seq)))
            {
                repeats.Add(record.Position);
            }
        }

        return repeats;
    }
}
