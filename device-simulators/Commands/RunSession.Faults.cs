using System.Globalization;
using DeviceSimulators.Devices;
using DeviceSimulators.Faults;
using Stations.Protocol;

namespace DeviceSimulators.Commands;

/// <summary>What goes wrong in a run: by its scripts, and by hand.</summary>
public sealed partial class RunSession
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>Commands what the scripts say. Keeps the truth if it is asked for.</summary>
    public void Plan(IReadOnlyList<FaultScript> scripts, TimeSpan? duration, bool keepsTruth)
    {
        foreach (var fault in FaultPlan.Of(scripts, Seed, Nodes, from, from + (duration ?? Longest) * speed))
        {
            Find(fault.Node)!.Suffer(fault);
        }

        foreach (var node in Nodes)
        {
            node.KeepsTruth = keepsTruth;
        }
    }

    /// <summary>Commands a fault at once: <c>kind thing slot seconds</c>, of wall time.</summary>
    /// <returns>What was done, or, after <c>!</c>, why not.</returns>
    public string Befall(string order)
    {
        if (order.Split(' ') is not [var name, var thing, var slotText, var secondsText] || FaultKind.Named(name) is not { } kind
            || !int.TryParse(slotText, NumberStyles.None, CultureInfo.InvariantCulture, out var slot)
            || !double.TryParse(secondsText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return "!That was not understood.";
        }

        var parts = thing.Split(':');
        var node = parts.Length >= 2 ? Find(new NodeId(parts[0], parts[1])) : null;
        var device = node?.Devices.FirstOrDefault(one => parts.Length == 3 && one.Device == parts[2]);
        if (node is null || (kind.Reach != Reach.Node && device is null))
        {
            return $"!There is no '{thing}' among the simulated devices; there are {string.Join(", ", Nodes.SelectMany(Fitting).Take(8))} …";
        }

        if (device is not null && !kind.Fits(DeviceKinds.Parse(device.Kind)))
        {
            return $"!A {device.Kind} knows no {name}; it befalls {string.Join(", ", kind.Of.Select(of => of.Word()))}.";
        }

        if (kind.Reach == Reach.Slot && (slot < 1 || slot > device!.Slots))
        {
            return $"!Give --slot, 1 to {device!.Slots}.";
        }

        var at = Clock.Now;
        node.Suffer(new Injection(
            kind, node.Id, kind.Reach == Reach.Node ? null : device!.Device, kind.Reach == Reach.Slot ? slot : 0, at, at + TimeSpan.FromSeconds(Math.Max(seconds * speed, 2 * Appliance.Tick.TotalSeconds)), Seed));
        return string.Create(CultureInfo.InvariantCulture, $"{name} at {thing} for {seconds} s");

        IEnumerable<string> Fitting(VirtualNode one) => kind.Reach == Reach.Node ? [$"{one.Id}"]
            : one.Devices.Where(own => kind.Fits(DeviceKinds.Parse(own.Kind))).Select(own => $"{one.Id}:{own.Device}");
    }

    private VirtualNode? Find(NodeId id) => Nodes.FirstOrDefault(node => node.Id == id);
}
