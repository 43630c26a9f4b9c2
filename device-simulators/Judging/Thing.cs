using DeviceSimulators.Faults;
using DeviceSimulators.Truth;

namespace DeviceSimulators.Judging;

/// <summary>A fault while it lasts, and until its consequences must be over. Times are epoch milliseconds.</summary>
internal sealed class Trouble(TruthLine.Injected line)
{
    public TruthLine.Injected Line => line;

    public long? EndedAt { get; set; }

    /// <summary>The longest time, in milliseconds, for which something that it reaches was shown as it must not be.</summary>
    public long? Delay { get; set; }

    public long RightAt => EndedAt + Milliseconds(line.After) ?? long.MaxValue;

    public static long Milliseconds(double seconds) => (long)(seconds * 1000);
}

/// <summary>An appliance or a slot: what is so, what is shown, and since when.</summary>
internal sealed class Thing(string name)
{
    private long settled;
    private long since;
    private long notFreeSince;

    public string Name => name;

    public Being? Being { get; private set; }

    public string? Shown { get; private set; }

    public List<Trouble> Troubles { get; } = [];

    /// <summary>Out of order until a person has looked.</summary>
    public bool IsLatched { get; private set; }

    public void Become(Being being, long at)
    {
        notFreeSince = being == Truth.Being.Free ? long.MaxValue : Being is null or Truth.Being.Free ? at : notFreeSince;
        (Being, since) = (being, at);
    }

    /// <summary>What is so counts from the moment at which a person has looked.</summary>
    public void Latch(bool isLatched, long at) => (IsLatched, since) = (isLatched, isLatched ? since : Math.Max(since, at));

    public void Show(string status) => Shown = status;

    /// <summary>Puts the time up to <paramref name="now"/> down to its account. To be called before anything changes.</summary>
    public void Settle(long now, Judge judge)
    {
        var from = settled;
        settled = now;
        if (Being is not { } being || Shown is not { } shown || now <= from || from == 0)
        {
            return;
        }

        Troubles.RemoveAll(one => one.RightAt <= from);
        var active = Troubles.Where(one => one.EndedAt is null).MaxBy(Weight);
        var cause = active ?? Troubles.Where(one => one.RightAt > from).MaxBy(Weight);
        var isFalseFree = shown == "AVAILABLE" && being != Truth.Being.Free;
        var due = DueAt(isFalseFree ? notFreeSince : since);
        var (beyond, within) = (Math.Max(0, now - Math.Max(from, due)) / 1000.0, Math.Max(0, Math.Min(now, due) - from) / 1000.0);
        var isRight = IsRight(being, shown, active?.Line.Must ?? Must.AsTrue);
        if (isFalseFree || !isRight)
        {
            judge.Enter(this, cause, isFalseFree, beyond, within, now);
        }

        if (active is not null && (isFalseFree || (!isRight && active.Line.Must != Must.AsTrue)))
        {
            active.Delay = Math.Max(active.Delay ?? 0, now - Math.Max(active.Line.At, isFalseFree && active.Line.Must == Must.AsTrue ? notFreeSince : 0));
        }
    }

    /// <summary>Of several faults the one that explains most counts, and of those that of the smaller thing: a cabinet's before that of its node.</summary>
    private static (int, int) Weight(Trouble trouble) => (trouble.Line switch { { Undetectable: not null } => 3, { Must: not Must.AsTrue } => 2, _ => 1 }, trouble.Line.Thing.Length);

    /// <summary>When the last of all that takes time has had it.</summary>
    private long DueAt(long since)
    {
        var due = since + Trouble.Milliseconds(FaultKind.Told);
        foreach (var trouble in Troubles)
        {
            due = Math.Max(due, trouble.EndedAt is null ? trouble.Line.At + Trouble.Milliseconds(trouble.Line.Within) : trouble.RightAt);
            if (trouble.EndedAt is null && trouble.Line.Must == Must.AsTrue)
            {
                due = Math.Max(due, since + Trouble.Milliseconds(trouble.Line.Within));
            }
        }

        return due;
    }

    private bool IsRight(Being being, string shown, Must must) => (must, being, shown) switch
    {
        _ when IsLatched && shown == "OUTOFORDER" => true,
        (Must.NotFree, _, _) => shown != "AVAILABLE",
        (Must.Unknown, _, _) => shown is "UNKNOWN",
        (_, Truth.Being.Free, _) => shown is "AVAILABLE" or "RESERVED",
        (_, Truth.Being.Taken, _) => shown is "CHARGING" or "BLOCKED" or "RESERVED",
        _ => shown is "OUTOFORDER" or "INOPERATIVE" or "UNKNOWN",
    };
}
