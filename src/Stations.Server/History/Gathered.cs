using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Stations.Journal.History;

namespace Stations.Server.History;

/// <summary>
/// Records and events on their way into the store, from one move to the next. Records lie one behind the other in a few large segments, as
/// bundles have them, and are chained by hour and bundle: adding one is a copy and an entry, whatever number of devices there is, and what is
/// emptied is filled again, so that the heap does not notice. Not safe for several threads.
/// </summary>
internal sealed class Gathered
{
    /// <summary>The largest record that a journal takes fits.</summary>
    private const int SegmentBytes = 2 << 20;

    /// <summary>What an event takes, its names included.</summary>
    private const int EventBytes = 256;

    private readonly List<byte[]> segments = [];
    private readonly List<Entry> entries = [];
    private readonly Dictionary<(long Hour, int Bundle), int> newest = [];
    private readonly List<HistoryEvent> events = [];
    private readonly List<RawRecord> together = [];
    private byte[] room = [];
    private int end;
    private int noteBytes;

    /// <param name="Start">Where its bytes begin, all segments taken as one.</param>
    /// <param name="Before">The entry before it in its bundle; negative if it is the first.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Position, long At, bool Late, int Start, int Length, int Before);

    public int Bytes => end + entries.Count * Unsafe.SizeOf<Entry>() + events.Count * EventBytes + noteBytes;

    public IReadOnlyList<HistoryEvent> Events => events;

    public IEnumerable<long> Hours => newest.Keys.Select(place => place.Hour);

    public void Add(HistoryEvent one)
    {
        events.Add(one);
        noteBytes += one.Note.Length * sizeof(char);
    }

    public void Add(ReadOnlySpan<byte> key, in RawRecord record)
    {
        var length = Bundle.Length(key.Length, record.Payload.Length);
        if (end % SegmentBytes + length > SegmentBytes)
        {
            end += SegmentBytes - end % SegmentBytes;
        }

        if (end / SegmentBytes == segments.Count)
        {
            segments.Add(GC.AllocateUninitializedArray<byte>(SegmentBytes));
        }

        Bundle.Write(segments[end / SegmentBytes].AsSpan(end % SegmentBytes), key, record.Payload.Span);
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(newest, (Spans.HourOf(record.At), Bundle.NumberOf(key)), out var known);
        entries.Add(new Entry(record.Position, record.At, record.Late, end, length, known ? last : -1));
        (last, end) = (entries.Count - 1, end + length);
    }

    /// <summary>Copies the key's records, in no order.</summary>
    public void Find(ReadOnlyMemory<byte> key, List<RawRecord> found)
    {
        var bundle = Bundle.NumberOf(key.Span);
        foreach (var (place, last) in newest)
        {
            foreach (var bundled in place.Bundle == bundle ? Chain(last) : [])
            {
                if (Bundle.TryRead(bundled, out var own, out var record) && own.Span.SequenceEqual(key.Span))
                {
                    found.Add(record with { Payload = record.Payload.ToArray() });
                }
            }
        }
    }

    /// <summary>The bundles of all that is in here. The bytes of one are good until the next is asked for.</summary>
    /// <param name="told">As <see cref="Chunk"/> has it.</param>
    public IEnumerable<Block> Bundles(bool told)
    {
        foreach (var (place, last) in newest.OrderBy(one => one.Key))
        {
            together.Clear();
            together.AddRange(Chain(last));
            together.Reverse();
            yield return new Block(BlockKind.Bundle, place.Hour, Bundle.Name(place.Bundle), Chunk.Write(together, told, ref room));
        }
    }

    public void Clear()
    {
        entries.Clear();
        newest.Clear();
        events.Clear();
        (end, noteBytes) = (0, 0);
    }

    /// <summary>The newest first.</summary>
    private IEnumerable<RawRecord> Chain(int last)
    {
        for (var at = last; at >= 0; at = entries[at].Before)
        {
            var entry = entries[at];
            yield return new RawRecord(entry.Position, entry.At, entry.Late, segments[entry.Start / SegmentBytes].AsMemory(entry.Start % SegmentBytes, entry.Length));
        }
    }
}
