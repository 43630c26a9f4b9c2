using System.Net;

namespace Stations.Mqtt.Server;

/// <summary>Something else listens on the endpoint's port.</summary>
public sealed class MqttPortInUseException(IPEndPoint endPoint, Exception inner)
    : IOException($"MQTT cannot listen on {endPoint}: the port is in use.", inner)
{
    public IPEndPoint EndPoint { get; } = endPoint;
}
