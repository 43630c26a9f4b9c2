using Npgsql;
using Stations.Server.Cluster;
using Stations.Tests;

namespace Stations.Cluster.Tests;

public sealed class SchemaTests
{
    private readonly string database = PostgresServer.Shared.CreateDatabase();

    [Fact]
    public async Task Servers_that_start_together_take_turns()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Apply()));
        Assert.Equal(OrleansStatements.All.Count, await Ask<long>("SELECT count(*) FROM orleans.OrleansQuery"));
    }

    [Fact]
    public async Task A_database_that_a_newer_server_has_changed_is_left_as_it_is()
    {
        await Apply();
        await Ask<object>("UPDATE orleans.schema_version SET number = 99; UPDATE orleans.OrleansQuery SET QueryText = 'newer' WHERE QueryKey = 'GatewaysQueryKey'");
        await Apply();
        Assert.Equal("newer", await Ask<string>("SELECT QueryText FROM orleans.OrleansQuery WHERE QueryKey = 'GatewaysQueryKey'"));
    }

    [Fact]
    public async Task Nothing_is_put_outside_of_its_schema()
    {
        await Apply();
        Assert.Equal("orleans", await Ask<string>(
            "SELECT string_agg(DISTINCT schemaname, ' ') FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"));
    }

    private async Task Apply()
    {
        await using var connection = await Open();
        await OrleansSchema.Apply(connection, TestContext.Current.CancellationToken);
    }

    private async Task<T?> Ask<T>(string sql)
    {
        await using var connection = await Open();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
