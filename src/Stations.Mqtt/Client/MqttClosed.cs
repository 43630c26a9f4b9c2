using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Client;

/// <summary>How a connection ended. <see cref="Reason"/> is null when the network just went away.</summary>
public sealed record MqttClosed(ReasonCode? Reason, string Text);

/// <summary>The server refused the CONNECT, or the connection ended under a call that waits for an answer.</summary>
public sealed class MqttClientException(MqttClosed closed) : IOException(closed.Text)
{
    public ReasonCode? Reason { get; } = closed.Reason;
}
