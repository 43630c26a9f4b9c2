using System.Runtime.InteropServices;
using Stations.Journal.History;
using Stations.Model.History;
using Stations.Protocol;

namespace Stations.Server.History;

/// <summary>One value as it was reported; neither number nor text where the sensor had none.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RawPoint(long At, Sample Sample);

/// <summary>One stretch of time that begins at <paramref name="At"/>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Bucket(long At, Stats Stats);

/// <summary>Where raw points go on: after this record.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RawPlace(long At, long Position);

/// <summary>Answers from the store and from what is in memory yet; hours that are not rolled up are computed from their messages.</summary>
public sealed partial class HistoryReader(IHistoryStore store, RawHours raw, HistoryFollower follower, TimeProvider clock)
{
    /// <summary>Messages that one answer looks at, most of them for a field that few of them have.</summary>
    private const int MostRecords = 20_000;

    /// <summary>The oldest time, in epoch milliseconds, of which this resolution is kept for any device; null when nothing is.</summary>
    public long? KeptFrom(Resolution resolution)
    {
        long?[] times =
        [
            store.Oldest(BlockKind.Loose) * Spans.Hour,
            store.Oldest(BlockKind.Bundle) * Spans.Hour,
            resolution == Resolution.Raw ? store.Oldest(BlockKind.Merged) * Spans.Hour : null,
            resolution == Resolution.Minute ? store.Oldest(BlockKind.Minutes) * Spans.Hour : null,
            resolution >= Resolution.Hour ? store.Oldest(BlockKind.Hours) * Spans.Day : null,
            follower.Followed.OldestHour * Spans.Hour,
        ];
        return times.Min();
    }

    /// <summary>The field's points from <paramref name="from"/> and before <paramref name="to"/>, by time.</summary>
    /// <returns>Where to go on, when there may be more.</returns>
    public (List<RawPoint> Points, RawPlace? Next) ReadRaw(ReadOnlyMemory<byte> key, FieldName field, long from, long to, RawPlace? after, int most)
    {
        var points = new List<RawPoint>();
        var parser = new ReadingParser();
        var unsorted = raw.Unsorted(key, follower.Followed.Of(key));
        var (looked, last) = (0, default(RawPlace));
        foreach (var hour in Hours(Resolution.Raw, after?.At ?? from, to))
        {
            foreach (var record in raw.Read(key, hour, unsorted))
            {
                if (record.At < from || record.At >= to || (after is { } place && (record.At, record.Position).CompareTo((place.At, place.Position)) <= 0))
                {
                    continue;
                }

                if (points.Count == most || looked == MostRecords)
                {
                    return (points, last);
                }

                looked++;
                last = new RawPlace(record.At, record.Position);
                if (parser.TryParse(record.Payload.Span, out _, out _) && SampleOf(parser.Reading, field) is { } sample)
                {
                    points.Add(new RawPoint(record.At, sample));
                }
            }
        }

        return (points, null);
    }

    /// <summary>The buckets with values that touch the time from <paramref name="from"/> to before <paramref name="to"/>, each of them whole.</summary>
    /// <returns>Where the next bucket begins, when there is one more.</returns>
    public (List<Bucket> Buckets, long? Next) ReadBuckets(ReadOnlyMemory<byte> key, FieldName field, Resolution resolution, Zone zone, long from, long to, int most)
    {
        var (begin, end) = resolution switch
        {
            Resolution.Minute => (from - from % Spans.Minute, RoundUp(to, Spans.Minute)),
            Resolution.Hour => (from - from % Spans.Hour, RoundUp(to, Spans.Hour)),
            _ => (zone.DayOf(from), zone.DayAfter(to - 1)),
        };
        var pieces = resolution == Resolution.Minute ? Minutes(key, field, begin, end) : HourPieces(key, field, begin, end, resolution == Resolution.Day ? zone : null);
        var buckets = new List<Bucket>();
        foreach (var (at, stats) in pieces)
        {
            var start = resolution == Resolution.Day ? zone.DayOf(at) : at;
            if (buckets.Count > 0 && buckets[^1].At == start)
            {
                buckets[^1] = new Bucket(start, buckets[^1].Stats.Then(stats));
                continue;
            }

            if (buckets.Count == most)
            {
                return (buckets, start);
            }

            buckets.Add(new Bucket(start, stats));
        }

        return (buckets, null);
    }

    private IEnumerable<Bucket> Minutes(ReadOnlyMemory<byte> key, FieldName field, long begin, long end)
    {
        var name = field.ToString();
        foreach (var (hour, minutes) in Rollups(key, Resolution.Minute, begin, end))
        {
            for (var minute = 0; minute < Rollup.Minutes; minute++)
            {
                var (at, stats) = (hour * Spans.Hour + minute * Spans.Minute, minutes[name, minute]);
                if (stats.Count > 0 && at >= begin && at < end)
                {
                    yield return new Bucket(at, stats);
                }
            }
        }
    }

    /// <summary>
    /// Hours; with a zone, one that a day's beginning cuts comes as the minutes of both its parts, or whole, where it began, when its minutes
    /// are no longer kept.
    /// </summary>
    private IEnumerable<Bucket> HourPieces(ReadOnlyMemory<byte> key, FieldName field, long begin, long end, Zone? cut)
    {
        var name = field.ToString();
        foreach (var (day, hours) in Rollups(key, Resolution.Hour, begin, end))
        {
            for (var hour = 0; hour < Rollup.Hours; hour++)
            {
                var (at, stats) = (day * Spans.Day + hour * Spans.Hour, hours[name, hour]);
                if (stats.Count == 0 || at + Spans.Hour <= begin || at >= end)
                {
                    continue;
                }

                var isCut = cut is not null && cut.DayOf(at) != cut.DayOf(at + Spans.Hour - 1);
                var minutes = isCut ? Minutes(key, field, Math.Max(begin, at), Math.Min(end, at + Spans.Hour)).ToList() : [];
                if (minutes.Count > 0)
                {
                    foreach (var minute in minutes)
                    {
                        yield return minute;
                    }
                }
                else if (at >= begin)
                {
                    yield return new Bucket(at, stats);
                }
            }
        }
    }

    /// <summary>Rollups of minutes by hour, or of hours by day, in order. Taken in portions of days, so that one answer holds little at once.</summary>
    private IEnumerable<(long Slot, Rollup Rollup)> Rollups(ReadOnlyMemory<byte> key, Resolution resolution, long begin, long end)
    {
        var hours = Hours(resolution, begin, end).ToList();
        foreach (var day in hours.GroupBy(hour => hour / Rollup.Hours))
        {
            var (first, last) = (day.First(), day.Last());

            // Memory, then bundles and what is loose, then rollups: what moves on meanwhile is met again later on its way.
            var memory = follower.Followed.Of(key);
            var unsorted = raw.Unsorted(key, memory);
            var open = memory.Select(record => Spans.HourOf(record.At)).Where(hour => hour >= first && hour <= last)
                .Union(store.Slots(BlockKind.Bundle, Bundle.Name(Bundle.NumberOf(key.Span)).Span, first, last).Where(hour => unsorted(hour).Count > 0))
                .Union(store.Slots(BlockKind.Loose, key.Span, first, last))
                .Order().ToList();
            if (resolution == Resolution.Minute)
            {
                var rollups = raw.Rollups(store.Read(BlockKind.Minutes, key.Span, first, last), BlockKind.Minutes, key).ToDictionary();
                open.ForEach(hour => rollups[hour] = RawHours.RollUp(raw.Read(key, hour, unsorted)));
                foreach (var hour in rollups.OrderBy(hour => hour.Key))
                {
                    yield return (hour.Key, hour.Value);
                }
            }
            else
            {
                var rollup = raw.Rollups(store.Read(BlockKind.Hours, key.Span, day.Key, day.Key), BlockKind.Hours, key).Select(found => found.Rollup).FirstOrDefault()
                    ?? new Rollup(Rollup.Hours);
                open.ForEach(hour => rollup.Set((int)(hour % Rollup.Hours), RawHours.RollUp(raw.Read(key, hour, unsorted))));
                yield return (day.Key, rollup);
            }
        }
    }

    /// <summary>The hours that the time touches and of which something may be kept.</summary>
    private IEnumerable<long> Hours(Resolution resolution, long from, long to)
    {
        // A clock may run ahead of ours as far as it is believed.
        var latest = clock.NowMilliseconds() + Spans.Hour;
        var (first, last) = (Spans.HourOf(Math.Max(from, KeptFrom(resolution) ?? latest)), Spans.HourOf(Math.Min(to - 1, latest)));
        for (var hour = first; hour <= last; hour++)
        {
            yield return hour;
        }
    }

    private static Sample? SampleOf(Reading reading, FieldName field)
    {
        Sample? found = null;
        foreach (var sample in reading.Samples)
        {
            if (sample.Field == field.Field && sample.Slot == field.Slot)
            {
                found = sample;
            }
        }

        return found;
    }

    private static long RoundUp(long at, long span) => (at + span - 1) / span * span;
}
