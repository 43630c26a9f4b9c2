using Stations.Journal.History;
using Stations.Model;

namespace Stations.Server.History;

/// <summary>What an answer's events must be; null stands for any.</summary>
/// <param name="Rights">Whose districts alone are told.</param>
public sealed record EventFilter(string? Device, string? Station, string? District, IReadOnlyList<int> Kinds, Rights? Rights = null)
{
    public (EventScope Scope, string Name) Narrowest =>
        Device is not null ? (EventScope.Subject, Device)
        : Station is not null ? (EventScope.Place, Station)
        : District is not null ? (EventScope.Area, District)
        : Rights?.Districts is [var only] ? (EventScope.Area, only)
        : (EventScope.All, "");

    public bool Matches(HistoryEvent one) =>
        (Device is null || one.Subject == Device) && (Station is null || one.Place == Station) && (District is null || one.Area == District)
        && (Kinds.Count == 0 || Kinds.Contains(one.Kind)) && (Rights is null || Rights.Covers(one.Area));
}

/// <summary>Events from the store and from what is in memory yet, the newest first.</summary>
public sealed class EventsReader(IHistoryStore store, HistoryFollower follower)
{
    private const int AtOnce = 1_000;

    /// <summary>Portions that one answer looks through for a rare kind; then its page is shorter and the next goes on.</summary>
    private const int Portions = 20;

    /// <returns>The key of the last event that was looked at, when there may be more.</returns>
    public (List<HistoryEvent> Events, EventKey? Next) Read(EventFilter filter, long from, EventKey before, int most)
    {
        var (scope, name) = filter.Narrowest;
        var found = new List<HistoryEvent>();
        for (var portion = 0; portion < Portions; portion++)
        {
            var (events, isLast) = ReadPortion(new EventRange(scope, name, from, before));
            foreach (var one in events)
            {
                if (filter.Matches(one))
                {
                    if (found.Count == most)
                    {
                        return (found, before);
                    }

                    found.Add(one);
                }

                before = one.Key;
            }

            if (isLast)
            {
                return (found, null);
            }
        }

        return (found, before);
    }

    private (List<HistoryEvent> Events, bool IsLast) ReadPortion(in EventRange range)
    {
        // Memory first: what moves into the store meanwhile comes twice rather than not at all.
        var memory = follower.Followed.Events(range);
        var stored = store.ReadEvents(range, AtOnce);
        var isLast = stored.Count < AtOnce && memory.Count <= AtOnce;
        List<HistoryEvent> events = [.. stored.UnionBy(memory, one => one.Key).OrderByDescending(one => one.Key)];
        return isLast ? (events, true) : (events[..Math.Min(events.Count, AtOnce)], false);
    }
}
