using Stations.Journal;
using Stations.Journal.History;
using Stations.Model.History;
using Stations.Protocol;

namespace Stations.Server.History;

/// <summary>
/// Rolls up hours that have passed and forgets what is too old, a little at a time. An hour that gets a late message is rolled up again from
/// all its records, so that doing it twice changes nothing.
/// </summary>
public sealed class Upkeep(IHistoryStore store, RawHours raw, Retention retention, TimeProvider clock, HistoryMetrics metrics)
{
    /// <summary>After the end of an hour: longer than what was followed stays in memory.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(5);

    /// <summary>Between two looks when there was nothing left to do.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private const int LooseAtOnce = 16;
    private const int RowsAtOnce = 500;

    private long nextAt;

    /// <summary>A few transactions, together of some hundred milliseconds at most; true when there is more to do.</summary>
    public bool Step()
    {
        var now = clock.NowMilliseconds();
        if (now < nextAt)
        {
            return false;
        }

        var more = store.KeepsHouse() && (RollUp(now) || Forget(now));
        nextAt = more ? now : now + (long)Period.TotalMilliseconds;
        return more;
    }

    private bool RollUp(long now)
    {
        var before = Spans.HourOf(now - (long)Settled.TotalMilliseconds);
        var loose = store.Places(BlockKind.Loose, before, LooseAtOnce);
        foreach (var (hour, key) in loose)
        {
            var rolledUp = new Change();
            RollUp(key, hour, _ => [], rolledUp);
            Make(rolledUp);
        }

        var bundles = store.Places(BlockKind.Bundle, before, most: 1);
        foreach (var (hour, name) in bundles)
        {
            RollUpBundle(name, hour);
        }

        return loose.Count == LooseAtOnce || bundles.Count > 0;
    }

    /// <summary>All devices of a bundle at once: one transaction, some milliseconds for each of them.</summary>
    private void RollUpBundle(ReadOnlyMemory<byte> name, long hour)
    {
        var rolledUp = new Change();
        var blocks = new List<StoredBlock>();
        var hours = new Dictionary<long, ILookup<ReadOnlyMemory<byte>, RawRecord>> { [hour] = ByKey(raw.ReadBundle(name, hour, blocks)) };
        foreach (var device in hours[hour])
        {
            RollUp(device.Key, hour, Unsorted, rolledUp);

            List<RawRecord> Unsorted(long beside)
            {
                if (!hours.TryGetValue(beside, out var records))
                {
                    hours[beside] = records = ByKey(raw.ReadBundle(name, beside, []));
                }

                return [.. records[device.Key]];
            }
        }

        rolledUp.Replace(blocks);
        Make(rolledUp);
    }

    private static ILookup<ReadOnlyMemory<byte>, RawRecord> ByKey(List<(ReadOnlyMemory<byte> Key, RawRecord Record)> records) =>
        records.ToLookup(one => one.Key, one => one.Record, new KeyComparer());

    /// <summary>One device's hour: its records become one compressed block, and its minutes and its place in the day are replaced.</summary>
    private void RollUp(ReadOnlyMemory<byte> key, long hour, Func<long, List<RawRecord>> unsorted, Change rolledUp)
    {
        var blocks = new List<StoredBlock>();
        var records = raw.Read(key, hour, unsorted, blocks);
        var minutes = RawHours.RollUp(records);
        var day = hour / Rollup.Hours;
        var olderMinutes = store.Read(BlockKind.Minutes, key.Span, hour, hour);
        var olderHours = store.Read(BlockKind.Hours, key.Span, day, day);
        var hours = raw.Rollups(olderHours, BlockKind.Hours, key).Select(found => found.Rollup).FirstOrDefault() ?? HoursOf(key, day);
        hours.Set((int)(hour % Rollup.Hours), minutes);

        rolledUp.Added.Add(new(BlockKind.Minutes, hour, key, Chunk.Compress(minutes.ToBytes())));
        rolledUp.Added.Add(new(BlockKind.Hours, day, key, Chunk.Compress(hours.ToBytes())));
        if (records.Count > 0)
        {
            rolledUp.Added.Add(new Block(BlockKind.Merged, hour, key, Chunk.Write(records)));
        }

        // A damaged rollup is made anew.
        rolledUp.Removed.AddRange(olderMinutes.Concat(olderHours).Select(block => block.Id));
        rolledUp.Replace(blocks);
        metrics.CountRolledUp();
    }

    private void Make(Change change) => store.Change(change.Removed, change.SetAside, change.Added);

    private sealed class Change
    {
        public List<long> Removed { get; } = [];

        public List<long> SetAside { get; } = [];

        public List<Block> Added { get; } = [];

        /// <summary>Messages that are now in other blocks. Damaged ones are all that there is of them.</summary>
        public void Replace(List<StoredBlock> blocks)
        {
            foreach (var block in blocks)
            {
                (block.Bytes is null ? SetAside : Removed).Add(block.Id);
            }
        }
    }

    /// <summary>A day from its minutes: when it has no rollup yet, or a damaged one.</summary>
    private Rollup HoursOf(ReadOnlyMemory<byte> key, long day)
    {
        var hours = new Rollup(Rollup.Hours);
        var first = day * Rollup.Hours;
        foreach (var (hour, minutes) in raw.Rollups(store.Read(BlockKind.Minutes, key.Span, first, first + Rollup.Hours - 1), BlockKind.Minutes, key))
        {
            hours.Set((int)(hour - first), minutes);
        }

        return hours;
    }

    /// <summary>True when some kind had as many rows to forget as one transaction takes.</summary>
    private bool Forget(long now)
    {
        var oldestRaw = Spans.HourOf(now - retention.RawDays * Spans.Day);
        var more = false;

        // An hour that is not rolled up yet waits for it, and those before the oldest such hour may still be needed with it.
        if (!(store.Oldest(BlockKind.Loose) < oldestRaw || store.Oldest(BlockKind.Bundle) < oldestRaw))
        {
            more |= store.Forget(BlockKind.Merged, oldestRaw, RowsAtOnce) == RowsAtOnce;
            more |= store.Forget(BlockKind.SetAside, oldestRaw, RowsAtOnce) == RowsAtOnce;
        }

        more |= store.Forget(BlockKind.Minutes, Spans.HourOf(now - retention.MinuteDays * Spans.Day), RowsAtOnce) == RowsAtOnce;
        more |= store.Forget(BlockKind.Hours, (now - retention.HourDays * Spans.Day) / Spans.Day, RowsAtOnce) == RowsAtOnce;
        more |= store.ForgetEvents(now - retention.EventDays * Spans.Day, RowsAtOnce) == RowsAtOnce;
        return more;
    }
}
