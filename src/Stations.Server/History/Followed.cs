using System.Runtime.InteropServices;
using Stations.Journal;
using Stations.Journal.History;

namespace Stations.Server.History;

/// <summary>
/// What was followed and is not in the store yet. One thread adds and clears, any may read. Payloads stay where the journal's reader put
/// them, so that a message costs a look-up and an entry in its device's list.
/// </summary>
internal sealed class Followed
{
    /// <summary>What an entry costs beside its payload.</summary>
    private const int EntryBytes = 64;

    private readonly Lock gate = new();
    private readonly List<HistoryEvent> events = [];
    private Dictionary<ReadOnlyMemory<byte>, List<RawRecord>> records = new(new KeyComparer());
    private long oldestHour = long.MaxValue;
    private long bytes;
    private long position;

    /// <summary>The last journal position that can be asked for.</summary>
    public long Position => Volatile.Read(ref position);

    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>Runs <paramref name="add"/> while nobody reads; what it added is asked for together.</summary>
    public void Add<T>(T what, Action<T> add, long upTo)
    {
        lock (gate)
        {
            add(what);
            Volatile.Write(ref position, upTo);
        }
    }

    /// <summary>Inside <see cref="Add{T}"/> only.</summary>
    public void Keep(ReadOnlyMemory<byte> key, in RawRecord record)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(records, key, out _);
        (list ??= []).Add(record);
        oldestHour = Math.Min(oldestHour, Spans.HourOf(record.At));
        bytes += record.Payload.Length + EntryBytes;
    }

    /// <summary>Inside <see cref="Add{T}"/> only.</summary>
    public void Keep(HistoryEvent one)
    {
        events.Add(one);
        bytes += EntryBytes * 2;
    }

    public List<RawRecord> Of(ReadOnlyMemory<byte> key)
    {
        lock (gate)
        {
            return records.TryGetValue(key, out var list) ? [.. list] : [];
        }
    }

    /// <summary>The oldest hour that anything in here belongs to; null when there is nothing.</summary>
    public long? OldestHour
    {
        get
        {
            lock (gate)
            {
                return oldestHour == long.MaxValue ? null : oldestHour;
            }
        }
    }

    /// <summary>The events in the range, in no order.</summary>
    public List<HistoryEvent> Events(EventRange range)
    {
        lock (gate)
        {
            return events.FindAll(one => one.Key.At >= range.From && one.Key < range.Before && range.Name == range.Scope switch
            {
                EventScope.Subject => one.Subject,
                EventScope.Place => one.Place,
                EventScope.Area => one.Area,
                _ => range.Name,
            });
        }
    }

    /// <summary>Moves all of it into the store. When that fails it stays, and is asked for as before.</summary>
    /// <exception cref="JournalException">The store refuses.</exception>
    public void MoveTo(IHistoryStore store)
    {
        // No lock: this is the only thread that changes anything.
        store.Follow(position, Blocks(), events);
        lock (gate)
        {
            records = new(records.Comparer);
            events.Clear();
            (bytes, oldestHour) = (0, long.MaxValue);
        }
    }

    /// <summary>Empties itself and goes on from there.</summary>
    public void Begin(long from)
    {
        lock (gate)
        {
            records.Clear();
            events.Clear();
            (bytes, oldestHour, position) = (0, long.MaxValue, from);
        }
    }

    private IEnumerable<Block> Blocks()
    {
        foreach (var (key, list) in records)
        {
            foreach (var hour in list.Exists(record => Spans.HourOf(record.At) != Spans.HourOf(list[0].At)) ? ByHour(list) : [list])
            {
                yield return new Block(BlockKind.Loose, Spans.HourOf(hour[0].At), key, Chunk.Write(hour, compress: false));
            }
        }
    }

    private static IEnumerable<List<RawRecord>> ByHour(List<RawRecord> list) => list.GroupBy(record => Spans.HourOf(record.At)).Select(hour => hour.ToList());
}
