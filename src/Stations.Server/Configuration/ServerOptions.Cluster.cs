namespace Stations.Server.Configuration;

/// <summary>What only this edition knows.</summary>
public sealed partial record ServerOptions
{
    /// <summary>Null when devices connect to this server itself.</summary>
    public BrokerOptions? Broker { get; private init; }

    public bool TakesDevicesItself => Broker is null;

    /// <summary>The MQTT server that devices connect to.</summary>
    public Uri Devices => Broker?.Address ?? new($"mqtt://{Mqtt}");

    /// <summary>What this process does of the whole.</summary>
    public ClusterPlace Place { get; private init; } = null!;

    private static ServerOptions ReadEdition(Settings settings, ServerOptions options)
    {
        var read = options with { Broker = BrokerOptions.Read(settings), Place = ClusterPlace.Read(settings, options.Demo) };
        if (read is { Broker: null, Place.Role: ClusterRole.Gateway })
        {
            settings.Mistake("Broker:Address is missing; a server with Cluster:Role=Gateway takes what devices say from a broker, such as mqtt://localhost:1883");
        }
        else if (read is { Broker: null, Place.ServesPeople: true, Demo: false } && settings.Text("Mqtt:Address") is null)
        {
            settings.Mistake(
                "Broker:Address is missing, such as mqtt://localhost:1883; or give Mqtt:Address to try without one: devices connect to this server then, and what it keeps for them (sessions, retained messages) is gone with its next start");
        }

        return read;
    }
}
