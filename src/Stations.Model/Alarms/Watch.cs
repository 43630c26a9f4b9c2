using Stations.Protocol;

namespace Stations.Model;

/// <summary>What the alarm engine remembers of one appliance; most have nothing. Immutable, changed by facts and people's acts only.</summary>
public sealed record Watch
{
    public static readonly Watch None = new();

    public Pending[] Pending { get; init; } = [];

    public Trail[] Trails { get; init; } = [];

    /// <summary>Also those that are over for a while, so that flapping is seen.</summary>
    public Alarm[] Alarms { get; init; } = [];

    public Maintenance? Maintenance { get; init; }

    /// <summary>What a device's conditions alone tell, when nothing else was kept: an alarm for each, seen by nobody.</summary>
    public static Watch Over(Device device)
    {
        Alarm[] alarms = [.. device.Holding.Where(one => device.Kind.AlarmOf(one.Condition) is not null).Select(one => new Alarm(one.Condition, one.Slot, one.Since))];
        return alarms.Length == 0 ? None : None with { Alarms = alarms };
    }

    /// <summary>Since when the condition has seemed to begin, or to end while it holds; null when it does not.</summary>
    public long? Since(Condition condition, int slot)
    {
        foreach (var one in Pending)
        {
            if (one.Condition == condition && one.Slot == slot)
            {
                return one.Since;
            }
        }

        return null;
    }

    /// <summary>The alarm of a condition, also one that is over; null when there is none.</summary>
    public Alarm? AlarmOf(Condition condition, int slot) => Array.Find(Alarms, one => one.Condition == condition && one.Slot == slot);

    internal double RiseOf(int slot, double value, long now)
    {
        foreach (var trail in Trails)
        {
            if (trail.Slot == slot)
            {
                return trail.RiseTo(value, now);
            }
        }

        return 0;
    }

    /// <summary>After a message that changed the values of <paramref name="before"/>: what its slots' values may rise from.</summary>
    internal Watch Follow(Field field, Device before, Values after, long now)
    {
        var trails = Trails;
        for (var slot = 1; slot <= before.Info.Slots; slot++)
        {
            if (before.Values.Number(field, slot) is { } last && after.Number(field, slot) is var next && next != last)
            {
                // What is unknown for a while may come back higher.
                trails = Trail.Follow(trails, slot, last, next ?? double.PositiveInfinity, before.ReportedAt, now);
            }
        }

        return ReferenceEquals(trails, Trails) ? this : this with { Trails = trails };
    }

    /// <summary>What a value was before a power-up says nothing about how fast it rises: what could not be heard in between, or another device in its place.</summary>
    internal Watch InNewLife() => Trails.Length == 0 ? this : this with { Trails = [] };

    /// <summary>What was hinted at is awaited, or no longer when the hint is of what is so already.</summary>
    internal Watch Hint(Condition condition, bool begins, bool holds, in Fact fact)
    {
        var rest = Without(condition, fact.Slot);
        return begins == holds ? rest : rest with { Pending = [.. rest.Pending, new Pending(condition, fact.Slot, fact.At)] };
    }

    /// <summary>A condition that people are told of began or ended.</summary>
    internal Watch Happened(Condition condition, bool begins, in Fact fact, bool isAlarm)
    {
        var next = Without(condition, fact.Slot);
        var (slot, at) = (fact.Slot, fact.At);
        var alarm = isAlarm ? AlarmOf(condition, slot) : null;
        var after = (isAlarm, begins, alarm) switch
        {
            (true, true, null) => new Alarm(condition, slot, at),
            (true, true, _) => alarm.RaisedAgain(at),
            (true, false, { IsActive: true }) => alarm with { ClearedAt = at },
            _ => alarm,
        };
        return after is null ? next : next with { Alarms = [.. Alarms.Where(one => !ReferenceEquals(one, alarm) && !one.IsForgotten(at)), after] };
    }

    internal Watch With(Alarm alarm) => this with { Alarms = [.. Alarms.Where(one => one.Condition != alarm.Condition || one.Slot != alarm.Slot), alarm] };

    private Watch Without(Condition condition, int slot) =>
        Since(condition, slot) is null ? this : this with { Pending = Array.FindAll(Pending, one => one.Condition != condition || one.Slot != slot) };
}
