using System.Net;
using System.Net.Sockets;
using Stations.Mqtt.Server;
using Stations.Protocol;

namespace Stations.Server.Access;

/// <summary>What somebody showed who wants to come in.</summary>
internal sealed class Attempt(ConnectRequest request)
{
    /// <summary>A user name longer than this is nobody's.</summary>
    private const int LongestName = 2 * Segment.MaxLength + 1;

    public string? Name => request.UserName;

    /// <summary>As security events name whoever has not shown yet who it is.</summary>
    public string Who => Certificate ?? Name ?? "nobody";

    public ReadOnlyMemory<byte> Secret => request.Password ?? default;

    /// <summary>The name in a certificate of theirs, which stands for the password.</summary>
    public string? Certificate => request.CertificateName;

    public string ClientId => request.ClientId;

    public EndPoint? From => request.RemoteEndPoint;

    /// <summary>
    /// The node that it says it is; null for what cannot be one. A certificate is that of the node that its name ends with, <c>…/district/node</c>;
    /// a user name beside it must be the same node's.
    /// </summary>
    public NodeId? Node => Client.Node.TryParse(CertifiedName ?? Name, out var id) && (Name is null || Name == Client.Node.UserName(id)) ? id : null;

    private string? CertifiedName => Certificate?.Split('/') is [.., var district, var node] ? $"{district}/{node}" : Certificate;

    /// <summary>What refusals are counted by. All that can be nobody's are one, so that a name costs no more memory than a node's.</summary>
    public string LimitedName => (CertifiedName ?? Name) is { Length: <= LongestName } name ? name : "";

    public string Address => (From as IPEndPoint)?.Address is { } address ? Network(address) : "";

    /// <summary>Somebody with IPv6 has a /64 of addresses at least.</summary>
    public static string Network(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6 ? Convert.ToHexString(address.GetAddressBytes(), 0, 8)
        : address.MapToIPv4().ToString();
}
