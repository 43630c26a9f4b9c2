namespace Stations.Server.Cluster;

/// <summary>
/// The table of members, but a silo that no Gateway reaches any more gives up nobody. When two silos no longer hear each other one vote is enough,
/// and each has it: of the two the one that devices and riders reach is to stay, not the one that is first.
/// </summary>
internal sealed class FairTable(IMembershipTable table, ILocalSiloDetails own, Visits visits) : IMembershipTable
{
    /// <summary>Some of a Gateway's beats (<see cref="Pulse"/>) may be late; less than it takes to give a silo up, see <see cref="Liveness"/>.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>From here on there is no Gateway to judge by. The silo that is reached has given up this one by then.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(5);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => IsAccused(entry) && IsCutOff ? Task.FromResult(false) : table.UpdateRow(entry, etag, tableVersion);

    public Task InitializeMembershipTable(bool tryInitTableVersion) => table.InitializeMembershipTable(tryInitTableVersion);

    public Task DeleteMembershipTableEntries(string clusterId) => table.DeleteMembershipTableEntries(clusterId);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => table.CleanupDefunctSiloEntries(beforeDate);

    public Task<MembershipTableData> ReadRow(SiloAddress key) => table.ReadRow(key);

    public Task<MembershipTableData> ReadAll() => table.ReadAll();

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => table.InsertRow(entry, tableVersion);

    public Task UpdateIAmAlive(MembershipEntry entry) => table.UpdateIAmAlive(entry);

    private bool IsCutOff => visits.Ago is { } ago && ago > Quiet && ago < Forgotten;

    /// <summary>Another one; not this silo's own former life either, which ended.</summary>
    private bool IsAccused(MembershipEntry entry) => !entry.SiloAddress.Endpoint.Equals(own.SiloAddress.Endpoint);
}
