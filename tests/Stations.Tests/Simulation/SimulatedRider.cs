namespace Stations.Tests.Simulation;

/// <summary>Somebody with a phone, who asks twice now and then, and asks for more than he may have.</summary>
internal sealed class SimulatedRider(string name)
{
    private int wishes;

    public string Name => name;

    public string Claim => $"claim of {name}";

    /// <summary>What was held for him last, as he was told: device and hold.</summary>
    public (string Device, string Id)? Held { get; set; }

    /// <summary>A new wish, or the last one again.</summary>
    public string Wish(Random random) => $"{name}-{(random.Next(3) == 0 ? wishes : ++wishes)}";
}
