using System.Globalization;
using DeviceSimulators.Truth;

namespace DeviceSimulators.Judging;

public sealed partial class Judge
{
    /// <summary>Seconds after its end in which something may still be told of: that it is over may come with the next heartbeat only.</summary>
    private const double Echo = 35;

    private readonly Dictionary<(string Thing, string Code), List<Span>> spans = [];
    private readonly Dictionary<(string Thing, string Code), int> active = [];
    private readonly Dictionary<string, List<(long From, long Until)>> excuses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlarmAccount> alarmAccounts = new(StringComparer.Ordinal);
    private readonly HashSet<string> serverTroubles = new(StringComparer.Ordinal);
    private int alarmsCut;
    private bool hasSeenAlarms;

    /// <summary>A time in which an alarm is warranted.</summary>
    private sealed class Span(long begin)
    {
        public long Begin => begin;

        public long? End { get; set; }

        public long? ToldAt { get; set; }

        public bool IsClosed { get; set; }
    }

    private void Warrant(TruthLine.Due due)
    {
        var key = (due.Thing, due.Alarm);
        var known = spans.TryGetValue(key, out var list) ? list : spans[key] = [];
        if (due.Begins)
        {
            known.RemoveAll(span => span.IsClosed && due.At - span.End > 3_600_000);
            known.Add(new Span(due.At) { ToldAt = active.ContainsKey(key) ? due.At : null });
        }
        else if (known.FindLast(span => span.End is null) is { } span)
        {
            span.End = due.At;
            Conclude(key, span, due.At);
        }
    }

    private void See(long at, SeenAlarms seen)
    {
        var isFirst = !hasSeenAlarms && From > 0;
        hasSeenAlarms = true;
        alarmsCut += seen.Total > seen.Alarms.Count ? 1 : 0;
        var now = new Dictionary<(string Thing, string Code), int>();
        foreach (var alarm in seen.Alarms)
        {
            if (alarm.Id.StartsWith("server:", StringComparison.Ordinal))
            {
                serverTroubles.Add(alarm.Id);
            }
            else if (alarm.Status == "ACTIVE")
            {
                foreach (var thing in ThingsOf(alarm))
                {
                    var code = alarm.Code.EndsWith(Limits.Offline, StringComparison.Ordinal) ? Limits.Offline : alarm.Code;
                    now[(thing, code)] = Math.Max(now.GetValueOrDefault((thing, code)), code == Limits.Offline ? 1 : alarm.Raises);
                }
            }
        }

        foreach (var (key, raises) in now)
        {
            if (raises > active.GetValueOrDefault(key) && !isFirst)
            {
                Told(key, at);
            }
        }

        Latch(at, now.Keys);
        active.Clear();
        foreach (var (key, raises) in now)
        {
            active[key] = raises;
        }
    }

    /// <summary>An alarm of a whole node or station is one of each node's silence.</summary>
    private IEnumerable<string> ThingsOf(SeenAlarm alarm) => alarm.Code switch
    {
        "NODE_OFFLINE" => [NodeOf(alarm.Id)],
        "SITE_OFFLINE" => devicesAt.GetValueOrDefault(alarm.Station ?? "", []).Select(NodeOf).Distinct(StringComparer.Ordinal),
        Limits.Offline => [NodeOf(alarm.Device!)],
        _ => [alarm.Slot == 0 ? alarm.Device! : string.Create(CultureInfo.InvariantCulture, $"{alarm.Device}/{alarm.Slot}")],
    };

    private void Told((string Thing, string Code) key, long at)
    {
        var limits = Limits.Of(key.Code);
        var slack = Math.Min(limits.MustLast, Math.Min(limits.Bound, Echo));
        var span = spans.GetValueOrDefault(key, []).FindLast(span =>
            (span.End ?? at) - span.Begin >= Trouble.Milliseconds(limits.MustLast - slack) && (span.End is null || at - span.End <= Trouble.Milliseconds(Echo)));
        if (span is null)
        {
            if (!IsExcused(key.Thing, at - Trouble.Milliseconds(limits.MustLast + limits.Bound), at))
            {
                AlarmAccount(key.Code).False++;
                Note(at, $"{key.Thing} has the alarm {key.Code} for no reason");
            }

            return;
        }

        span.ToldAt ??= at;
    }

    /// <summary>A time in which it was warranted is over, or the judging is: was it told of in time?</summary>
    private void Conclude((string Thing, string Code) key, Span span, long now)
    {
        var limits = Limits.Of(key.Code);
        var due = span.Begin + Trouble.Milliseconds(limits.MustLast);
        var latest = due + Trouble.Milliseconds(limits.Bound);
        span.IsClosed = true;
        if (now < latest || span.Begin < From || (key.Code != Limits.Offline && IsExcused(key.Thing, span.Begin, latest)))
        {
            return;
        }

        var account = AlarmAccount(key.Code);
        account.Due++;
        if (span.ToldAt is not { } told)
        {
            account.Missed++;
            Note(now, $"{key.Thing} never had the alarm {key.Code}, due since {DateTimeOffset.FromUnixTimeMilliseconds(due):HH:mm:ss}");
            return;
        }

        account.Delays.Add(Math.Max(0, told - due) / 1000.0);
        if (told > latest)
        {
            account.Late++;
            Note(now, $"{key.Thing} had the alarm {key.Code} {(told - latest) / 1000.0:0.#} s too late");
        }
    }

    private void FinishAlarms(long at)
    {
        foreach (var (key, list) in spans)
        {
            foreach (var span in list.Where(span => !span.IsClosed))
            {
                Conclude(key, span, at);
            }
        }
    }

    /// <summary>What a person has to look at is out of order until then, whatever is so.</summary>
    private void Latch(long at, IEnumerable<(string Thing, string Code)> now)
    {
        var latched = now.Where(one => Limits.IsLatched(one.Code)).SelectMany(one => thingsOf.GetValueOrDefault(DeviceOf(one.Thing), [])).ToHashSet();
        foreach (var thing in things.Values)
        {
            if (thing.IsLatched != latched.Contains(thing))
            {
                thing.Settle(at, this);
                thing.Latch(latched.Contains(thing), at);
            }
        }
    }

    /// <summary>Of what a fault keeps from being told, nothing is due.</summary>
    private void Excuse(string thing, long from) => (excuses.TryGetValue(thing, out var list) ? list : excuses[thing] = []).Add((from, long.MaxValue));

    private void Pardon(string thing, long until)
    {
        var list = excuses[thing];
        var at = list.FindLastIndex(one => one.Until == long.MaxValue);
        list[at] = list[at] with { Until = until };
    }

    private bool IsExcused(string thing, long from, long until)
    {
        var device = DeviceOf(thing);
        return Has(thing) || Has(device) || Has(NodeOf(device));

        bool Has(string name) => excuses.TryGetValue(name, out var list) && list.Exists(one => one.From <= until && one.Until >= from);
    }

    private AlarmAccount AlarmAccount(string code) => alarmAccounts.TryGetValue(code, out var known) ? known : alarmAccounts[code] = new AlarmAccount(code);
}
