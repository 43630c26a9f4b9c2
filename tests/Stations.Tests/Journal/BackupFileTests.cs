using Stations.Journal.Backup;
using static Stations.Tests.Journal.JournalWords;

namespace Stations.Tests.Journal;

/// <summary>A file that is not whole is not used.</summary>
public sealed class BackupFileTests : IDisposable
{
    private readonly JournalFolder source = new();
    private readonly JournalFolder target = new();
    private readonly BackupFiles files = new();

    public void Dispose()
    {
        source.Dispose();
        target.Dispose();
        files.Dispose();
    }

    [Fact]
    public async Task A_file_that_exists_is_not_written_over()
    {
        await Fill();
        await File.WriteAllTextAsync(files.Backup, "precious", TestContext.Current.CancellationToken);
        Assert.Contains("exists already", Assert.Throws<BackupException>(() => files.Export(source)).Message, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(files.Backup, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_empty_folder_is_not_taken_for_a_store()
    {
        Assert.Contains(source.Path, Assert.Throws<BackupException>(() => files.Export(source)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(source.Path));
        Assert.Empty(files.All);
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
        var bytes = "only one".Bytes();
        await using var stream = new MemoryStream();
        using (var writer = new BackupWriter(stream))
        {
            for (var number = 1; number <= 3; number++)
            {
                writer.Write(new BackupEntry(EntryKind.Record, number, "a".Bytes(), bytes));
            }

            writer.Finish();
        }

        var length = BackupEntry.LengthBytes + BackupEntry.HeadBytes + "a".Length + bytes.Length + BackupEntry.ChecksumBytes;
        var (whole, first) = (stream.ToArray(), BackupHeader.Length);
        var (one, two) = (whole[first..(first + length)], whole[(first + length)..(first + 2 * length)]);
        await CheckRefused([.. whole[..first], .. two, .. one, .. whole[(first + 2 * length)..]], "two changed places");
        await CheckRefused([.. whole[..first], .. two, .. whole[(first + 2 * length)..]], "the first is missing");
        await CheckRefused([.. whole[..first], .. one, .. whole[first..]], "the first is there twice");
        await CheckRefused([.. whole[..(first + 2 * length)], .. whole[(first + 3 * length)..]], "the last is missing");
    }

    [Fact]
    public async Task A_file_of_a_newer_format_is_left_to_a_newer_program()
    {
        var whole = await Exported();
        var newer = BackupHeader.Of(2);
        await CheckRefused([.. newer, .. whole[newer.Length..]], "format 2", "format is 2");
    }

    private async Task Fill()
    {
        await using var journal = source.Open();
        for (var n = 1; n <= 5; n++)
        {
            await journal.Append($"key {n}", $"record {n}").Committed.Within("append");
        }

        await journal.Save(Snapshot("key 1", 1, "state")).Within("save");
        await journal.States.Write("node", "lives", "state".Bytes(), etag: null);
    }

    private async Task<byte[]> Exported()
    {
        await Fill();
        files.Export(source);
        return await File.ReadAllBytesAsync(files.Backup, TestContext.Current.CancellationToken);
    }

    private async Task CheckRefused(byte[] damaged, string how, string why = "")
    {
        await File.WriteAllBytesAsync(files.Backup, damaged, TestContext.Current.CancellationToken);
        var refused = Record.Exception(() => files.Import(target)) as BackupException;
        Assert.True(
            refused is not null && refused.Message.StartsWith(files.Backup, StringComparison.Ordinal) && refused.Message.Contains(why, StringComparison.Ordinal),
            $"{how}: {refused?.Message ?? "taken for whole"}");
        Assert.Empty(Directory.GetFiles(target.Path));
    }
}
