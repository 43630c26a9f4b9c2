using Npgsql;

namespace Stations.Server.Cluster;

/// <summary>
/// Brings the schema <c>orleans</c>, beside the journal's, up to this program. Steps are numbered from 1, never change once released, and only add:
/// servers of the version before run beside it. Whoever changes <see cref="OrleansStatements"/> adds a step, if need be an empty one.
/// </summary>
internal static class OrleansSchema
{
    public const string Name = "orleans";

    private static readonly string[] Steps =
    [
        """
        CREATE TABLE orleans.OrleansQuery (QueryKey text PRIMARY KEY, QueryText text NOT NULL);
        CREATE TABLE orleans.cluster (id text PRIMARY KEY, version integer NOT NULL) WITH (fillfactor = 10);
        CREATE TABLE orleans.silo (
            cluster text NOT NULL REFERENCES orleans.cluster ON DELETE CASCADE, address text NOT NULL, port integer NOT NULL, generation integer NOT NULL,
            silo_name text NOT NULL, host_name text NOT NULL, status integer NOT NULL, proxy_port integer NOT NULL, suspect_times text,
            start_time timestamptz NOT NULL, alive_time timestamptz NOT NULL, PRIMARY KEY (cluster, address, port, generation)
        ) WITH (fillfactor = 50);
        CREATE TABLE orleans.grain_state (
            service text NOT NULL, type text NOT NULL, n0 bigint NOT NULL, n1 bigint NOT NULL, id text NOT NULL, version integer NOT NULL, payload bytea,
            PRIMARY KEY (service, type, n0, n1, id)
        ) WITH (fillfactor = 80);
        CREATE TABLE orleans.reminder (
            service text NOT NULL, grain text NOT NULL, name text NOT NULL, grain_hash integer NOT NULL, start_time timestamptz NOT NULL,
            period bigint NOT NULL, version integer NOT NULL, PRIMARY KEY (service, grain, name)
        );
        CREATE INDEX reminder_hash ON orleans.reminder (service, grain_hash);
        """,
    ];

    /// <summary>Servers that start together take turns. One that is behind the database leaves it as it is.</summary>
    public static async Task Apply(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Run(connection, "SELECT pg_advisory_xact_lock(1400130158, 2)", cancellation);
        var version = await Version(connection, cancellation);
        if (version >= Steps.Length)
        {
            return;
        }

        foreach (var step in Steps[version..])
        {
            await Run(connection, step, cancellation);
        }

        await Run(connection, $"UPDATE orleans.schema_version SET number = {Steps.Length}; DELETE FROM orleans.OrleansQuery", cancellation);
        foreach (var (key, text) in OrleansStatements.All)
        {
            await using var insert = new NpgsqlCommand("INSERT INTO orleans.OrleansQuery VALUES ($1, $2)", connection) { Parameters = { new() { Value = key }, new() { Value = text } } };
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task<int> Version(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await Ask<bool>(connection, "SELECT to_regclass('orleans.schema_version') IS NOT NULL", cancellation))
        {
            return await Ask<int>(connection, "SELECT number FROM orleans.schema_version", cancellation);
        }

        if (!await Ask<bool>(connection, "SELECT to_regnamespace('orleans') IS NOT NULL", cancellation))
        {
            await Run(connection, "CREATE SCHEMA orleans", cancellation);
        }

        await Run(connection, "CREATE TABLE orleans.schema_version (number integer NOT NULL); INSERT INTO orleans.schema_version VALUES (0)", cancellation);
        return 0;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<T> Ask<T>(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
