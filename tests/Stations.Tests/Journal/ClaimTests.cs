using Npgsql;
using Stations.Journal;
using Stations.Journal.Postgres;

namespace Stations.Tests.Journal;

/// <summary>Several servers on one database: each key has one writer.</summary>
public sealed class ClaimTests : IDisposable
{
    private readonly JournalDatabase database = new();

    [Fact]
    public async Task A_key_that_is_claimed_comes_with_all_that_was_written_of_it()
    {
        await using var first = Open("first");
        await using var second = Open("second");
        Assert.False((await Claim(first, "a")).Records.Count > 0);
        await first.Append("a", "1").Committed.Within("append");
        await first.Save(new Snapshot("a".Bytes(), first.Committed, "one".Bytes()));
        await first.Append("a", "2").Committed.Within("append");

        var found = await Claim(second, "a");
        Assert.True(found.IsTakenOver);
        Assert.Equal("one", found.State.Text());
        Assert.Equal(["2"], found.Records.Select(record => record.Bytes.Text()));
    }

    [Fact]
    public async Task Who_lost_a_key_writes_it_no_more_and_everything_else_as_before()
    {
        await using var stale = Open("stale");
        await using var owner = Open("owner");
        await Claim(stale, "a");
        await Claim(stale, "b");
        await stale.Append("a", "1").Committed.Within("append");
        await Claim(owner, "a");

        var lost = stale.Append("a", "2").Committed.AsTask();
        var kept = stale.Append("b", "2").Committed.AsTask();
        var lostToo = stale.Append("a", "3").Committed.AsTask();
        await Assert.ThrowsAsync<KeyLostException>(() => lost.Within("the refusal"));
        await Assert.ThrowsAsync<KeyLostException>(() => lostToo.Within("the refusal"));
        await kept.Within("the other key's commit");
        await Assert.ThrowsAsync<KeyLostException>(() => stale.Append("a", "4").Committed.AsTask().Within("the refusal"));
        await Assert.ThrowsAsync<KeyLostException>(() => stale.WaitFor("a".Bytes(), 1).AsTask().Within("the refusal"));

        Assert.Equal(["1"], (await Claim(owner, "a")).Records.Select(record => record.Bytes.Text()));
        Assert.Equal(["2"], (await Claim(owner, "b")).Records.Select(record => record.Bytes.Text()));
    }

    [Fact]
    public async Task A_snapshot_of_a_lost_key_is_left_out()
    {
        await using var stale = Open("stale");
        await using var owner = Open("owner");
        await Claim(stale, "a");
        await stale.Append("a", "1").Committed.Within("append");
        await Claim(owner, "a");
        await stale.Save(new Snapshot("a".Bytes(), stale.Committed, "stale".Bytes()));

        Assert.True((await Claim(owner, "a")).State.IsEmpty);
    }

    [Fact]
    public async Task Numbers_of_a_key_go_up_whoever_writes_it()
    {
        await using var first = Open("first");
        await using var second = Open("second");
        foreach (var journal in (EventJournal[])[first, second, first, second])
        {
            await Claim(journal, "busy");
            await Claim(journal, "a");
            await journal.Append("a", $"{journal.Ownership.Server}").Committed.Within("append");
            for (var more = 0; more < 5; more++)
            {
                await journal.Append("busy", "x").Committed.Within("append");
            }
        }

        var positions = (await Claim(first, "a")).Records.Select(record => record.Position).ToList();
        Assert.Equal(4, positions.Distinct().Count());
        Assert.Equal(positions.Order(), positions);
        Assert.Equal([1, 2, 1, 2], (await Claim(first, "a")).Records.Select(record => int.Parse(record.Bytes.Text(), null)));
    }

    [Fact]
    public async Task A_key_that_comes_back_may_be_written_again()
    {
        await using var first = Open("first");
        await using var second = Open("second");
        await Claim(first, "a");
        await first.Append("a", "1").Committed.Within("append");
        await Claim(second, "a");
        await second.Append("a", "2").Committed.Within("append");
        Assert.Equal(["1", "2"], (await Claim(first, "a")).Records.Select(record => record.Bytes.Text()));
        await first.Append("a", "3").Committed.Within("append");

        await Assert.ThrowsAsync<KeyLostException>(() => second.Append("a", "4").Committed.AsTask().Within("the refusal"));
        Assert.Equal(["1", "2", "3"], (await Claim(second, "a")).Records.Select(record => record.Bytes.Text()));
    }

    [Fact]
    public async Task What_a_server_did_not_save_before_it_asks_again_is_read_from_its_own_journal()
    {
        await using var journal = Open("only");
        await Claim(journal, "a");
        await journal.Append("a", "1").Committed.Within("append");
        Assert.Equal(["1"], (await Claim(journal, "a")).Records.Select(record => record.Bytes.Text()));
    }

    [Fact]
    public async Task Many_servers_taking_keys_from_each_other_lose_nothing_that_was_durable()
    {
        await using var first = Open("first");
        await using var second = Open("second");
        await using var third = Open("third");
        EventJournal[] servers = [first, second, third];
        string[] keys = ["a", "b", "c"];
        var durable = new List<string>();
        foreach (var (server, key) in servers.SelectMany(_ => keys, (server, key) => (server, key)))
        {
            await Claim(server, key);
        }

        var dice = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var (server, key) = (servers[dice.Next(3)], keys[dice.Next(3)]);
            if (dice.Next(4) == 0)
            {
                await Claim(server, key);
            }

            try
            {
                await server.Append(key, $"{round}").Committed.AsTask().Within("append");
                durable.Add($"{key}{round}");
            }
            catch (KeyLostException)
            {
                await Claim(server, key);
            }
        }

        var found = new List<string>();
        foreach (var key in keys)
        {
            found.AddRange((await Claim(first, key)).Records.Select(record => $"{key}{record.Bytes.Text()}"));
        }

        Assert.True(durable.Count > 50, $"only {durable.Count} were written");
        Assert.Equal(durable.OrderBy(one => (one[0], int.Parse(one[1..], null))), found);
    }

    [Fact]
    public async Task A_server_beside_others_is_refused_while_one_is_alone()
    {
        await using var alone = database.Open();
        Assert.Equal(JournalFault.InUse, Assert.Throws<JournalException>(() => Open("beside")).Fault);
    }

    [Fact]
    public async Task Who_wants_to_be_alone_is_told_of_the_others_journals()
    {
        await using (Open("first"))
        {
        }

        var refused = Assert.Throws<JournalException>(() => database.Open());
        Assert.Equal(JournalFault.Refused, refused.Fault);
        Assert.Contains("(first)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_follows_everybody_but_itself()
    {
        await using var first = Open("first");
        await using var second = Open("second");
        await Claim(first, "a");
        await Claim(second, "b");
        await first.Append("a", "1").Committed.Within("append");
        await first.Save(new Snapshot("a".Bytes(), first.Committed, "one".Bytes()));
        await second.Append("b", "mine").Committed.Within("append");
        using var reader = new JournalReader(database.Options.Store!, except: second.Ownership.Server);

        var found = new List<string>();
        reader.Load(snapshot => found.Add($"={snapshot.State.Text()}"), record => found.Add(record.Bytes.Text()));
        await first.Append("a", "2").Committed.Within("append");
        await using var late = Open("late");
        Assert.Equal(Following.CaughtUp, reader.Next(100, record => found.Add(record.Bytes.Text())));
        await Claim(late, "c");
        await late.Append("c", "3").Committed.Within("append");
        await second.Append("b", "mine too").Committed.Within("append");
        Assert.Equal(Following.CaughtUp, reader.Next(100, record => found.Add(record.Bytes.Text())));
        Assert.Equal(Following.CaughtUp, reader.Next(100, record => found.Add(record.Bytes.Text())));

        Assert.Equal(["1", "2", "3", "=one"], found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_reader_that_missed_what_was_trimmed_is_told_to_load_again()
    {
        await using var journal = Open("first");
        await Claim(journal, "a");
        using var reader = new JournalReader(database.Options.Store!);
        reader.Load(_ => { }, _ => { });
        for (var number = 0; number < 3; number++)
        {
            await journal.Append("a", $"{number}").Committed.Within("append");
        }

        await journal.Checkpoint(journal.Committed, [new Snapshot("a".Bytes(), journal.Committed, "all".Bytes())]);
        Assert.Equal(Following.Trimmed, reader.Next(100, _ => { }));

        var found = new List<string>();
        reader.Load(snapshot => found.Add(snapshot.State.Text()), _ => { });
        Assert.Equal(["all"], found);
        Assert.Equal(Following.CaughtUp, reader.Next(100, _ => { }));
    }

    [Fact]
    public async Task A_server_that_wrote_before_it_was_met_may_have_trimmed_something()
    {
        await using var known = Open("known");
        using var reader = new JournalReader(database.Options.Store!);
        reader.Load(_ => { }, _ => { });
        await using var late = Open("late");
        await Claim(late, "a");
        await late.Append("a", "1").Committed.Within("append");
        Assert.Equal(Following.Trimmed, reader.Next(100, _ => { }));
    }

    [Fact]
    public async Task What_is_trimmed_while_it_is_being_read_is_noticed()
    {
        await using var journal = Open("first");
        await Claim(journal, "a");
        var begin = journal.Committed;
        await journal.Append("a", "1").Committed.Within("append");
        var later = journal.Committed;
        await journal.Append("a", "2").Committed.Within("append");
        await journal.Checkpoint(journal.Committed, [new Snapshot("a".Bytes(), journal.Committed, "both".Bytes())]);
        await journal.Append("a", "3").Committed.Within("append");

        using var connection = (NpgsqlConnection)database.Connect();
        Assert.Null(JournalRows.Read(connection, database.Options.Store!, journal.Ownership.Server, begin, maxCommits: null, _ => { }));
        Assert.Equal(journal.Committed, JournalRows.Read(connection, database.Options.Store!, journal.Ownership.Server, later, maxCommits: null, _ => { }));
    }

    [Fact]
    public async Task A_reader_takes_a_few_commits_at_a_time_and_is_told_of_more()
    {
        await using var journal = Open("first");
        await Claim(journal, "a");
        using var reader = new JournalReader(database.Options.Store!);
        reader.Load(_ => { }, _ => { });
        for (var number = 0; number < 3; number++)
        {
            await journal.Append("a", $"{number}").Committed.Within("append");
        }

        var found = new List<string>();
        Assert.Equal(Following.More, reader.Next(2, record => found.Add(record.Bytes.Text())));
        Assert.Equal(["0", "1"], found);
        Assert.Equal(Following.CaughtUp, reader.Next(2, record => found.Add(record.Bytes.Text())));
        Assert.Equal(["0", "1", "2"], found);
    }

    [Fact]
    public async Task The_journal_of_a_server_that_ended_is_found_and_emptied_by_another()
    {
        await using (var gone = Open("gone"))
        {
            await Claim(gone, "a");
            await gone.Append("a", "1").Committed.Within("append");
        }

        await using var heir = Open("heir");
        using var reader = new JournalReader(database.Options.Store!);
        var left = Assert.Single(reader.Left());
        await using (var old = Open("heir", left))
        {
            Assert.Empty(reader.Left());
            Assert.Equal(["1"], old.ReadAfter(0, 1 << 20).Select(record => record.Bytes.Text()));
            Assert.Equal(["1"], (await Claim(heir, "a")).Records.Select(record => record.Bytes.Text()));
            Assert.False(old.Retire(old.KeysFound()));
            await heir.Save(new Snapshot("a".Bytes(), 1, "one".Bytes()));
            Assert.True(old.Retire(old.KeysFound()));
        }

        Assert.Empty(reader.Left());
        Assert.Equal("one", (await Claim(heir, "a")).State.Text());
    }

    [Fact]
    public async Task Who_was_taken_for_ended_can_never_write_again()
    {
        var clock = new HeldClock();
        var cut = StoreUnderTest.Open(database.Options with { Server = "cut" }, clock);
        await Claim(cut, "a");
        await cut.Append("a", "1").Committed.Within("append");
        database.Run(
            """
            SELECT pg_terminate_backend(pid) FROM pg_locks
            WHERE locktype = 'advisory' AND objid > 1000 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """);
        await using (var heir = Open("heir", left: 1))
        {
            Assert.Equal(["1"], heir.ReadAfter(0, 1 << 20).Select(record => record.Bytes.Text()));
        }

        // The first try finds the connection broken, the second asks on a new one.
        var tried = clock.NextTimer();
        var refused = cut.Append("a", "2").Committed.AsTask();
        await tried.Within("the first try");
        await cut.DisposeAsync().Within("the end of the server that was cut off");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => refused);
        Assert.Contains("taken over", await cut.TakenOver, StringComparison.Ordinal);
    }

    public void Dispose() => database.Dispose();

    private EventJournal Open(string name, int? left = null) => StoreUnderTest.Open(database.Options with { Server = name, Left = left });

    private static async Task<Recovered> Claim(EventJournal journal, string key)
    {
        var claim = journal.Claim(key.Bytes()).AsTask();
        await claim.Within("claim");
        return await claim;
    }
}
