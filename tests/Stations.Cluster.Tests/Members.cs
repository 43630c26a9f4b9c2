using Microsoft.Extensions.Hosting;

namespace Stations.Cluster.Tests;

internal static class Members
{
    public static bool IsActive(this ClusterMembershipSnapshot members, IHost silo) => members.StatusOf(TestCluster.AddressOf(silo)) == SiloStatus.Active;

    public static SiloStatus StatusOf(this ClusterMembershipSnapshot members, SiloAddress silo) =>
        members.Members.TryGetValue(silo, out var member) ? member.Status : SiloStatus.None;
}
