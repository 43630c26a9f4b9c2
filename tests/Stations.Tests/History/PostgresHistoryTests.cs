using System.Data.Common;
using Npgsql;
using Stations.Journal;
using Stations.Journal.History;
using Stations.Tests.Journal;
using static Stations.Tests.Journal.JournalWords;

namespace Stations.Tests.History;

public sealed class PostgresHistoryTests() : HistoryStoreTests(new JournalDatabase())
{
    [Fact]
    public void A_server_that_lost_the_journal_to_another_can_never_write_history_again()
    {
        Store.Follow(1, [Loose(1, "a", "old")], [Event(10, 1)]);
        var newer = OpenJournal();
        Store.Follow(2, [Loose(1, "a", "late")], []);

        using (var heir = Open(Place, newer))
        {
            Assert.Equal(2, heir.Position);
            Refused(() => Store.Follow(3, [Loose(1, "a", "too late")], [Event(30, 3)]));
            heir.Follow(4, [Loose(1, "a", "heir")], [Event(40, 4)]);
        }

        // The other one has ended, and still it may not.
        var id = Store.Read(BlockKind.Loose, "a".Bytes(), 1, 1)[0].Id;
        Refused(() => Store.Change([id], [], [Loose(2, "a", "too late")]));
        Refused(() => Store.Forget(BlockKind.Loose, before: 9, most: 9));
        Refused(() => Store.ForgetEvents(before: 99, most: 9));
        Refused(() => Open());
        using var last = Open(Place, newer);
        Assert.Equal("4: old late heir | 4 1", Story(last));

        static void Refused(Action write)
        {
            var refused = Assert.Throws<JournalException>(write);
            Assert.Equal(JournalFault.TakenOver, refused.Fault);
            Assert.Contains("taken over", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Connections_that_break_cost_a_write_one_try_and_a_read_nothing()
    {
        Store.Follow(1, [Loose(1, "a", "1")], [Event(10, 1)]);
        Break();
        Assert.Equal("1: 1 | 1", Story(Store));
        Assert.Equal(JournalFault.Unavailable, Assert.Throws<JournalException>(() => Store.Follow(2, [Loose(1, "a", "2")], [Event(20, 2)])).Fault);
        Assert.Equal("1: 1 | 1", Story(Store));

        Store.Follow(2, [Loose(1, "a", "2")], [Event(20, 2)]);
        Assert.Equal("2: 1 2 | 2 1", Story(Store));
    }

    [Fact]
    public async Task While_another_tool_keeps_history_from_being_written_the_journal_is_written_and_history_read()
    {
        await using var journal = Place.Open();
        using var history = Open(Place, journal.Ownership);
        history.Follow(1, [Loose(1, "a", "1")], []);
        await using var tool = Connect();
        await using var command = tool.CreateCommand();
        command.CommandText = "BEGIN; LOCK TABLE block, progress IN EXCLUSIVE MODE";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var refused = Task.Run(() => Assert.Throws<JournalException>(() => history.Follow(2, [Loose(1, "a", "2")], [])), TestContext.Current.CancellationToken);
        await journal.Append("a", "record").Committed.Within("append beside the waiting history");
        Assert.Equal("1: 1 | ", Story(history));
        await refused.Within("the history's giving up");
        Assert.Equal(JournalFault.Unavailable, (await refused).Fault);
    }

    [Fact]
    public async Task Whether_all_that_the_other_servers_committed_is_in_history_can_be_asked()
    {
        using var shared = new JournalDatabase();
        await using var first = StoreUnderTest.Open(shared.Options with { Server = "first" });
        await using var second = StoreUnderTest.Open(shared.Options with { Server = "second" });
        using var ofFirst = Open(shared, first.Ownership);
        using var ofSecond = Open(shared, second.Ownership);
        using var ofGateway = shared.Options.NewHistory();
        Assert.True(ofSecond.HoldsOthers());
        await first.Claim("a".Bytes()).AsTask().Within("claim");
        await first.Append("a", "1").Committed.Within("append");
        Assert.Equal((true, false, false), (ofFirst.HoldsOthers(), ofSecond.HoldsOthers(), ofGateway.HoldsOthers()));

        ofFirst.Follow(first.Committed, [], []);
        Assert.Equal((true, true, true), (ofFirst.HoldsOthers(), ofSecond.HoldsOthers(), ofGateway.HoldsOthers()));
    }

    [Fact]
    public void A_database_that_is_away_is_unavailable()
    {
        var nowhere = StoreUnderTest.OptionsOf(new NpgsqlConnectionStringBuilder(Place.Place) { Port = 1 }.ConnectionString);
        using var history = nowhere.NewHistory();
        Assert.Equal(JournalFault.Unavailable, Assert.Throws<JournalException>(() => history.Open(new Ownership(0, 1))).Fault);
        Assert.Equal(JournalFault.Unavailable, Assert.Throws<JournalException>(() => history.ReadEvents(All, 1)).Fault);
        Assert.Equal(JournalFault.Unavailable, Assert.Throws<JournalException>(() => history.ReadBlocks().Count()).Fault);
    }

    protected override DbConnection Connect() => Place.Connect();

    /// <summary>What is committed is what others see.</summary>
    protected override StoreUnderTest Crash() => Place;

    protected override void Fill() => Run("ALTER TABLE block ADD CONSTRAINT full_disk CHECK (false) NOT VALID");

    protected override void MakeRoom() => Run("ALTER TABLE block DROP CONSTRAINT full_disk");

    private void Break() => Run(
        "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
}
