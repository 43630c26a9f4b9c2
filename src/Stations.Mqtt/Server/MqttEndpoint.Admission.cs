using System.Net;

namespace Stations.Mqtt.Server;

public sealed partial class MqttEndpoint
{
    private readonly Lock admissionGate = new();
    private readonly Dictionary<IPAddress, int> unauthenticated = [];

    /// <summary>Counts a connection against the limits for all and for those of its address that have not said who they are.</summary>
    internal bool TryAdmit(MqttConnection connection)
    {
        if (connections.Count >= Limits.Connections)
        {
            Counters.Refused("connections");
            return false;
        }
        if (connection.Address is not { } address)
        {
            return true;
        }

        lock (admissionGate)
        {
            int sofar = unauthenticated.GetValueOrDefault(address);
            if (sofar < Limits.UnauthenticatedPerAddress)
            {
                unauthenticated[address] = sofar + 1;
                connection.IsCountedAsUnauthenticated = true;
                return true;
            }
        }
        Counters.Refused("unauthenticated_per_address");
        return false;
    }

    internal void Authenticated(MqttConnection connection)
    {
        if (connection.Address is not { } address)
        {
            return;
        }

        lock (admissionGate)
        {
            if (!connection.IsCountedAsUnauthenticated)
            {
                return;
            }

            connection.IsCountedAsUnauthenticated = false;
            if (--unauthenticated[address] == 0)
            {
                unauthenticated.Remove(address);
            }
        }
    }
}
