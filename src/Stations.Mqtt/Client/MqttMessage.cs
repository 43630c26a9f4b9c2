using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Client;

/// <summary>A received message; it owns its bytes.</summary>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, QoS QoS, bool Retain, bool Duplicate, MqttProperties Properties);
