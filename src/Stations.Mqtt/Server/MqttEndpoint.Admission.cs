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

    /// <summary>Counts a connection against the limits for all, for its address, and for those of its address that have not said who they are.</summary>
    internal bool TryAdmit(MqttConnection connection)
    {
        var refusal = connections.Count >= Limits.Connections ? "connections"
            : connection.RemoteEndPoint is IPEndPoint remote ? Admit(connection, NetworkOf(remote.Address))
            : null;
        if (refusal is null)
        {
            return true;
        }

        Counters.Refused(refusal);
        return false;
    }

    private string? Admit(MqttConnection connection, IPAddress network)
    {
        lock (admissionGate)
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
            (connection.Network, connection.IsUnauthenticated) = (network, true);
            return null;
        }
    }

    internal void Authenticated(MqttConnection connection)
    {
        lock (admissionGate)
        {
            if (connection.Network is { } network && connection.IsUnauthenticated)
            {
                connection.IsUnauthenticated = false;
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
