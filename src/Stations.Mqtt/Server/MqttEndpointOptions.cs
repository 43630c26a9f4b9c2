using System.Net;

namespace Stations.Mqtt.Server;

public sealed record MqttEndpointOptions
{
    /// <summary>Where to listen for TCP; port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 1883);

    public MqttLimits Limits { get; init; } = new();

    /// <summary>Keeps what must outlive the process; null: nothing does.</summary>
    public IMqttStore? Store { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
