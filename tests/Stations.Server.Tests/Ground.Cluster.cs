using Npgsql;
using Stations.Tests;

namespace Stations.Server.Tests;

/// <summary>What a server of the tests stands on, and what can befall that. In this edition: a database, and ports for Orleans.</summary>
internal sealed class Ground : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-");
    private readonly string store = PostgresServer.Shared.CreateDatabase();

    /// <summary>The ports are others each time.</summary>
    public string[] Settings =>
    [
        $"--Data:Folder={folder.FullName}", $"--Data:Store={store}",
        "--Cluster:Advertise=127.0.0.1", "--Cluster:DrainSeconds=0", $"--Cluster:SiloPort={Ports.Free()}", $"--Cluster:GatewayPort={Ports.Free()}",
    ];

    /// <summary>What must be set at least, to be read and not to be started.</summary>
    public static string[] Least => ["--Data:Store=Host=localhost;Database=d;Username=u", "--Mqtt:Address=127.0.0.1:1883"];

    public string DataFolder => folder.FullName;

    /// <summary>What the engine calls the number of grains in memory.</summary>
    public const string AwakeGrains = "orleans_grains";

    /// <summary>The parts of the server that can be in trouble.</summary>
    public static string[] Parts => ["database", "firmware", "history", "journal", "unreadable"];

    private string Database => new NpgsqlConnectionStringBuilder(store).Database!;

    /// <summary>A running server's commits are refused until the end of this.</summary>
    public Task<Mishap> RefuseCommits() => Befall(
        Database,
        "no room left",
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE disk_full; END';
        CREATE TRIGGER refuse BEFORE INSERT ON stations.journal EXECUTE FUNCTION refuse()
        """,
        "DROP FUNCTION refuse CASCADE");

    /// <summary>A server cannot open its store until the end of this; while none has it open.</summary>
    public Task<Mishap> RefuseEntry() => Befall(
        "postgres", "not currently accepting connections", $"ALTER DATABASE {Database} ALLOW_CONNECTIONS false", $"ALTER DATABASE {Database} ALLOW_CONNECTIONS true");

    public void Dispose() => folder.Delete(recursive: true);

    private static Task<Mishap> Befall(string database, string words, string begin, string end)
    {
        PostgresServer.Shared.Psql(database, begin);
        return Task.FromResult(new Mishap(words, new Undo(() => PostgresServer.Shared.Psql(database, end))));
    }

    private sealed class Undo(Action undo) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            undo();
            return default;
        }
    }
}
