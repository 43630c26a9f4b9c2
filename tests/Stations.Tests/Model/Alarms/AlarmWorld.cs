using System.Globalization;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Alarms;

/// <summary>From one seed: a cabinet, a network that delays, repeats and overtakes, a clock, and people. Engine and oracle get the same and must agree.</summary>
/// <param name="rules">Those of the engine; the oracle knows the defaults only.</param>
internal sealed class AlarmWorld(int seed, RuleBook rules)
{
    private const int Slots = 2;

    private static readonly string[] Codes = ["SMOKE", "LEAKAGE", "FLOOD", "MAINS_LOST", "CABINET_TEMPERATURE", "OVER_VOLTAGE", "OFFLINE"];
    private static readonly string[] SlotCodes = ["SLOT_TEMPERATURE_HIGH", "SLOT_TEMPERATURE_CRITICAL", "CELL_RANGE", "OVER_CURRENT"];

    private static readonly Dictionary<string, double[]> Values = new(StringComparer.Ordinal)
    {
        ["smoke"] = [0, 0, 0, 0, 0, 1],
        ["leakage_ma"] = [0, 0, 29, 30, 30.5],
        ["flood"] = [0, 0, 1],
        ["mains_ok"] = [0, 1, 1],
        ["temperature_c"] = [-1, 0, 1, 2, 30, 50, 50.5, 55, 56],
        ["voltage_v"] = [230, 253, 254, 264],
        ["slot.temperature_c"] = [25, 28, 30, 33, 36, 40, 45, 46, 49, 50, 52, 60],
        ["slot.cell_max_c"] = [30, 44, 45, 45.5],
        ["slot.charger_current_a"] = [8, 12.5, 13, 13.75],
    };

    private static readonly string[] Flags = ["smoke", "flood", "mains_ok"];

    private readonly Random random = new(seed);
    private readonly AlarmOracle oracle = new(Slots);
    private readonly List<string> story = [];
    private Device device = Live.Newborn(DeviceKind.ChargingCabinet, Slots);
    private long now = Live.Start;

    private sealed record Message(long Seq, IReadOnlyDictionary<string, double?> Values, bool IsFull, bool IsHistoric);

    /// <exception cref="InvalidOperationException">They disagree: the seed, everything that happened, and how.</exception>
    /// <returns>How many alarms were raised.</returns>
    public int Run()
    {
        var arrivals = Arrivals();
        var sweep = now + random.Next(1000);
        var (raises, next) = (0, 0);
        while (next < arrivals.Count || sweep < arrivals[^1].At + 300_000)
        {
            var before = device.Watch.Alarms.Sum(alarm => alarm.Raises);
            if (next < arrivals.Count && arrivals[next].At <= sweep)
            {
                now = arrivals[next].At;
                Deliver(arrivals[next++].Message);
            }
            else
            {
                (now, sweep) = (sweep, sweep + (random.Next(50) == 0 ? random.Next(1, 100_000) : 1000));
                Apply(Observation.AtTime(device, now, Silence.Default, rules));
                oracle.Sweep(now);
            }

            Agree("");
            if (random.Next(40) == 0)
            {
                Act();
            }

            raises += Math.Max(0, device.Watch.Alarms.Sum(alarm => alarm.Raises) - before);
        }

        return raises;
    }

    /// <summary>What is sent at some times arrives at others, some of it twice.</summary>
    private List<(long At, Message Message)> Arrivals()
    {
        var arrivals = new List<(long At, Message Message)>();
        var (at, pace) = (now, random.Next(500, 20_000));
        for (var (seq, last) = (1L, random.Next(20, 120)); seq <= last; seq++)
        {
            at += random.Next(30) == 0 ? random.Next(100_000, 400_000) : random.Next(1, pace);
            var message = new Message(seq, Tell(), random.Next(10) == 0, random.Next(10) == 0);
            for (var copies = random.Next(8) == 0 ? 2 : 1; copies > 0; copies--)
            {
                arrivals.Add((at + (random.Next(4) == 0 ? random.Next(0, 3 * pace) : 0), message));
            }
        }

        return [.. arrivals.OrderBy(one => one.At)];
    }

    private Dictionary<string, double?> Tell()
    {
        var values = new Dictionary<string, double?>(StringComparer.Ordinal);
        for (var count = random.Next(4); count > 0; count--)
        {
            var (name, known) = Values.ElementAt(random.Next(Values.Count));
            name = name.Replace("slot.", $"slot.{random.Next(1, Slots + 1):00}.", StringComparison.Ordinal);
            values[name] = random.Next(15) == 0 ? null : known[random.Next(known.Length)];
        }

        return values;
    }

    private void Deliver(Message message)
    {
        var fields = message.Values.Select(one => $"\"{one.Key}\":{Json(one.Key, one.Value)}");
        var reading = Live.Read(message.Seq, $"{{{string.Join(',', fields)}}}", now, full: message.IsFull, hist: message.IsHistoric);
        story.Add($"{now - Live.Start}: {message.Seq}{(message.IsFull ? " full" : "")}{(message.IsHistoric ? " stored" : "")} {string.Join(' ', fields)}");
        var (verdict, facts, next) = Observation.Of(device, reading, now, rules);
        device = next ?? (verdict == Verdict.Historic ? device.Pass(reading) : device);
        Apply(facts);
        oracle.Hear(now, message.Seq, message.Values, message.IsFull, message.IsHistoric);
    }

    private void Act()
    {
        var slot = random.Next(Slots + 1);
        var code = slot == 0 ? Codes[random.Next(Codes.Length)] : SlotCodes[random.Next(SlotCodes.Length)];
        var isLatched = device.Kind.Rules.Of(code)!.Condition.IsLatched();
        var act = new Act(isLatched && random.Next(2) == 0 ? ActKind.Reset : ActKind.Acknowledge, "ops", code, slot);
        story.Add($"{now - Live.Start}: {act.Kind} {code} {slot}");
        var (answer, facts) = Acts.Judge(device, act, rules, now);
        if (facts.Count > 0)
        {
            device = device.Apply(act, now);
            Apply(facts);
        }

        if (act.Kind == ActKind.Acknowledge)
        {
            oracle.Acknowledge(code, slot);
        }
        else if (answer != ActAnswer.NoSuchAlarm && oracle.Reset(code, slot, now) != (answer == ActAnswer.Done))
        {
            Agree($"{act.Kind} was answered {answer}");
        }

        Agree("");
    }

    private void Apply(IReadOnlyList<Fact> facts)
    {
        foreach (var fact in facts)
        {
            story.Add($"   → {fact.Kind} {fact.Slot}{(fact.IsHint ? "?" : "")}");
            device = device.Apply(fact);
        }
    }

    private void Agree(string otherwise)
    {
        var engine = string.Join('\n', device.Watch.Alarms.Where(alarm => !alarm.IsOver(now) && IsCompared(alarm)).Select(Describe).Order(StringComparer.Ordinal));
        var expected = string.Join('\n', oracle.Present(now));
        if (engine != expected || otherwise.Length > 0)
        {
            throw new InvalidOperationException($"Seed {seed} at {now - Live.Start}: {otherwise}\n{string.Join('\n', story)}\n-- the engine has\n{engine}\n-- it should be\n{expected}");
        }
    }

    private bool IsCompared(Alarm alarm) => device.Kind.AlarmOf(alarm.Condition)!.Code is var code && (Codes.Contains(code) || SlotCodes.Contains(code));

    private string Describe(Alarm alarm) =>
        $"{device.Kind.AlarmOf(alarm.Condition)!.Code} {alarm.Slot} {(alarm.IsActive ? "active" : "cleared")} {(alarm.Acknowledged is null ? "unseen" : "seen")} {alarm.Raises}× {(alarm.IsFlapping(now) ? "flapping" : "")}";

    private static string Json(string name, double? value) =>
        value is not { } number ? "null" : Flags.Contains(name) ? number == 1 ? "true" : "false" : number.ToString(CultureInfo.InvariantCulture);
}
