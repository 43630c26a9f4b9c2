namespace Stations.Mqtt.Packets;

/// <summary>One decoded property: a number, a text, bytes, or (for a user property) a name and a value.</summary>
public readonly record struct MqttProperty(PropertyId Id, uint Number, string? Text, ReadOnlyMemory<byte> Data, string? Value);
