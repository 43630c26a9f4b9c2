using System.Text;
using Stations.Grains;
using Stations.Journal;
using Stations.Journal.Postgres;
using Stations.Protocol;

namespace Stations.Benchmarks.Rolling;

/// <summary>What the journals say of the fleet's messages.</summary>
/// <param name="Lost">Taken by the broker and in no journal.</param>
/// <param name="Twice">Applied more than once.</param>
/// <param name="Aside">Written for history only, because a later one had been applied.</param>
/// <param name="Stale">Records that do not continue what their device was when they are put in the order of their numbers: a second writer's.</param>
internal sealed record JournalResult(long Applied, long Lost, long Twice, long Aside, long Stale);

/// <summary>Follows all servers' journals from before the first message on, so that nothing is trimmed unread.</summary>
internal sealed class JournalWatch(string store, Fleet fleet, TimeProvider clock)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly record struct Entry(long Position, DeviceRecord.RecordKind Kind, long Seq);

    private readonly List<Entry>[] found = [.. Enumerable.Range(0, fleet.Devices).Select(_ => new List<Entry>())];
    private readonly ReadingParser parser = new();
    private long applied;
    private long slowest;

    public long Applied => Interlocked.Read(ref applied);

    /// <summary>The longest way of a message into the journal since this was asked last.</summary>
    public TimeSpan TakeSlowest() => TimeSpan.FromTicks(Interlocked.Exchange(ref slowest, 0));

    public async Task Run(CancellationToken stop)
    {
        if (!PostgresAddress.TryParse(store, out var address, out var mistake))
        {
            throw new BenchmarkException($"The store {mistake}");
        }

        using var reader = new JournalReader(address);
        reader.Load(_ => { }, Take);
        while (!stop.IsCancellationRequested)
        {
            switch (reader.Next(32, Take))
            {
                case Following.Trimmed:
                    throw new BenchmarkException("Something was trimmed before it was read.");
                case Following.CaughtUp:
                    await Task.Delay(Beat, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    break;
            }
        }
    }

    public JournalResult Compare()
    {
        var (lost, twice, aside, stale) = (0L, 0L, 0L, 0L);
        for (var device = 0; device < fleet.Devices; device++)
        {
            var counts = found[device].Where(entry => entry.Kind == DeviceRecord.RecordKind.Message).GroupBy(entry => entry.Seq).ToDictionary(group => group.Key, group => group.Count());
            var asides = found[device].Where(entry => entry.Kind is DeviceRecord.RecordKind.Aside or DeviceRecord.RecordKind.Historic).Select(entry => entry.Seq).ToHashSet();
            for (var seq = 1; seq <= fleet.Sent(device); seq++)
            {
                var count = counts.GetValueOrDefault(seq);
                lost += count == 0 && !asides.Contains(seq) ? 1 : 0;
                aside += count == 0 && asides.Contains(seq) ? 1 : 0;
                twice += count > 1 ? 1 : 0;
            }

            stale += Stale(found[device]);
        }

        return new(Applied, lost, twice, aside, stale);
    }

    /// <summary>In the order of their numbers a device's messages go up, and a whole state is that of the message before it.</summary>
    private static long Stale(List<Entry> entries)
    {
        var (count, last) = (0L, 0L);
        foreach (var entry in entries.OrderBy(entry => entry.Position))
        {
            if (entry.Kind is DeviceRecord.RecordKind.Message)
            {
                count += entry.Seq <= last ? 1 : 0;
                last = entry.Seq;
            }
            else if (entry.Kind is DeviceRecord.RecordKind.Whole)
            {
                count += entry.Seq != last ? 1 : 0;
                last = entry.Seq;
            }
        }

        return count;
    }

    private void Take(CommittedRecord committed)
    {
        if (!DeviceId.TryParse(Encoding.UTF8.GetString(committed.Key.Span), out var id) || id.District != "rolling")
        {
            return;
        }

        var record = DeviceRecord.Read(committed.Bytes.Span);
        var device = Fleet.NumberOf(id);
        if (record.Kind is DeviceRecord.RecordKind.Whole)
        {
            var state = DeviceSnapshot.Read(record.Payload, committed.Position);
            Note(device, state.Boot, new Entry(committed.Position, record.Kind, state.Seq));
        }
        else if (record.Kind is not (DeviceRecord.RecordKind.Facts or DeviceRecord.RecordKind.Birth) && parser.TryParse(record.Payload, out _, out _))
        {
            Note(device, parser.Reading.Boot, new Entry(committed.Position, record.Kind, parser.Reading.Seq));
        }
    }

    private void Note(int device, string boot, Entry entry)
    {
        if (boot != fleet.Boot || device >= fleet.Devices)
        {
            return;
        }

        found[device].Add(entry);
        if (entry.Kind is DeviceRecord.RecordKind.Message && fleet.SentAt(device, (int)entry.Seq) is { } at)
        {
            Interlocked.Increment(ref applied);
            slowest = Math.Max(slowest, clock.GetElapsedTime(at).Ticks);
        }
    }
}
