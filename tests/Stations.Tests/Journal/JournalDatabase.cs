using System.Data.Common;
using Npgsql;

namespace Stations.Tests.Journal;

/// <summary>A PostgreSQL database of its own for each test. A commit that hangs is given up after two seconds.</summary>
public sealed class JournalDatabase(PostgresServer server) : StoreUnderTest
{
    public JournalDatabase() : this(PostgresServer.Shared)
    {
    }

    public override string Place { get; } = $"{server.CreateDatabase()};Command Timeout=2";

    public override string Name => $"{Options.Store}";

    public override string MakeNewer => "UPDATE journal_version SET number = 99";

    public override string MakeFull => "ALTER TABLE journal ADD CONSTRAINT full_disk CHECK (false) NOT VALID";

    public override string MakeRoom => "ALTER TABLE journal DROP CONSTRAINT full_disk";

    public override string KeepOut => "BEGIN; LOCK TABLE journal IN ACCESS EXCLUSIVE MODE";

    public override DbConnection Connect()
    {
        var connection = new NpgsqlConnection($"{Place};Search Path=stations;Pooling=false;Command Timeout=30");
        connection.Open();
        return connection;
    }

    /// <summary>It goes with its server.</summary>
    protected override void Delete()
    {
    }
}
