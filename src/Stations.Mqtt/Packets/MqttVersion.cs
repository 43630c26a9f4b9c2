namespace Stations.Mqtt.Packets;

/// <summary>Protocol level as it stands in CONNECT.</summary>
public enum MqttVersion : byte
{
    V311 = 4,
    V50 = 5,
}
