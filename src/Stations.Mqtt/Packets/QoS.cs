namespace Stations.Mqtt.Packets;

/// <summary>Delivery guarantee of one message.</summary>
public enum QoS : byte
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
    ExactlyOnce = 2,
}
