using System.Collections.Concurrent;
using System.Globalization;
using DeviceSimulators.Devices;
using DeviceSimulators.Faults;
using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>What befalls a node, and the truth about it.</summary>
public sealed partial class VirtualNode
{
    private readonly ConcurrentQueue<Injection> ordered = new();
    private readonly List<Injection> waiting = [];
    private readonly List<(Injection Fault, string Id)> present = [];
    private readonly List<(long Due, Message Message)> held = [];
    private readonly Dictionary<(int Reporter, int Slot), Being> told = [];
    private readonly HashSet<(string Thing, string Alarm)> due = [];
    private readonly Dice luck = new(0, $"repeats/{id}");
    private string? firmware;
    private bool repeats;
    private long skew;

    /// <summary>How it stands to the server, as of the last look.</summary>
    public Line Line { get; private set; }

    /// <summary>Keep the truth; see <see cref="TakeTruth"/>.</summary>
    public bool KeepsTruth { get; set; }

    private List<TruthLine> Truth { get; } = [];

    /// <summary>Safe from any thread.</summary>
    public void Suffer(Injection fault) => ordered.Enqueue(fault);

    /// <summary>Moves what has happened since the last call to the end of <paramref name="lines"/>.</summary>
    public void TakeTruth(List<TruthLine> lines)
    {
        lines.AddRange(Truth);
        Truth.Clear();
    }

    /// <summary>Begins what is due, ends what is over, and says how the node stands in this tick.</summary>
    private void Befall(DateTimeOffset tick, long ts)
    {
        while (ordered.TryDequeue(out var fault))
        {
            waiting.Add(fault);
        }

        if (Array.FindAll(reporters, reporter => reporter.Appliance.IsSwitchedOn(tick)).Length > 0)
        {
            Restart();
            var name = string.Create(CultureInfo.InvariantCulture, $"switched_on@{id}@{ts}");
            Truth.Add(new TruthLine.Injected(ts, name, "switched_on", $"{id}", Must.AsTrue, FaultKind.Rebirth, FaultKind.Rebirth));
            Truth.Add(new TruthLine.Ended(ts, name));
        }

        if (waiting.Count + present.Count == 0)
        {
            return;
        }

        foreach (var fault in waiting.FindAll(fault => fault.At <= tick))
        {
            waiting.Remove(fault);
            Begin(fault, ts);
        }

        var before = Line;
        Line = present.Select(one => NodeTrouble.LineOf(one.Fault, tick)).DefaultIfEmpty().Max();
        skew = present.Sum(one => NodeTrouble.SkewOf(one.Fault, tick));
        firmware = present.Find(one => NodeTrouble.HasOtherFirmware(one.Fault, tick)).Fault?.Kind.Firmware;
        repeats = present.Exists(one => one.Fault.Kind.Code == FaultCode.Repeats && one.Fault.IsActive(tick));
        if (before == Line.Off && Line != Line.Off)
        {
            PowerUp();
        }

        foreach (var (fault, name) in present.ToArray())
        {
            if (fault.Kind.Code == FaultCode.DyingGateway && fault.IsActive(tick) && NodeTrouble.IsDead(fault, tick) && !NodeTrouble.IsDead(fault, tick - Appliance.Tick))
            {
                Truth.Add(new TruthLine.Ended(ts, name));
                Truth.Add(new TruthLine.Injected(ts, name, "dead_gateway", fault.Thing, Must.Unknown, FaultKind.Silence, FaultKind.Rebirth));
            }

            if (tick >= fault.Over)
            {
                present.Remove((fault, name));
                Truth.Add(new TruthLine.Ended(ts, name));
                Truth.AddRange(fault.Kind is { Reach: Reach.Node, Of.Length: > 0 } ? Reached(fault.Kind).Select(thing => new TruthLine.Ended(ts, $"{name}/{thing}")) : []);
            }
        }

        foreach (var reporter in reporters)
        {
            reporter.Appliance.Recover(tick);
        }
    }

    private void Begin(Injection fault, long ts)
    {
        var kind = fault.Kind;
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind.Name}@{fault.Thing}@{ts}");
        present.Add((fault, name));
        if (kind is { Reach: Reach.Node, Of.Length: > 0 })
        {
            // All of the node boots; only some of what it carries is not understood any more.
            Truth.Add(new TruthLine.Injected(ts, name, "new_firmware", fault.Thing, Must.AsTrue, FaultKind.Rebirth, FaultKind.Rebirth));
            Truth.AddRange(Reached(kind).Select(thing => new TruthLine.Injected(ts, $"{name}/{thing}", kind.Name, thing, kind.Must, kind.Within, kind.After, kind.Undetectable)));
        }
        else
        {
            // Neighbours suffer with a slot that runs up.
            var thing = kind.Code == FaultCode.ThermalRunup ? $"{id}:{fault.Device}" : fault.Thing;
            Truth.Add(new TruthLine.Injected(ts, name, kind.Name, thing, kind.Must, kind.Within, kind.After, kind.Undetectable));
        }

        foreach (var reporter in reporters)
        {
            if (fault.Device is null ? kind.Fits(DeviceKinds.Parse(reporter.Description.Kind)) : fault.Device == reporter.Description.Device)
            {
                reporter.Appliance.Suffer(fault);
            }
        }
    }

    private IEnumerable<string> Reached(FaultKind kind) => Devices.Where(device => kind.Fits(DeviceKinds.Parse(device.Kind))).Select(device => $"{id}:{device.Device}");

    /// <summary>Notes what has become of each thing in this tick.</summary>
    private void Witness(long ts)
    {
        if (!KeepsTruth)
        {
            Truth.Clear();
            return;
        }

        var warranted = new HashSet<(string Thing, string Alarm)>();
        if (Line != Line.Up)
        {
            warranted.Add(($"{id}", "OFFLINE"));
        }

        for (var at = 0; at < reporters.Length; at++)
        {
            var appliance = reporters[at].Appliance;
            var name = $"{id}:{appliance.Description.Device}";
            foreach (var (slot, being) in appliance.Beings().Index())
            {
                if (!told.TryGetValue((at, slot), out var known) || known != being)
                {
                    told[(at, slot)] = being;
                    Truth.Add(new TruthLine.Is(ts, Thing(name, slot), being));
                }
            }

            foreach (var (code, slot) in appliance.Warrants())
            {
                warranted.Add((Thing(name, slot), code));
            }
        }

        foreach (var (thing, alarm) in due.Except(warranted).ToArray())
        {
            due.Remove((thing, alarm));
            Truth.Add(new TruthLine.Due(ts, thing, alarm, Begins: false));
        }

        foreach (var (thing, alarm) in warranted.Where(due.Add))
        {
            Truth.Add(new TruthLine.Due(ts, thing, alarm, Begins: true));
        }

        static string Thing(string name, int slot) => slot == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}/{slot}");
    }

    /// <summary>Under the fault of that name a quarter of the messages comes twice, and a quarter seconds late, after later ones.</summary>
    private List<Message> Repeated(List<Message> messages, long ts)
    {
        if (!repeats && held.Count == 0)
        {
            return messages;
        }

        var sent = new List<Message>();
        foreach (var message in messages)
        {
            switch (repeats ? luck.Between(0, 1) : 1)
            {
                case < 0.25:
                    held.Add((ts + 1000 + luck.Pick(3000), message));
                    break;
                case < 0.5:
                    sent.Add(message);
                    held.Add((ts + luck.Pick(3000), message));
                    break;
                default:
                    sent.Add(message);
                    break;
            }
        }

        sent.AddRange(held.Where(one => one.Due <= ts && one.Message.Boot == Boot).Select(one => one.Message));
        held.RemoveAll(one => one.Due <= ts);
        return sent;
    }
}
