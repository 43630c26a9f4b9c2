using Stations.Journal;
using Stations.Journal.History;

namespace Stations.Server.History;

/// <summary>
/// What was followed and is not in the store yet: what is gathered now, and what is being moved. One thread adds, another moves, any may read.
/// </summary>
internal sealed class Followed
{
    /// <summary>
    /// What is gathered at most, some 80,000 messages; as much again may be on its way into the store. The thread that follows stops here.
    /// </summary>
    public const int MostBytes = 16 << 20;

    /// <summary>When it is to be moved: the rest is for what comes until that begins.</summary>
    private const int PlentyBytes = MostBytes / 4 * 3;

    private readonly Lock gate = new();
    private Gathered gathered = new();
    private Gathered moving = new();
    private long? movingTo;
    private long position;

    /// <summary>The last journal position that can be asked for.</summary>
    public long Position => Volatile.Read(ref position);

    public bool HasRoom => Measure() < MostBytes;

    public bool HasPlenty => Measure() >= PlentyBytes;

    /// <summary>A move has begun and not succeeded yet. Asked by the thread that moves.</summary>
    public bool IsMoving => movingTo is not null;

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
    public void Keep(ReadOnlySpan<byte> key, in RawRecord record) => gathered.Add(key, record);

    /// <summary>Inside <see cref="Add{T}"/> only.</summary>
    public void Keep(HistoryEvent one) => gathered.Add(one);

    public List<RawRecord> Of(ReadOnlyMemory<byte> key)
    {
        var found = new List<RawRecord>();
        lock (gate)
        {
            moving.Find(key, found);
            gathered.Find(key, found);
        }

        return found;
    }

    /// <summary>The oldest hour that anything in here belongs to; null when there is nothing.</summary>
    public long? OldestHour
    {
        get
        {
            lock (gate)
            {
                return moving.Hours.Concat(gathered.Hours).Min(hour => (long?)hour);
            }
        }
    }

    /// <summary>The events in the range, in no order.</summary>
    public List<HistoryEvent> Events(EventRange range)
    {
        lock (gate)
        {
            return [.. moving.Events.Concat(gathered.Events).Where(IsIn)];
        }

        bool IsIn(HistoryEvent one) => one.Key.At >= range.From && one.Key < range.Before && range.Name == range.Scope switch
        {
            EventScope.Subject => one.Subject,
            EventScope.Place => one.Place,
            EventScope.Area => one.Area,
            _ => range.Name,
        };
    }

    /// <summary>
    /// Moves what is in here into the store, while more is gathered. When that fails it stays, is asked for as before, and is what the next move
    /// begins with.
    /// </summary>
    /// <exception cref="JournalException">The store refuses.</exception>
    public void MoveTo(IHistoryStore store)
    {
        lock (gate)
        {
            if (movingTo is null)
            {
                (gathered, moving, movingTo) = (moving, gathered, position);
            }
        }

        // No lock: nobody changes what is being moved.
        store.Follow(movingTo.Value, moving.Bundles(told: !store.IsShared), moving.Events);
        lock (gate)
        {
            moving.Clear();
            movingTo = null;
        }
    }

    /// <summary>Empties itself and goes on from there.</summary>
    public void Begin(long from)
    {
        lock (gate)
        {
            gathered.Clear();
            moving.Clear();
            (position, movingTo) = (from, null);
        }
    }

    private int Measure()
    {
        lock (gate)
        {
            return gathered.Bytes;
        }
    }
}
