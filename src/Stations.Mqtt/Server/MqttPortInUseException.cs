using System.Net;

namespace Stations.Mqtt.Server;

/// <summary>Something else listens on the endpoint's port.</summary>
public sealed class MqttPortInUseException(IPEndPoint endPoint, bool isTls, Exception inner)
    : IOException($"MQTT {(isTls ? "over TLS " : "")}cannot listen on {endPoint}: the port is in use.", inner)
{
    public bool IsTls { get; } = isTls;

    public IPEndPoint EndPoint { get; } = endPoint;
}
