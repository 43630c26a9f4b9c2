namespace Stations.Server.Cluster;

/// <summary>
/// The statements that Orleans' ADO.NET providers look up in <c>OrleansQuery</c>, by the keys and with the parameter and column names that they
/// expect. Each is one statement, so that it is a transaction of its own; what must happen together is chained by <c>WITH</c>.
/// </summary>
internal static class OrleansStatements
{
    private const string Silo = "cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation";
    private const string State = "service = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND id = coalesce(@GrainIdExtensionString, '')";
    private const string Member =
        """
        SELECT s.address, s.port, s.generation, s.silo_name AS SiloName, s.host_name AS HostName, s.status, s.proxy_port AS ProxyPort,
            s.suspect_times AS SuspectTimes, s.start_time AS StartTime, s.alive_time AS IAmAliveTime, c.version
        FROM cluster c LEFT JOIN silo s ON s.cluster = c.id
        """;
    private const string Reminder = "SELECT grain AS GrainId, name AS ReminderName, start_time AS StartTime, period, version FROM reminder WHERE service = @ServiceId";

    /// <summary>Who is in the cluster. Every change of it but a sign of life raises the table's version, and one that was made on an older version fails.</summary>
    private static readonly (string Key, string Text)[] Membership =
    [
        ("GatewaysQueryKey", "SELECT address, proxy_port AS ProxyPort, generation FROM silo WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0"),
        ("MembershipReadAllKey", $"{Member} WHERE c.id = @DeploymentId"),
        ("MembershipReadRowKey", $"{Member} AND s.address = @Address AND s.port = @Port AND s.generation = @Generation WHERE c.id = @DeploymentId"),
        ("InsertMembershipVersionKey",
            "WITH made AS (INSERT INTO cluster (id, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1) SELECT EXISTS (SELECT FROM made)"),
        ("InsertMembershipKey",
            $"""
            WITH next AS (
                UPDATE cluster SET version = version + 1
                WHERE id = @DeploymentId AND version = @Version AND NOT EXISTS (SELECT FROM silo WHERE {Silo}) RETURNING id
            ), made AS (
                INSERT INTO silo (cluster, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_time)
                SELECT id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM next RETURNING 1
            )
            SELECT EXISTS (SELECT FROM made)
            """),
        ("UpdateMembershipKey",
            $"""
            WITH next AS (
                UPDATE cluster SET version = version + 1
                WHERE id = @DeploymentId AND version = @Version AND EXISTS (SELECT FROM silo WHERE {Silo}) RETURNING id
            ), changed AS (
                UPDATE silo SET status = @Status, suspect_times = @SuspectTimes, alive_time = @IAmAliveTime FROM next WHERE cluster = next.id AND {Silo} RETURNING 1
            )
            SELECT EXISTS (SELECT FROM changed)
            """),
        ("UpdateIAmAlivetimeKey", $"UPDATE silo SET alive_time = @IAmAliveTime WHERE {Silo}"),
        ("DeleteMembershipTableEntriesKey", "DELETE FROM cluster WHERE id = @DeploymentId"),
        // 3 is SiloStatus.Active.
        ("CleanupDefunctSiloEntriesKey", "DELETE FROM silo WHERE cluster = @DeploymentId AND alive_time < @IAmAliveTime AND status <> 3"),
    ];

    /// <summary>
    /// A grain's state and its version, which is its ETag. What is cleared keeps its row: were it counted from 1 again, an activation that was left
    /// behind could overwrite what came after.
    /// </summary>
    private static readonly (string Key, string Text)[] Storage =
    [
        ("ReadFromStorageKey", $"SELECT payload AS PayloadBinary, version FROM grain_state WHERE {State} AND payload IS NOT NULL"),
        ("WriteToStorageKey",
            $"""
            WITH changed AS (
                UPDATE grain_state SET payload = @PayloadBinary, version = version + 1 WHERE {State} AND version = @GrainStateVersion RETURNING version
            ), made AS (
                INSERT INTO grain_state (service, type, n0, n1, id, version, payload)
                SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), 1, @PayloadBinary WHERE @GrainStateVersion IS NULL
                ON CONFLICT (service, type, n0, n1, id) DO UPDATE SET payload = excluded.payload, version = grain_state.version + 1
                WHERE grain_state.payload IS NULL RETURNING version
            )
            SELECT version AS NewGrainStateVersion FROM changed UNION ALL SELECT version FROM made
            """),
        ("ClearStorageKey", $"UPDATE grain_state SET payload = NULL, version = version + 1 WHERE {State} AND version = @GrainStateVersion RETURNING version"),
        ("DeleteStorageKey", $"DELETE FROM grain_state WHERE {State} AND version = @GrainStateVersion RETURNING version + 1"),
    ];

    /// <summary>Each silo asks for the reminders of its part of the ring of hashes; a part that spans the ring's seam has its end before its begin.</summary>
    private static readonly (string Key, string Text)[] Reminders =
    [
        ("ReadReminderRowsKey", $"{Reminder} AND grain = @GrainId"),
        ("ReadReminderRowKey", $"{Reminder} AND grain = @GrainId AND name = @ReminderName"),
        ("ReadRangeRows1Key", $"{Reminder} AND grain_hash > @BeginHash AND grain_hash <= @EndHash"),
        ("ReadRangeRows2Key", $"{Reminder} AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)"),
        ("UpsertReminderRowKey",
            """
            INSERT INTO reminder (service, grain, name, grain_hash, start_time, period, version) VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 0)
            ON CONFLICT (service, grain, name) DO UPDATE
            SET grain_hash = excluded.grain_hash, start_time = excluded.start_time, period = excluded.period, version = reminder.version + 1
            RETURNING version
            """),
        ("DeleteReminderRowKey",
            """
            WITH gone AS (DELETE FROM reminder WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
            SELECT EXISTS (SELECT FROM gone)
            """),
        ("DeleteReminderRowsKey", "DELETE FROM reminder WHERE service = @ServiceId"),
    ];

    public static IReadOnlyList<(string Key, string Text)> All { get; } = [.. Membership, .. Storage, .. Reminders];
}
