namespace Stations.Journal.History;

/// <summary>Where an event stands: by time, then as the journal has it. Position and ordinal are unique.</summary>
/// <param name="At">Epoch milliseconds.</param>
/// <param name="Ordinal">The event's number among those of one record.</param>
public readonly record struct EventKey(long At, long Position, int Ordinal) : IComparable<EventKey>
{
    public int CompareTo(EventKey other) => (At.CompareTo(other.At), Position.CompareTo(other.Position), Ordinal.CompareTo(other.Ordinal)) switch
    {
        (not 0 and var byTime, _, _) => byTime,
        (_, not 0 and var byPosition, _) => byPosition,
        (_, _, var byOrdinal) => byOrdinal,
    };

    public static bool operator <(EventKey left, EventKey right) => left.CompareTo(right) < 0;

    public static bool operator >(EventKey left, EventKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventKey left, EventKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventKey left, EventKey right) => left.CompareTo(right) >= 0;
}

/// <summary>Something that happened.</summary>
/// <param name="Subject">To whom.</param>
/// <param name="Place">Where that stood at the time.</param>
/// <param name="Area">What the place belongs to.</param>
/// <param name="Kind">A number that its writer understands.</param>
/// <param name="Detail">Another.</param>
/// <param name="Note">What its writer adds; empty for most.</param>
public sealed record HistoryEvent(EventKey Key, string Subject, string Place, string Area, int Kind, int Detail, string Note = "");

/// <summary>By what events are looked up.</summary>
public enum EventScope
{
    All,
    Subject,
    Place,
    Area,
}

/// <param name="Name">The subject, place or area; not looked at for all.</param>
/// <param name="From">Epoch milliseconds; the first that counts.</param>
/// <param name="Before">Only what stands before this key.</param>
public readonly record struct EventRange(EventScope Scope, string Name, long From, EventKey Before);
