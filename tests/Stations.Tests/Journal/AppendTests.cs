using System.Globalization;
using Stations.Journal;

namespace Stations.Tests.Journal;

public abstract class AppendTests(StoreUnderTest store) : IDisposable
{
    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000)]
    [InlineData(50_000)]
    public async Task Every_record_of_a_batch_is_there_after_a_restart_in_order(int count)
    {
        await using (var journal = store.Open())
        {
            var all = Enumerable.Range(1, count).Select(n => journal.Append($"key {n % 7}", $"record {n}")).ToArray();
            Assert.Equal(Enumerable.Range(1, count).Select(n => (long)n), all.Select(one => one.Position));
            foreach (var one in all)
            {
                await one.Committed.Within($"record {one.Position}");
            }

            Assert.Equal(count, journal.Committed);
        }

        await using var again = store.Open();
        var found = again.LoadAll().ToArray();
        Assert.All(found, key => Assert.Equal(key.Records.Select(record => record.Position).Order(), key.Records.Select(record => record.Position)));
        Assert.All(found, key => Assert.All(key.Records, record => Assert.Equal($"key {record.Position % 7}", key.Key.Text())));
        Assert.Equal(Enumerable.Range(1, count).Select(n => (long)n), found.SelectMany(key => key.Records).Select(record => record.Position).Order());
        Assert.All(found.SelectMany(key => key.Records), record => Assert.Equal($"record {record.Position}", record.Bytes.Text()));
    }

    [Fact]
    public async Task Positions_go_on_after_a_restart_even_when_everything_was_trimmed()
    {
        await using (var journal = store.Open())
        {
            for (var n = 1; n <= 5; n++)
            {
                await journal.Append("a", $"{n}").Committed.Within("append");
            }

            await journal.Checkpoint(5, [JournalWords.Snapshot("a", 5, "5")]).Within("checkpoint");
        }

        await using var again = store.Open();
        Assert.Equal(5, again.Committed);
        Assert.Equal(6, again.Append("a", "6").Position);
    }

    [Fact]
    public async Task Waiters_complete_in_position_order_between_the_two_hooks()
    {
        var heard = new List<string>();
        using var everybodyWaits = new ManualResetEventSlim();
        await using (var journal = store.Open())
        {
            // Nothing completes before everybody waits, so that all of it is heard on the writer's thread.
            journal.BeforeCompletions = () =>
            {
                everybodyWaits.Wait(TimeSpan.FromSeconds(30));
                heard.Add("(");
            };
            journal.AfterCompletions = () => heard.Add(")");
            var all = new List<Task>();
            for (var n = 0; n < 2_000; n++)
            {
                all.Add(Hear(journal.Append("a", "x")));
            }

            everybodyWaits.Set();
            await Task.WhenAll(all).Within("all appends");
        }

        Assert.Equal(Enumerable.Range(1, 2_000), heard.Where(word => word is not ("(" or ")")).Select(word => int.Parse(word, CultureInfo.InvariantCulture)));
        Assert.Equal("(", heard[0]);
        Assert.Equal(")", heard[^1]);
        Assert.Equal(heard.Count(word => word == "("), heard.Count(word => word == ")"));

        async Task Hear(Appended appended)
        {
            await appended.Committed.ConfigureAwait(false);
            heard.Add(appended.Position.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Of_a_commit_the_appenders_are_told_from_the_last_back_and_then_all_who_wait_go_on_in_turn()
    {
        var heard = new List<string>();
        var journal = StoreUnderTest.Open(store.Options with { Stepped = true });
        await using (journal)
        {
            for (var number = 1; number <= 3; number++)
            {
                Assert.Equal(number, journal.AppendAndTell("a".Bytes(), "x".Bytes(), new Listener(heard), $"what {number}"));
                journal.Durable(number)!.OnCompleted(said => heard.Add($"{said}"), number);
            }

            Assert.Same(journal.Durable(1), journal.Durable(3));
            Assert.True(journal.Step());
            Assert.Null(journal.Durable(3));
        }

        Assert.Equal(["what 3 at 3", "what 2 at 2", "what 1 at 1", "1", "2", "3"], heard);
    }

    [Fact]
    public async Task Of_a_commit_that_is_over_everybody_hears_at_once()
    {
        var journal = StoreUnderTest.Open(store.Options with { Stepped = true });
        await using (journal)
        {
            var position = journal.AppendAndTell("a".Bytes(), "x".Bytes(), new Listener([]), "x");
            var commit = journal.Durable(position)!;
            Assert.False(commit.Task.IsCompleted);
            Assert.True(journal.Step());
            var heard = false;
            commit.OnCompleted(_ => heard = true, state: null);

            Assert.True(heard);
            Assert.True(commit.Task.IsCompletedSuccessfully);
        }
    }

    private sealed class Listener(List<string> heard) : IAppender
    {
        public void Committed(object what, long position) => heard.Add($"{what} at {position}");
    }

    [Fact]
    public async Task What_a_holder_appends_is_durable_once_it_has_released()
    {
        await using var journal = store.Open();
        for (var round = 1; round <= 100; round++)
        {
            journal.HoldBatch();
            var all = Enumerable.Range(1, 20).Select(_ => journal.Append("a", "x").Committed.AsTask()).ToArray();
            journal.ReleaseBatch();

            await Task.WhenAll(all).Within($"the records of round {round}");
            Assert.Equal(20 * round, journal.Committed);
        }
    }

    [Fact]
    public async Task Somebody_who_never_releases_keeps_nobody()
    {
        await using var journal = store.Open();
        var stuck = OnThread(() =>
        {
            journal.HoldBatch();
            return journal.Append("a", "of the one that is stuck").Committed.AsTask();
        });
        var other = OnThread(() => journal.Append("a", "of another").Committed.AsTask());

        await other.Within("the other's record");
        await stuck.Within("the record before it");

        static Task OnThread(Func<Task> append)
        {
            var appended = Task.CompletedTask;
            var thread = new Thread(() => appended = append());
            thread.Start();
            Assert.True(thread.Join(TimeSpan.FromSeconds(30)), "An append waits.");
            return appended;
        }
    }

    [Fact]
    public async Task Append_allocates_nothing_once_warm()
    {
        await using var journal = store.Open();
        var (key, record) = ("cabinet-17".Bytes(), new byte[150]);
        var waits = new ValueTask[2_000];
        var least = long.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var n = 0; n < waits.Length; n++)
            {
                waits[n] = journal.Append(key, record).Committed;
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            foreach (var wait in waits)
            {
                await wait;
            }
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public async Task Empty_records_are_kept_and_empty_keys_and_oversized_ones_are_refused()
    {
        await using (var journal = store.Open())
        {
            await journal.Append("empty", "").Committed.Within("append");
            Assert.Throws<ArgumentOutOfRangeException>(() => journal.Append("", "1"));
            Assert.Throws<ArgumentOutOfRangeException>(() => journal.Append(new byte[EventJournal.MaxKeyBytes + 1], []));
            Assert.Throws<ArgumentOutOfRangeException>(() => journal.Append("a".Bytes(), new byte[EventJournal.MaxRecordBytes + 1]));
            await journal.Append(new byte[EventJournal.MaxKeyBytes], new byte[EventJournal.MaxRecordBytes]).Committed.Within("largest append");
        }

        await using var again = store.Open();
        Assert.Equal("@0 +@1", again.Load("empty").Story());
        Assert.Equal(EventJournal.MaxRecordBytes, Assert.Single(again.Load(new byte[EventJournal.MaxKeyBytes]).Records).Bytes.Length);
    }

    [Fact]
    public async Task A_closed_journal_takes_nothing_more()
    {
        var journal = store.Open();
        var last = journal.Append("a", "1");
        await journal.DisposeAsync();
        await last.Committed.Within("what was taken before closing");
        Assert.Throws<ObjectDisposedException>(() => journal.Append("a", "2"));
        await journal.DisposeAsync();
    }
}
