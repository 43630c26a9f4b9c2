namespace Stations.Benchmarks.Load;

/// <summary>The devices that one peer is told of, over all its rounds.</summary>
/// <param name="boot">New for every run, so that a run never continues another's life.</param>
internal sealed class Fleet(int devices, string boot)
{
    private int runs;

    public IReadOnlyList<LoadDevice> Devices { get; } = [.. Enumerable.Range(0, devices).Select(number => new LoadDevice(number, boot))];

    /// <summary>Every device's birth is acknowledged.</summary>
    public bool IsBorn => Devices.All(device => device.Acknowledged >= 0);

    /// <summary>A client id that no connection of this fleet has had.</summary>
    public string NextClientId() => $"bench-{runs++}";

    /// <summary>The devices of one of so many connections.</summary>
    public LoadDevice[] Share(int connection, int connections) => [.. Devices.Where((_, number) => number % connections == connection)];
}
