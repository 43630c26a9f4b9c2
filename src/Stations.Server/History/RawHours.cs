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
    /// <param name="memory">What is not in the store yet; to be taken before the store is read, so that nothing falls between.</param>
    /// <param name="blocks">Gets the blocks that the store has of the hour.</param>
    public List<RawRecord> Read(ReadOnlyMemory<byte> key, long hour, List<RawRecord> memory, List<StoredBlock>? blocks = null)
    {
        var records = ReadAll(key, hour, memory, blocks ?? []);
        if (records.Exists(record => record.Late))
        {
            var repeats = Repeats([.. ReadAll(key, hour - 1, memory, []), .. records, .. ReadAll(key, hour + 1, memory, [])]);
            records.RemoveAll(record => repeats.Contains(record.Position));
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
            log.LogError("{Kind} block {Id} of {Device} does not match its checksum and is left out", kind, block.Id, Encoding.ASCII.GetString(key.Span));
        }
    }

    private List<RawRecord> ReadAll(ReadOnlyMemory<byte> key, long hour, List<RawRecord> memory, List<StoredBlock> blocks)
    {
        var records = memory.FindAll(record => Spans.HourOf(record.At) == hour);

        // Loose before merged: what is merged meanwhile comes twice rather than not at all.
        foreach (var kind in (BlockKind[])[BlockKind.Loose, BlockKind.Merged])
        {
            var found = store.Read(kind, key.Span, hour, hour);
            blocks.AddRange(found);
            foreach (var (_, chunk) in Sound(found, kind, key))
            {
                if (!Chunk.TryRead(chunk, records))
                {
                    metrics.CountUnreadable();
                }
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
