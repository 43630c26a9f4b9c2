using Stations.Journal;
using Stations.Journal.Backup;
using Stations.Journal.History;
using static Stations.Tests.Journal.JournalWords;

namespace Stations.Tests.Journal;

/// <summary>What comes back out of a backup is what went in, whatever kind of store it came from and went to.</summary>
public abstract class BackupTests(StoreUnderTest source, StoreUnderTest target) : IDisposable
{
    private const string Session = "/mqtt/session/gateway-7";

    private readonly BackupFiles files = new();

    public void Dispose()
    {
        source.Dispose();
        target.Dispose();
        files.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_store_filled_from_a_backup_holds_the_same_and_goes_on_where_the_other_ended()
    {
        var last = await Fill(source);
        var exported = files.Export(source);
        var imported = files.Import(target);

        Assert.Equal(
            [("snapshots", 21L), ("records", 23L), ("states", 3L), ("raw history", 4L), ("minutes", 1L), ("hours", 1L), ("events", 2L)], exported.Counts);
        Assert.Equal(exported.Digest, imported.Digest);
        Assert.Equal(exported.Digest, BackupFiles.Verify(target).Digest);
        Assert.Equal(exported.Digest, BackupFiles.Verify(source).Digest);
        await using var before = source.Open();
        await using var after = target.Open();
        Assert.Equal(before.LoadAll().Select(key => $"{key.Key.Text()} {key.Story()}"), after.LoadAll().Select(key => $"{key.Key.Text()} {key.Story()}"));
        Assert.Equal("queue@22 +more@23", after.Load(Session).Story());
        Assert.Equal("2", after.States.Read("node:a", "lives").ETag);
        Assert.Equal("of a".Bytes(), after.States.Read("node:a", "lives").Data);
        Assert.Equal(new StoredState(Data: null, ETag: "2"), after.States.Read("node:b", "lives"));
        Assert.Equal(last + 1, after.Append("a", "next").Position);

        using var history = target.Options.NewHistory();
        history.Open(after.Ownership);
        Assert.Equal(17, history.Position);
        Assert.Equal(["first", "second"], history.Read(BlockKind.Loose, "key 01".Bytes(), 7, 7).Select(block => new ReadOnlyMemory<byte>(block.Bytes).Text()));
        Assert.Equal(["many"], history.Read(BlockKind.Bundle, Bundle.Name(700).Span, 7, 7).Select(block => new ReadOnlyMemory<byte>(block.Bytes).Text()));
        Assert.Equal([new(new EventKey(70, 9, 1), "subject", "place", "area", 3, 4), new(new EventKey(50, 8, 0), "备", "", "", 1, -2)], history.ReadEvents(All, most: 9));
    }

    [Fact]
    public async Task Only_an_empty_store_is_filled()
    {
        await Fill(source);
        files.Export(source);
        await using (var journal = target.Open())
        {
            await journal.States.Write("a", "only", "state".Bytes(), etag: null);
        }

        var refused = Assert.Throws<BackupException>(() => files.Import(target));
        Assert.Contains("is not empty", refused.Message, StringComparison.Ordinal);
        Assert.Contains(target.Options.Place, refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, BackupFiles.Verify(target).Counts.Sum(one => one.Count));
    }

    [Fact]
    public async Task A_store_in_use_is_neither_read_nor_filled()
    {
        await Fill(source);
        files.Export(source);
        await using var inUse = source.Open();
        await using var alsoInUse = target.Open();
        Assert.Equal(JournalFault.InUse, Assert.Throws<JournalException>(() => BackupFiles.Verify(source)).Fault);
        Assert.Equal(JournalFault.InUse, Assert.Throws<JournalException>(() => files.Import(target)).Fault);
    }

    [Fact]
    public async Task A_store_that_was_not_filled_to_the_end_is_not_opened()
    {
        await Fill(source);
        BackupEntry[] whole;
        using (var store = source.Options.OpenStore())
        {
            whole = [.. StoreContent.Read(store)];
        }

        using (var store = target.Options.OpenStore())
        using (var history = target.Options.NewHistory())
        {
            store.ReadTail(new Tail());
            history.Open(store.Ownership);
            var filler = new StoreFiller(store, history, commitBytes: 1);
            Array.ForEach(whole[..^1], filler.Add);
        }

        var refused = Assert.Throws<JournalException>(() => target.Open());
        Assert.Equal(JournalFault.Damaged, refused.Fault);
        Assert.Contains("import again", refused.Message, StringComparison.Ordinal);
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => BackupFiles.Verify(target)).Fault);
    }

    private static EventRange All => new(EventScope.All, "", 0, new EventKey(long.MaxValue, 0, 0));

    /// <summary>Trimmed records, a tail, a session, states with tags, history of every kind. Returns the last position.</summary>
    private async Task<long> Fill(StoreUnderTest store)
    {
        await using var journal = store.Open();
        using (var history = store.Options.NewHistory())
        {
            history.Open(journal.Ownership);
            history.Follow(
                17,
                [
                    new(BlockKind.Hours, 0, "key 01".Bytes(), "hours".Bytes()), new(BlockKind.Loose, 7, "key 01".Bytes(), "first".Bytes()),
                    new(BlockKind.Minutes, 6, "key 01".Bytes(), "minutes".Bytes()), new(BlockKind.Loose, 7, "key 01".Bytes(), "second".Bytes()),
                    new(BlockKind.Merged, 6, "key 02".Bytes(), new byte[100_000]), new(BlockKind.SetAside, 6, "key 02".Bytes(), "damaged".Bytes()),
                    new(BlockKind.Bundle, 7, Bundle.Name(700), "many".Bytes()),
                ],
                [new(new EventKey(50, 8, 0), "备", "", "", 1, -2), new(new EventKey(70, 9, 1), "subject", "place", "area", 3, 4)]);
        }

        for (var n = 1; n <= 20; n++)
        {
            await journal.Append($"key {n:d2}", $"{n}").Committed.Within("append");
        }

        await journal.Checkpoint(20, Enumerable.Range(1, 20).Select(n => Snapshot($"key {n:d2}", n, $"state {n}"))).Within("checkpoint");
        await journal.Append(Session, "connect").Committed.Within("append");
        await journal.Append(Session, "queue").Committed.Within("append");
        await journal.Save(Snapshot(Session, 22, "queue")).Within("save");
        await journal.Append(Session, "more").Committed.Within("append");
        for (var n = 24; n <= 42; n++)
        {
            await journal.Append($"key {n % 20 + 1:d2}", $"{n}").Committed.Within("append");
        }

        foreach (var node in new[] { "node:a", "node:b", "node:c" })
        {
            var tag = await journal.States.Write(node, "lives", "first".Bytes(), etag: null);
            _ = node switch
            {
                "node:a" => await journal.States.Write(node, "lives", "of a".Bytes(), tag),
                "node:b" => await journal.States.Clear(node, "lives", tag),
                _ => tag,
            };
        }

        return journal.Committed;
    }
}

public sealed class SqliteBackupTests() : BackupTests(new JournalFolder(), new JournalFolder());

public sealed class SqliteToPostgresTests() : BackupTests(new JournalFolder(), new JournalDatabase());

public sealed class PostgresToSqliteTests() : BackupTests(new JournalDatabase(), new JournalFolder());
