using Stations.Mqtt.Packets;
using Stations.Protocol;

namespace Stations.Server.Outbox;

/// <summary>Something that the server says to everybody about a station, retained, for whichever door leads out.</summary>
/// <param name="Seconds">For so long it is true unless something else is said.</param>
public sealed record Notice(StationId Station, byte[] Payload, uint Seconds)
{
    public string Topic => Topics.AvailabilityOf(Station);

    internal MqttProperties Properties => new() { { PropertyId.MessageExpiryInterval, Seconds } };
}
