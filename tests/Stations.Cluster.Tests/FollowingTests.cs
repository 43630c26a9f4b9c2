using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Stations.Journal;
using Stations.Journal.Postgres;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Cluster.Tests;

public sealed class FollowingTests : IDisposable
{
    private readonly string database = PostgresServer.Shared.CreateDatabase();
    private readonly PostgresAddress address;
    private readonly EventJournal journal;

    public FollowingTests()
    {
        Assert.True(PostgresAddress.TryParse(database, out var parsed, out _));
        address = parsed;
        journal = new EventJournal(new JournalOptions("unused") { Store = address, Server = "one" }, TimeProvider.System);
        journal.Open();
    }

    public void Dispose() => journal.DisposeAsync().AsTask().Wait(TestContext.Current.CancellationToken);

    [Fact]
    public void How_long_ago_the_board_had_all_is_told()
    {
        var clock = new ManualClock();
        var board = new StationBoard();
        using var follower = new BoardFollower(
            new Lazy<JournalReader>(() => new JournalReader(address)), _ => { }, board, new SharedBoard(board), clock, NullLogger<BoardFollower>.Instance);
        Assert.False(follower.Follow());
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), follower.Behind);
        Assert.False(follower.Follow());
        Assert.Equal(TimeSpan.Zero, follower.Behind);
    }

    [Fact]
    public void All_who_read_a_database_share_its_connections()
    {
        var before = Connections();
        using var one = new JournalReader(address);
        using var other = new JournalReader(address);
        Assert.Empty(one.Left());
        Assert.Empty(other.Left());
        Assert.InRange(Connections(), before, before + 1);
    }

    private int Connections()
    {
        using var connection = new Npgsql.NpgsqlConnection(database + ";Pooling=false");
        connection.Open();
        using var command = new Npgsql.NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
