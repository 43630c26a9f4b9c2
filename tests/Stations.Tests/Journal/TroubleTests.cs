using System.Data.Common;
using Stations.Journal;

namespace Stations.Tests.Journal;

public abstract class TroubleTests(StoreUnderTest store) : IDisposable
{
    private readonly HeldClock clock = new();

    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_full_store_is_asked_again_until_it_has_room_and_nobody_is_acknowledged_before()
    {
        await using (var journal = store.Open(clock))
        {
            await journal.Append("a", "before").Committed.Within("append before the trouble");
            store.RunAsWriter(journal, store.MakeFull);

            var refused = clock.NextTimer();
            var held = journal.Append("a", new string('x', 100_000)).Committed.AsTask();
            await refused.Within("first refusal");
            Assert.Contains("full", journal.Trouble, StringComparison.Ordinal);
            var later = journal.Append("a", "meanwhile").Committed.AsTask();

            refused = clock.NextTimer();
            clock.Advance(TimeSpan.FromSeconds(1));
            await refused.Within("second refusal");
            Assert.False(held.IsCompleted);
            Assert.False(later.IsCompleted);
            Assert.Equal(1, journal.Committed);

            store.RunAsWriter(journal, store.MakeRoom);
            clock.Advance(TimeSpan.FromSeconds(1));
            await held.Within("the held record");
            await later.Within("the record taken meanwhile");
            Assert.Null(journal.Trouble);
        }

        await using var again = store.Open();
        Assert.Equal([1L, 2L, 3L], again.Load("a").Records.Select(record => record.Position));
    }

    [Fact]
    public async Task Who_waits_for_a_commit_that_never_comes_hears_of_it()
    {
        var journal = StoreUnderTest.Open(store.Options with { Stepped = true }, clock);
        store.RunAsWriter(journal, store.MakeFull);
        var position = journal.AppendAndTell("a".Bytes(), new byte[100_000], new Nobody(), "x");
        var commit = journal.Durable(position)!;
        Assert.False(journal.Step());
        await journal.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(commit.GetResult);
        Assert.Throws<ObjectDisposedException>(() => journal.Durable(position)!.GetResult());
    }

    private sealed class Nobody : IAppender
    {
        public void Committed(object what, long position) => throw new InvalidOperationException("It is not durable.");
    }

    [Fact]
    public async Task A_store_locked_by_another_tool_is_waited_for_and_the_full_batch_says_so()
    {
        await using var journal = StoreUnderTest.Open(store.Options with { RoomBytes = 1_000 }, clock);
        await using var tool = store.Connect();
        await Run(tool, store.KeepOut);

        var refused = clock.NextTimer();
        var first = journal.Append("a", "1").Committed.AsTask();
        await refused.Within("refusal");
        Assert.Contains(store.Name, journal.Trouble, StringComparison.Ordinal);
        Assert.True(journal.HasRoom);
        var second = journal.Append("a", new string('x', 1_000)).Committed.AsTask();
        Assert.False(journal.HasRoom);

        await Run(tool, "ROLLBACK");
        clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(first, second).Within("both records");
        Assert.True(journal.HasRoom);
    }

    [Fact]
    public async Task Closing_while_the_store_refuses_ends_and_acknowledges_nobody()
    {
        var journal = store.Open(clock);
        await journal.Append("a", "kept").Committed.Within("append before the trouble");
        store.RunAsWriter(journal, store.MakeFull);
        var refused = clock.NextTimer();
        var held = journal.Append("a", new string('x', 100_000)).Committed.AsTask();
        await refused.Within("refusal");
        var later = journal.Append("a", new string('x', 100_000)).Committed.AsTask();

        await journal.DisposeAsync().Within("closing");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => held);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => later);
        await using var again = store.Open();
        Assert.Equal("@0 +kept@1", again.Load("a").Story());
    }

    private static async Task Run(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
