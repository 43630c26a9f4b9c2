using DeviceSimulators.Devices;
using Stations.Protocol;

namespace DeviceSimulators.Faults;

/// <summary>Which fault befalls what, and when: it follows from the scripts, the seed and the nodes. Two faults of one node never meet.</summary>
public sealed class FaultPlan
{
    /// <summary>So long a node has to itself after a fault, to be right again.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private const int Tries = 20;

    private readonly IReadOnlyList<VirtualNode> nodes;
    private readonly DateTimeOffset from;
    private readonly DateTimeOffset until;
    private readonly Dictionary<NodeId, List<Injection>> taken = [];

    private FaultPlan(IReadOnlyList<VirtualNode> nodes, DateTimeOffset from, DateTimeOffset until) => (this.nodes, this.from, this.until) = (nodes, from, until);

    /// <summary>In the order of time. What would last beyond <paramref name="until"/> is left out.</summary>
    public static IReadOnlyList<Injection> Of(IEnumerable<FaultScript> scripts, int seed, IReadOnlyList<VirtualNode> nodes, DateTimeOffset from, DateTimeOffset until)
    {
        var plan = new FaultPlan(nodes, from, until);

        // What has its place and time comes first; the rest finds its way around it.
        foreach (var (index, order) in scripts.SelectMany(script => script.Faults).Index().OrderBy(one => one.Item.EveryHours is null ? 0 : 1))
        {
            plan.Add(order, new Dice(seed, $"fault/{index}/{order.Kind.Name}"));
        }

        return [.. plan.taken.Values.SelectMany(one => one).OrderBy(one => one.At).ThenBy(one => one.Thing, StringComparer.Ordinal)];
    }

    private void Add(FaultOrder order, Dice dice)
    {
        if (order.AtMinute is { } minute)
        {
            TryAdd(order, from + TimeSpan.FromMinutes(minute), dice);
            return;
        }

        var time = from;
        while ((time += TimeSpan.FromHours(-Math.Log(1 - dice.Between(0, 1)) * order.EveryHours!.Value)) < until)
        {
            for (var tries = 0; tries < Tries && !TryAdd(order, time, dice); tries++)
            {
            }
        }
    }

    private bool TryAdd(FaultOrder order, DateTimeOffset at, Dice dice)
    {
        var places = nodes.SelectMany(node => order.Kind.Reach == Reach.Node
            ? node.Devices.Any(device => order.Kind.Fits(DeviceKinds.Parse(device.Kind))) ? [(Node: node.Id, Device: (BirthDevice?)null)] : []
            : node.Devices.Where(device => order.Kind.Fits(DeviceKinds.Parse(device.Kind))).Select(device => (Node: node.Id, Device: (BirthDevice?)device)))
            .Where(place => order.Device is not { } wanted || wanted == (place.Device is null ? $"{place.Node}" : $"{place.Node}:{place.Device.Device}"))
            .ToArray();
        var lasts = dice.Between(order.Shortest.TotalMinutes, order.Longest.TotalMinutes);
        if (places.Length == 0)
        {
            return false;
        }

        var (node, device) = places[dice.Pick(places.Length)];
        var slot = order.Kind.Reach != Reach.Slot ? 0 : order.Slot > 0 ? order.Slot : 1 + dice.Pick(Math.Max(1, device!.Slots));
        var fault = new Injection(order.Kind, node, device?.Device, slot, Whole(at), Whole(at + TimeSpan.FromMinutes(lasts)), dice.Pick(1_000_000));
        var others = taken.TryGetValue(node, out var known) ? known : taken[node] = [];
        if (fault.Over + Rest > until || slot > (device?.Slots ?? 0) || others.Exists(other => fault.At < other.Over + Rest && other.At < fault.Over + Rest))
        {
            return false;
        }

        others.Add(fault);
        return true;
    }

    /// <summary>Life goes in ticks.</summary>
    private static DateTimeOffset Whole(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % Appliance.Tick.Ticks, TimeSpan.Zero);
}
