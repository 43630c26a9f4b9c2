using Stations.Journal;
using Stations.Journal.Backup;
using static Stations.Tests.Journal.JournalWords;

namespace Stations.Tests.Journal;

/// <summary>What comes back out of a backup is what went in, and a backup that is not whole is not used.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Session = "/mqtt/session/gateway-7";

    private readonly JournalFolder source = new();
    private readonly JournalFolder files = new();
    private readonly JournalFolder target = new();

    private string File => Path.Combine(files.Path, "backup.stations");

    public void Dispose()
    {
        source.Dispose();
        files.Dispose();
        target.Dispose();
    }

    [Fact]
    public async Task A_store_filled_from_a_backup_holds_the_same_and_goes_on_where_the_other_ended()
    {
        var last = await Fill(source);
        var exported = Backup(source).Export(File);
        var imported = Backup(target).Import(File);

        Assert.Equal([("snapshots", 21L), ("records", 23L), ("states", 3L)], exported.Counts);
        Assert.Equal(exported.Digest, imported.Digest);
        Assert.Equal(exported.Digest, Backup(target).Verify().Digest);
        Assert.Equal(exported.Digest, Backup(source).Verify().Digest);
        await using var before = source.Open();
        await using var after = target.Open();
        Assert.Equal(before.LoadAll().Select(key => $"{key.Key.Text()} {key.Story()}"), after.LoadAll().Select(key => $"{key.Key.Text()} {key.Story()}"));
        Assert.Equal("queue@22 +more@23", after.Load(Session).Story());
        Assert.Equal("2", after.States.Read("node:a", "lives").ETag);
        Assert.Equal("of a".Bytes(), after.States.Read("node:a", "lives").Data);
        Assert.Equal(new StoredState(Data: null, ETag: "2"), after.States.Read("node:b", "lives"));
        Assert.Equal(last + 1, after.Append("a", "next").Position);
    }

    [Fact]
    public async Task Only_an_empty_store_is_filled()
    {
        await Fill(source);
        Backup(source).Export(File);
        await Fill(target);
        var before = Backup(target).Verify();

        var refused = Assert.Throws<BackupException>(() => Backup(target).Import(File));
        Assert.Contains("is not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before.Digest, Backup(target).Verify().Digest);
    }

    [Fact]
    public async Task A_file_that_exists_is_not_written_over()
    {
        await Fill(source);
        await System.IO.File.WriteAllTextAsync(File, "precious", TestContext.Current.CancellationToken);
        Assert.Contains("exists already", Assert.Throws<BackupException>(() => Backup(source).Export(File)).Message, StringComparison.Ordinal);
        Assert.Equal("precious", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_empty_folder_is_not_taken_for_a_store()
    {
        Assert.Contains(source.Path, Assert.Throws<BackupException>(() => Backup(source).Export(File)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(source.Path));
        Assert.Empty(Directory.GetFiles(files.Path));
    }

    [Fact]
    public async Task A_store_in_use_is_neither_read_nor_filled()
    {
        await Fill(source);
        Backup(source).Export(File);
        await using var inUse = source.Open();
        await using var alsoInUse = target.Open();
        Assert.Equal(JournalFault.InUse, Assert.Throws<JournalException>(() => Backup(source).Verify()).Fault);
        Assert.Equal(JournalFault.InUse, Assert.Throws<JournalException>(() => Backup(target).Import(File)).Fault);
    }

    [Fact]
    public async Task A_store_that_was_not_filled_to_the_end_is_not_opened()
    {
        await Fill(source);
        var whole = new List<BackupEntry>();
        using (var store = Opened(source))
        {
            whole.AddRange(StoreContent.Read(store));
        }

        using (var store = Opened(target))
        {
            var filler = new StoreFiller(store, commitBytes: 1);
            whole[..^1].ForEach(filler.Add);
        }

        var refused = Assert.Throws<JournalException>(() => target.Open());
        Assert.Equal(JournalFault.Damaged, refused.Fault);
        Assert.Contains("import again", refused.Message, StringComparison.Ordinal);
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Backup(target).Verify()).Fault);
    }

    [Fact]
    public async Task Every_flipped_byte_is_noticed_and_nothing_is_imported()
    {
        var whole = await Exported();
        var dice = new Random(4);
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= (byte)(1 << dice.Next(8));
            await CheckRefused(damaged, $"byte {at} of {whole.Length}, seed 4");
        }
    }

    [Fact]
    public async Task Every_cut_is_noticed_and_every_appendage()
    {
        var whole = await Exported();
        for (var length = 0; length < whole.Length; length++)
        {
            await CheckRefused(whole[..length], $"cut to {length} of {whole.Length}");
        }

        await CheckRefused([.. whole, 0], "a byte more");
    }

    [Fact]
    public async Task An_entry_that_was_moved_left_out_or_doubled_is_noticed()
    {
        var entry = "only one\n"u8;
        await using var stream = new MemoryStream();
        using (var writer = new BackupWriter(stream))
        {
            for (var number = 1; number <= 3; number++)
            {
                writer.Write(new BackupEntry(EntryKind.Record, number, "a".Bytes(), entry.ToArray()));
            }

            writer.Finish();
        }

        var length = BackupEntry.LengthBytes + BackupEntry.HeadBytes + "a".Length + entry.Length + BackupEntry.ChecksumBytes;
        var (whole, first) = (stream.ToArray(), BackupHeader.Length);
        var (one, two) = (whole[first..(first + length)], whole[(first + length)..(first + 2 * length)]);
        await CheckRefused([.. whole[..first], .. two, .. one, .. whole[(first + 2 * length)..]], "two changed places");
        await CheckRefused([.. whole[..first], .. two, .. whole[(first + 2 * length)..]], "the first is missing");
        await CheckRefused([.. whole[..first], .. one, .. whole[first..]], "the first is there twice");
        await CheckRefused([.. whole[..(first + 2 * length)], .. whole[(first + 3 * length)..]], "the last is missing");
    }

    private static JournalBackup Backup(JournalFolder folder) => new(new JournalOptions(folder.Path), folder.Path, new Quiet());

    private static IJournalStore Opened(JournalFolder folder)
    {
        var store = new JournalOptions(folder.Path).OpenStore();
        store.ReadTail(new Tail());
        return store;
    }

    /// <summary>Trimmed records, a tail, a forgotten key, states with tags. Returns the last position.</summary>
    private static async Task<long> Fill(JournalFolder folder)
    {
        await using var journal = folder.Open();
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

    private async Task<byte[]> Exported()
    {
        await Fill(source);
        Backup(source).Export(File);
        return await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
    }

    private async Task CheckRefused(byte[] damaged, string how)
    {
        await System.IO.File.WriteAllBytesAsync(File, damaged, TestContext.Current.CancellationToken);
        var refused = Record.Exception(() => Backup(target).Import(File)) as BackupException;
        Assert.True(refused is not null && refused.Message.StartsWith(File, StringComparison.Ordinal), $"{how}: {refused?.Message ?? "taken for whole"}");
        Assert.Empty(Directory.GetFiles(target.Path));
    }

    private sealed class Quiet : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value)
        {
        }
    }
}
