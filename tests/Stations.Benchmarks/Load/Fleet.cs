namespace Stations.Benchmarks.Load;

/// <summary>The devices that one peer is told of, over all its rounds.</summary>
internal sealed class Fleet
{
    private readonly LoadNode[] nodes;
    private int runs;

    /// <summary>Each a node of its own, all at one station.</summary>
    /// <param name="boot">New for every run, so that a run never continues another's life.</param>
    public Fleet(int devices, string boot)
        : this([.. Enumerable.Range(0, devices).Select(number => new LoadNode(number, boot, "bench"))])
    {
    }

    private Fleet(LoadNode[] nodes)
    {
        this.nodes = nodes;
        Devices = [.. ByTurns(nodes)];
    }

    /// <summary>So many to a node, and each node a station.</summary>
    public static Fleet Of(int devices, int perNode, string boot) =>
        new([.. Enumerable.Range(0, devices / perNode).Select(number => new LoadNode(number, boot, $"s{number}", perNode))]);

    public IReadOnlyList<LoadDevice> Devices { get; }

    public int Nodes => nodes.Length;

    /// <summary>Every node's birth is acknowledged.</summary>
    public bool IsBorn => Array.TrueForAll(nodes, node => node.IsBorn);

    /// <summary>A client id that no connection of this fleet has had.</summary>
    public string NextClientId() => $"bench-{runs++}";

    /// <summary>The devices of one of so many connections, each node's on one.</summary>
    public LoadDevice[] Share(int connection, int connections) => [.. ByTurns([.. nodes.Where((_, number) => number % connections == connection)])];

    /// <summary>Every node's first, then every node's second: all births come before the telemetry.</summary>
    private static IEnumerable<LoadDevice> ByTurns(LoadNode[] nodes) =>
        nodes.Length == 0 ? [] : Enumerable.Range(0, nodes[0].Devices.Length).SelectMany(_ => nodes, (index, node) => node.Devices[index]);
}
