using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Stations.Mqtt.Server;

public sealed partial class MqttEndpoint
{
    /// <summary>Of an IPv6 address, which is what one customer is given.</summary>
    private const int NetworkBytes = 8;

    private readonly Lock admissionGate = new();
    private readonly Dictionary<IPAddress, (int Open, int Unauthenticated)> addresses = [];
    private int unauthenticated;

    /// <summary>Counts a connection against the limits for all, for its address, and for those that have not said who they are.</summary>
    /// <returns>The limit that keeps it out, as it is counted; null if none does.</returns>
    internal string? Admit(MqttConnection connection)
    {
        var refusal = connections.Count >= Limits.Connections ? "connections" : Count(connection);
        if (refusal is not null)
        {
            Counters.Refused(refusal);
        }

        return refusal;
    }

    /// <summary>Behind a proxy it is asked again when the proxy has said whose connection it is.</summary>
    private string? Count(MqttConnection connection)
    {
        lock (admissionGate)
        {
            if (!connection.IsUnauthenticated && unauthenticated >= Limits.Unauthenticated)
            {
                return "unauthenticated";
            }

            if (connection.RemoteEndPoint is IPEndPoint remote && Count(connection, NetworkOf(remote.Address)) is { } refusal)
            {
                return refusal;
            }

            unauthenticated += connection.IsUnauthenticated ? 0 : 1;
            connection.IsUnauthenticated = true;
            return null;
        }
    }

    private string? Count(MqttConnection connection, IPAddress network)
    {
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(addresses, network, out _);
        if (counts.Open >= Limits.ConnectionsPerAddress)
        {
            return "connections_per_address";
        }

        if (counts.Unauthenticated >= Limits.UnauthenticatedPerAddress)
        {
            return "unauthenticated_per_address";
        }

        counts = (counts.Open + 1, counts.Unauthenticated + 1);
        connection.Network = network;
        return null;
    }

    internal void Authenticated(MqttConnection connection)
    {
        lock (admissionGate)
        {
            if (!connection.IsUnauthenticated)
            {
                return;
            }

            connection.IsUnauthenticated = false;
            unauthenticated--;
            if (connection.Network is { } network)
            {
                CollectionsMarshal.GetValueRefOrNullRef(addresses, network).Unauthenticated--;
            }
        }
    }

    private void Leave(MqttConnection connection)
    {
        Authenticated(connection);
        lock (admissionGate)
        {
            if (connection.Network is { } network && --CollectionsMarshal.GetValueRefOrNullRef(addresses, network).Open == 0)
            {
                addresses.Remove(network);
            }
        }
    }

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
