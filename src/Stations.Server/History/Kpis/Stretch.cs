using System.Runtime.InteropServices;

namespace Stations.Server.History.Kpis;

/// <summary>Something was so from here to there; epoch milliseconds, the end no longer counts.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(long From, long To)
{
    public long Length => To - From;

    /// <summary>How much of it lies in the other.</summary>
    public long Within(in Stretch other) => Math.Max(0, Math.Min(To, other.To) - Math.Max(From, other.From));

    /// <summary>When something was so, told by its beginnings and ends. What came before the first of them was its opposite; without any it was always as it is now.</summary>
    /// <param name="changes">By time, from the beginning of <paramref name="window"/> until now; one that changes nothing is passed over.</param>
    public static List<Stretch> Of(IReadOnlyList<(long At, bool Begins)> changes, bool isNow, in Stretch window)
    {
        var stretches = new List<Stretch>();
        var since = (changes.Count > 0 ? !changes[0].Begins : isNow) ? window.From : (long?)null;
        foreach (var (at, begins) in changes)
        {
            if (begins)
            {
                since ??= at;
            }
            else if (since is { } from)
            {
                Add(from, at, window);
                since = null;
            }
        }

        if (since is { } open)
        {
            Add(open, window.To, window);
        }

        return stretches;

        void Add(long from, long to, in Stretch window)
        {
            var (begin, end) = (Math.Max(from, window.From), Math.Min(to, window.To));
            if (begin < end)
            {
                stretches.Add(new(begin, end));
            }
        }
    }

    /// <summary>What at least one of them covers, in order and apart from each other.</summary>
    public static List<Stretch> Union(IEnumerable<Stretch> stretches)
    {
        var union = new List<Stretch>();
        foreach (var one in stretches.OrderBy(one => one.From))
        {
            if (union.Count > 0 && one.From <= union[^1].To)
            {
                union[^1] = new(union[^1].From, Math.Max(union[^1].To, one.To));
            }
            else
            {
                union.Add(one);
            }
        }

        return union;
    }

    /// <summary>How much of the one the others cover; both as <see cref="Union"/> makes them.</summary>
    public static long Shared(IReadOnlyList<Stretch> some, IReadOnlyList<Stretch> others) => some.Sum(one => others.Sum(other => one.Within(other)));
}
