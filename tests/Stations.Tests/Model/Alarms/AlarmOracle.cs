namespace Stations.Tests.Model.Alarms;

/// <summary>
/// What alarms there should be, by looking through everything that ever arrived, again and again. Slow, without any state to go wrong but the
/// list of what happened, and in numbers of its own: those of the table of devices.
/// </summary>
internal sealed class AlarmOracle
{
    private const double Minute = 60_000;

    private readonly List<Told> told = [];
    private readonly List<Line> lines = [];
    private long lastSeq = -1;
    private long? offlineSince;
    private bool isQuiet;

    /// <summary>A message that counted: everything it tells, absent names unless it is full aside.</summary>
    private sealed record Told(long At, IReadOnlyDictionary<string, double?> Values, bool IsFull);

    public AlarmOracle(int slots)
    {
        Add("SMOKE", 0, 0, null, "smoke", value => value == 1, _ => false);
        Add("LEAKAGE", 0, 0, null, "leakage_ma", value => value > 30, _ => false);
        Add("FLOOD", 0, 2, 60, "flood", value => value == 1, value => value == 0);
        Add("MAINS_LOST", 0, 5, 10, "mains_ok", value => value == 0, value => value == 1);
        Add("CABINET_TEMPERATURE", 0, 30, 30, "temperature_c", value => value is >= 55 or <= 0, value => value is <= 50 and >= 2);
        Add("OVER_VOLTAGE", 0, 1, 1, "voltage_v", value => value >= 264, value => value <= 253);
        for (var slot = 1; slot <= slots; slot++)
        {
            var name = $"slot.{slot:00}.temperature_c";
            Add("SLOT_TEMPERATURE_HIGH", slot, 10, 10, name, value => value >= 50, value => value <= 45);
            Add("SLOT_TEMPERATURE_CRITICAL", slot, 2, null, name, value => value >= 60, _ => false, risesBy: 5);
            Add("CELL_RANGE", slot, 5, 5, $"slot.{slot:00}.cell_max_c", value => value > 45, value => value <= 44);
            Add("OVER_CURRENT", slot, 1, 1, $"slot.{slot:00}.charger_current_a", value => value >= 13.75, value => value <= 12.5);
        }

        lines.Add(new Line("OFFLINE", 0, 30_000, 30_000, "", _ => false, _ => false, null));
    }

    /// <summary>One alarm: when it should be raised and cleared, and all that has become of it.</summary>
    private sealed record Line(
        string Code, int Slot, double RaiseMs, double? ClearMs, string Name, Func<double, bool> Raises, Func<double, bool> Clears, double? RisesBy)
    {
        public List<long> Raised { get; } = [];

        /// <summary>Index of the message from which on it counts what is told.</summary>
        public int From { get; set; }

        public bool IsActive { get; set; }

        public bool IsAcknowledged { get; set; }

        public int RaisesOfThis { get; set; }

        public bool IsFlapping(long now) => Raised.Count >= 3 && now - Raised[^3] <= 10 * Minute;

        public bool IsOver(long now) => Raised.Count == 0 || (!IsActive && IsAcknowledged && !IsFlapping(now));
    }

    /// <summary>Every alarm that is not over, as text, in order.</summary>
    public IEnumerable<string> Present(long now) => lines.Where(line => !line.IsOver(now))
        .Select(line => $"{line.Code} {line.Slot} {(line.IsActive ? "active" : "cleared")} {(line.IsAcknowledged ? "seen" : "unseen")} {line.RaisesOfThis}× {(line.IsFlapping(now) ? "flapping" : "")}")
        .Order(StringComparer.Ordinal);

    public void Hear(long at, long seq, IReadOnlyDictionary<string, double?> values, bool isFull, bool isHistoric)
    {
        if (seq <= lastSeq)
        {
            return;
        }

        lastSeq = seq;
        if (isHistoric)
        {
            return;
        }

        // What lasted until now has been there, whatever is told now.
        Pass(at, isSweep: false);
        var offline = lines[^1];
        if (isQuiet)
        {
            (isQuiet, offlineSince, offline.From) = (false, null, told.Count);
        }

        told.Add(new(at, values, isFull));
        foreach (var line in lines[..^1])
        {
            if (!line.IsActive && line.RaiseMs == 0 && Raising(line) == at)
            {
                Raise(line, at);
            }

            if (line.IsActive && line.ClearMs is { } ms && Since(line, line.From, Clears, needsWord: false) is { } since && Clears(line, told.Count - 1) == true && at - since >= ms)
            {
                (line.IsActive, line.From) = (false, told.Count - 1);
            }
        }

        if (offline.IsActive && at - told[offline.From].At >= offline.ClearMs)
        {
            offline.IsActive = false;
        }
    }

    public void Sweep(long at) => Pass(at, isSweep: true);

    public void Acknowledge(string code, int slot)
    {
        var line = Find(code, slot);
        line.IsAcknowledged |= line.Raised.Count > 0;
    }

    /// <summary>False while what began it still holds.</summary>
    public bool Reset(string code, int slot, long now)
    {
        var line = Find(code, slot);
        if (line.IsActive && told.Count > 0 && Value(line.Name, told.Count - 1) is { } value && (line.Raises(value) || Rises(line, told.Count - 1, now)))
        {
            return false;
        }

        if (line.IsActive)
        {
            (line.IsActive, line.IsAcknowledged, line.From) = (false, true, told.Count);
        }

        return true;
    }

    public bool IsActive(string code, int slot) => Find(code, slot).IsActive;

    private void Pass(long at, bool isSweep)
    {
        foreach (var line in lines[..^1].Where(line => !line.IsActive && Raising(line) is { } since && at - since >= line.RaiseMs))
        {
            Raise(line, at);
        }

        var offline = lines[^1];
        if (!offline.IsActive && at - offlineSince >= offline.RaiseMs)
        {
            Raise(offline, at);
        }

        var silent = at - (told.Count > 0 ? told[^1].At : Live.Start);
        isQuiet |= isSweep && silent >= 1.5 * Minute;
        offlineSince ??= isSweep && silent >= 3 * Minute - 7_000 ? at : null;
    }

    private void Raise(Line line, long at)
    {
        (line.RaisesOfThis, line.IsAcknowledged) = line.IsOver(at) ? (1, false) : (line.RaisesOfThis + 1, line.IsAcknowledged);
        line.Raised.Add(at);
        (line.IsActive, line.From) = (true, told.Count);
        if (told.Count > 0 && told[^1].At == at && line.RaiseMs == 0)
        {
            line.From = told.Count - 1;
        }
    }

    /// <summary>Since when what is told has asked for the alarm without a break.</summary>
    private long? Raising(Line line) => Since(line, line.From, Raises, needsWord: true);

    /// <summary>Back through what was told until it is denied: the first that said it.</summary>
    private long? Since(Line line, int from, Func<Line, int, bool?> says, bool needsWord)
    {
        long? since = null;
        for (var at = told.Count - 1; at >= from; at--)
        {
            var word = needsWord && !Tells(line.Name, at) ? null : says(line, at);
            if (word == false)
            {
                break;
            }

            since = word == true ? told[at].At : since;
        }

        return since;
    }

    private bool Tells(string name, int at) => told[at].IsFull || told[at].Values.ContainsKey(name);

    private bool? Raises(Line line, int at) => Value(line.Name, at) is { } value ? line.Raises(value) || Rises(line, at, told[at].At) : null;

    private bool? Clears(Line line, int at) => Value(line.Name, at) is { } value ? line.Clears(value) : null;

    private bool Rises(Line line, int at, long now) => line.RisesBy is { } rise && Enumerable.Range(0, at)
        .Any(earlier => now - told[earlier].At <= 30_000 && Value(line.Name, earlier) is { } low && Value(line.Name, at) - low >= rise);

    /// <summary>The last word about it.</summary>
    private double? Value(string name, int at)
    {
        for (; at >= 0; at--)
        {
            if (told[at].Values.TryGetValue(name, out var value) || told[at].IsFull)
            {
                return value;
            }
        }

        return null;
    }

    private Line Find(string code, int slot) => lines.Single(line => line.Code == code && line.Slot == slot);

    private void Add(string code, int slot, double raise, double? clear, string name, Func<double, bool> raises, Func<double, bool> clears, double? risesBy = null) =>
        lines.Add(new Line(code, slot, raise * 1000, clear * 1000, name, raises, clears, risesBy));
}
