namespace Stations.Server.Access;

/// <summary>How often one may try to come in. 0: unlimited.</summary>
/// <param name="FailedPerName">Refused logins of one user name and minute.</param>
/// <param name="FailedPerAddress">Refused logins from one address (IPv6: from its /64) and minute.</param>
/// <param name="Connects">Accepted connections of one node, or of an anonymous client id, and minute; more is flapping.</param>
public sealed record LoginLimits(int FailedPerName, int FailedPerAddress, int Connects)
{
    public static LoginLimits Default { get; } = new(FailedPerName: 5, FailedPerAddress: 100, Connects: 15);
}
