using static Stations.Tests.Journal.JournalWords;

namespace Stations.Tests.Journal;

public abstract class LoadTests(StoreUnderTest store) : IDisposable
{
    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Snapshot_and_the_records_after_it_are_the_truth()
    {
        await using (var journal = store.Open())
        {
            for (var n = 1; n <= 6; n++)
            {
                await journal.Append(n % 2 == 0 ? "even" : "odd", $"r{n}").Committed.Within("append");
            }

            await journal.Save(Snapshot("even", 4, "s4")).Within("save");
            await journal.Save(Snapshot("new", 0, "")).Within("save of an empty state");
        }

        await using var again = store.Open();
        Assert.Equal("s4@4 +r6@6", again.Load("even").Story());
        Assert.Equal("@0 +r1@1 +r3@3 +r5@5", again.Load("odd").Story());
        Assert.Equal("@0", again.Load("new").Story());
        Assert.Equal("@0", again.Load("unknown").Story());
        Assert.Equal(
            "even s4@4 +r6@6; new @0; odd @0 +r1@1 +r3@3 +r5@5",
            string.Join("; ", again.LoadAll().Select(one => $"{one.Key.Text()} {one.Story()}")));
    }

    [Fact]
    public async Task An_older_snapshot_changes_nothing_and_one_ahead_of_the_journal_is_refused()
    {
        await using var journal = store.Open();
        await journal.Append("a", "1").Committed.Within("append");
        await journal.Append("a", "2").Committed.Within("append");
        await journal.Save(Snapshot("a", 2, "new")).Within("save");
        await journal.Save(Snapshot("a", 1, "old")).Within("older save");
        Assert.Equal("new@2", journal.Load("a").Story());
        await Assert.ThrowsAsync<ArgumentException>(() => journal.Save(Snapshot("a", 3, "ahead")).AsTask());
    }

    [Fact]
    public async Task A_key_saved_while_all_keys_are_listed_is_listed_with_what_was_saved()
    {
        await using (var journal = store.Open())
        {
            foreach (var key in new[] { "a", "b", "c" })
            {
                await journal.Append(key, "1").Committed.Within("append");
            }

            await journal.Save(Snapshot("a", 0, "old")).Within("save");
            await journal.Save(Snapshot("b", 0, "old")).Within("save");
        }

        await using var again = store.Open();
        using var all = again.LoadAll().GetEnumerator();
        Assert.True(all.MoveNext());
        Assert.Equal("old@0 +1@1", all.Current.Story());
        await again.Save(Snapshot("b", 2, "new")).Within("save while listing");
        await again.Save(Snapshot("c", 3, "new")).Within("save while listing");
        Assert.True(all.MoveNext());
        Assert.Equal("new@2", all.Current.Story());
        Assert.True(all.MoveNext());
        Assert.Equal("new@3", all.Current.Story());
        Assert.False(all.MoveNext());
    }

    [Fact]
    public async Task Loading_a_key_before_its_last_record_was_saved_is_noticed()
    {
        await using var journal = store.Open();
        await journal.Append("a", "1").Committed.Within("append");
        Assert.Throws<InvalidOperationException>(() => journal.Load("a"));
        await journal.Save(Snapshot("a", 1, "s1")).Within("save");
        Assert.Equal("s1@1", journal.Load("a").Story());
        Assert.Throws<InvalidOperationException>(() => journal.LoadAll().Count());
    }

    [Fact]
    public async Task A_checkpoint_deletes_the_rows_it_covers_and_keeps_the_rest()
    {
        await using (var journal = store.Open())
        {
            for (var n = 1; n <= 300; n++)
            {
                await journal.Append("a", $"r{n}").Committed.Within("append");
            }

            await journal.Checkpoint(290, [Snapshot("a", 290, "s290")]).Within("checkpoint");
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => journal.Checkpoint(301, []).AsTask());
        }
        Assert.Equal((291, 300), store.Rows());

        await using var again = store.Open();
        Assert.Equal($"s290@290 +{string.Join(" +", Enumerable.Range(291, 10).Select(n => $"r{n}@{n}"))}", again.Load("a").Story());
    }

    [Fact]
    public async Task Records_of_a_key_that_nobody_loaded_since_the_start_outlive_every_checkpoint()
    {
        await using (var journal = store.Open())
        {
            await journal.Append("early", "e1").Committed.Within("append");
            await journal.Append("forgotten", "f2").Committed.Within("append");
            await journal.Append("busy", "b3").Committed.Within("append");
        }
        await using (var journal = store.Open())
        {
            await journal.Append("busy", "b4").Committed.Within("append");
            await journal.Checkpoint(4, [Snapshot("early", 1, "s1"), Snapshot("busy", 4, "s4")]).Within("checkpoint");
        }
        Assert.Equal((2, 4), store.Rows());

        await using (var journal = store.Open())
        {
            Assert.Equal("@0 +f2@2", journal.Load("forgotten").Story());
            Assert.Equal("s4@4", journal.Load("busy").Story());
            await journal.Checkpoint(4, [Snapshot("forgotten", 2, "s2")]).Within("checkpoint");
        }
        Assert.Equal((4, 4), store.Rows());
    }
}
