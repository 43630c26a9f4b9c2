namespace Stations.Server.Configuration;

/// <summary>What only this edition knows.</summary>
public sealed partial record ServerOptions
{
    public bool TakesDevicesItself { get; } = true;

    /// <summary>The MQTT server that devices connect to.</summary>
    public Uri Devices => new($"mqtt://{Mqtt}");

    /// <summary>What this process does of the whole.</summary>
    public ClusterPlace Place { get; } = new();

    private static ServerOptions ReadEdition(Settings settings, ServerOptions options) => options;
}
