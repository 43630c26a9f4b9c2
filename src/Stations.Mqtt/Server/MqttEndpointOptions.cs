using System.Net;
using Stations.Mqtt.Tls;

namespace Stations.Mqtt.Server;

public sealed record MqttEndpointOptions
{
    /// <summary>Where to listen for TCP; port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 1883);

    /// <summary>Null: no TLS.</summary>
    public MqttTlsOptions? Tls { get; init; }

    /// <summary>Where proxies stand: what comes from there, over TLS or not, has to begin with a PROXY header of version 2.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    public MqttLimits Limits { get; init; } = new();

    /// <summary>Keeps what must outlive the process; null: nothing does.</summary>
    public IMqttStore? Store { get; init; }

    /// <summary>
    /// Runs before a thread handles what came from connections that were waited for together, and <see cref="AfterReading"/> after that, on the same
    /// thread; neither must block. Only where connections share threads (on Linux, without TLS and WebSocket).
    /// </summary>
    public Action? BeforeReading { get; init; }

    /// <inheritdoc cref="BeforeReading"/>
    public Action? AfterReading { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
