using Stations.Journal;
using static Stations.Tests.Journal.JournalWords;

namespace Stations.Tests.Journal;

/// <summary>Whoever follows the journal reads every committed record once, in order, and nothing is trimmed before.</summary>
public abstract class FollowTests(StoreUnderTest store) : IDisposable
{
    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_follower_reads_in_portions_what_was_committed_in_many_commits()
    {
        await using var journal = store.Open();
        for (var number = 1; number <= 100; number++)
        {
            await journal.Append($"key{number % 7}", $"record {number}").Committed.Within($"commit {number}");
        }

        var followed = new List<string>();
        for (var position = 0L; journal.ReadAfter(position, maxBytes: 200) is { Count: > 0 } portion; position = portion[^1].Position)
        {
            Assert.InRange(portion.Count, 1, 15);
            followed.AddRange(portion.Select(one => $"{one.Position} {one.Key.Text()} {one.Bytes.Text()}"));
        }

        Assert.Equal(Enumerable.Range(1, 100).Select(number => $"{number} key{number % 7} record {number}"), followed);
    }

    [Fact]
    public async Task A_portion_may_begin_in_the_middle_of_a_commit()
    {
        await using var journal = store.Open();
        await journal.AppendTogether([Entry("a", "1"), Entry("b", "2"), Entry("c", "3")]).Committed.Within("commit");

        Assert.Equal(["2", "3"], journal.ReadAfter(1, maxBytes: 1_000).Select(one => one.Bytes.Text()));
        Assert.Empty(journal.ReadAfter(3, maxBytes: 1_000));
    }

    [Fact]
    public async Task Who_follows_closely_is_not_sent_to_the_store_and_who_comes_back_is()
    {
        await using var journal = store.Open();
        journal.KeepAfter = 0;
        await journal.Append("a", "1").Committed.Within("first");
        await journal.AppendTogether([Entry("a", "2"), Entry("b", "3")]).Committed.Within("second");
        store.Run("UPDATE journal SET crc = crc + 1");

        Assert.Equal(["1", "2", "3"], journal.ReadAfter(0, maxBytes: 1_000).Select(one => one.Bytes.Text()));
        Assert.Equal(["3"], journal.ReadAfter(2, maxBytes: 1_000).Select(one => one.Bytes.Text()));
        Assert.Empty(journal.ReadAfter(3, maxBytes: 1_000));
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => journal.ReadAfter(0, maxBytes: 1_000)).Fault);
    }

    /// <summary>More than memory holds, in commits of all sizes, read now closely and now from far behind.</summary>
    [Fact]
    public async Task However_far_behind_a_follower_is_it_misses_nothing()
    {
        await using var journal = store.Open();
        journal.KeepAfter = 0;
        var (random, position, last) = (new Random(7), 0L, 0L);
        for (var round = 0; round < 60; round++)
        {
            var record = new byte[random.Next(60_000)];
            random.NextBytes(record);
            var appended = Enumerable.Range(0, random.Next(1, 20)).Select(n => journal.Append($"{last + n + 1}".Bytes(), record.AsSpan(0, record.Length / (n + 1)))).ToList();
            await appended[^1].Committed.Within($"round {round}");
            last = appended[^1].Position;
            if (round is < 10 or > 50)
            {
                Follow();
            }
        }

        Follow();
        Assert.Equal(last, position);

        void Follow()
        {
            while (journal.ReadAfter(position, maxBytes: 100_000) is { Count: > 0 } portion)
            {
                foreach (var one in portion)
                {
                    Assert.Equal((++position, $"{position}"), (one.Position, one.Key.Text()));
                }
            }
        }
    }

    [Fact]
    public async Task What_a_follower_has_not_read_outlives_its_snapshots()
    {
        await using (var journal = store.Open())
        {
            await journal.Append("a", "1").Committed.Within("first");
            await journal.Append("a", "2").Committed.Within("second");
            await journal.Append("a", "3").Committed.Within("third");
            journal.KeepAfter = 1;
            await journal.Checkpoint(3, [Snapshot("a", 3, "123")]).Within("checkpoint");
            Assert.Equal(["2", "3"], journal.ReadAfter(1, maxBytes: 1_000).Select(one => one.Bytes.Text()));
        }

        await using var again = store.Open();
        Assert.Equal([2L, 3L], again.ReadAfter(0, maxBytes: 1_000).Select(one => one.Position));
        Assert.Equal("123@3", Assert.Single(again.LoadAll()).Story());
        again.KeepAfter = 3;
        await again.Checkpoint(3, []).Within("second checkpoint");
        Assert.Equal([3L], again.ReadAfter(0, maxBytes: 1_000).Select(one => one.Position));
    }

    [Fact]
    public async Task Records_appended_together_are_in_one_commit_and_numbered_one_after_the_other()
    {
        await using (var journal = store.Open())
        {
            var before = journal.Append("a", "1");
            var together = journal.AppendTogether([Entry("a", "2"), Entry("b", "3")]);
            await together.Committed.Within("commit");
            Assert.Equal((1L, 3L), (before.Position, together.Position));
        }

        await using var again = store.Open();
        Assert.Equal(["1", "2"], again.Load("a").Records.Select(record => record.Bytes.Text()));
        Assert.Equal(["3"], again.Load("b").Records.Select(record => record.Bytes.Text()));
    }

    [Fact]
    public async Task If_one_of_those_together_is_too_large_none_is_appended()
    {
        await using var journal = store.Open();
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.AppendTogether([Entry("a", "1"), new(new byte[2_000], "2".Bytes())]));
        Assert.Throws<ArgumentException>(() => journal.AppendTogether([]));
        Assert.Equal(1, journal.Append("a", "1").Position);
    }

    [Fact]
    public async Task A_key_with_an_empty_snapshot_is_forgotten_once_its_records_are()
    {
        await using (var journal = store.Open())
        {
            await journal.Append("gone", "1").Committed.Within("first");
            await journal.Append("stays", "2").Committed.Within("second");
            journal.KeepAfter = 0;
            await journal.Checkpoint(2, [Snapshot("gone", 1, ""), Snapshot("stays", 2, "2")]).Within("checkpoint that trims nothing");
            Assert.Equal("@1", journal.Load("gone").Story());

            journal.KeepAfter = long.MaxValue;
            await journal.Checkpoint(2, []).Within("checkpoint");
            Assert.Equal("@0", journal.Load("gone").Story());
        }

        await using var again = store.Open();
        Assert.Equal(["stays"], again.LoadAll().Select(one => one.Key.Text()));
    }

    [Fact]
    public async Task A_stepped_journal_commits_when_it_is_told_to()
    {
        var stepped = StoreUnderTest.Open(store.Options with { Stepped = true });
        Assert.False(stepped.Step());
        var first = stepped.Append("a", "1").Committed.AsTask();
        Assert.False(first.IsCompleted);
        Assert.True(stepped.Step());
        await first.Within("first");

        var last = stepped.Append("a", "2").Committed.AsTask();
        await stepped.DisposeAsync();
        await last.Within("what was taken before closing");
    }

    private static JournalEntry Entry(string key, string record) => new(key.Bytes(), record.Bytes());
}
