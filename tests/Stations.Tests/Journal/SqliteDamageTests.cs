using Stations.Journal;
using static Stations.Tests.Journal.JournalWords;

namespace Stations.Tests.Journal;

public sealed class SqliteDamageTests() : DamageTests(new JournalFolder())
{
    private JournalFolder Folder => (JournalFolder)Store;

    [Theory]
    [InlineData("DELETE FROM snapshot WHERE position = 1")]
    [InlineData("DELETE FROM grain_state")]
    [InlineData("UPDATE progress SET saves = saves + 1, content = content + 1")]
    public async Task A_snapshot_or_state_of_another_commit_than_the_last_is_noticed(string change)
    {
        await Fill();
        Folder.Run(change);
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Folder.Open()).Fault);
    }

    [Fact]
    public async Task What_was_written_before_there_was_a_sum_of_its_content_is_guarded_from_now_on()
    {
        await Fill();
        Folder.Run("ALTER TABLE progress DROP COLUMN content; ALTER TABLE journal DROP COLUMN length; PRAGMA user_version = 2");
        await using (var journal = Folder.Open())
        {
            Assert.Equal("other@2", journal.Load("b").Story());
        }

        Folder.Run("DELETE FROM snapshot WHERE position = 1");
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Folder.Open()).Fault);
    }

    [Fact]
    public async Task A_large_commit_is_told_in_fewer_bytes_and_read_whole()
    {
        const int Count = 200;
        await using (var journal = Folder.Open())
        {
            await journal.AppendTogether([.. Enumerable.Range(1, Count).Select(Entry)]).Committed.Within("commit");
            Assert.Equal(Enumerable.Range(1, Count).Select(number => Record(number)), journal.ReadAfter(0, maxBytes: 1).Select(one => one.Bytes.Text()));
        }

        Assert.InRange((long)Folder.Ask("SELECT length(records) FROM journal")!, 1, Count * Record(1).Length / 3);
        await using var again = Folder.Open();
        Assert.Equal(Enumerable.Range(1, Count).Select(number => Record(number)), again.Load("key").Records.Select(one => one.Bytes.Text()));

        static string Record(int number) => $$$"""{"v":1,"boot":"9F31","seq":{{{number}}},"ts":{{{1_700_000_000_000 + number * 10_000L}}},"d":{"temperature_c":{{{number % 77}}}.5}}""";

        static JournalEntry Entry(int number) => new("key".Bytes(), Record(number).Bytes());
    }

    [Theory]
    [InlineData("UPDATE journal SET length = 0")]
    [InlineData("UPDATE journal SET length = length + 1")]
    [InlineData("UPDATE journal SET length = -length")]
    [InlineData("UPDATE journal SET length = 4611686018427387904")]
    [InlineData("UPDATE journal SET records = substr(records, 1, length(records) - 1)")]
    [InlineData("UPDATE journal SET records = x''")]
    public async Task A_large_commit_that_was_changed_is_noticed(string change)
    {
        await using (var journal = Folder.Open())
        {
            await journal.AppendTogether([.. Enumerable.Repeat(new JournalEntry("key".Bytes(), new byte[100]), 100)]).Committed.Within("commit");
        }

        Folder.Run(change);
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Folder.Open()).Fault);
    }

    [Fact]
    public async Task What_is_found_damaged_is_left_as_it_was_found()
    {
        await using var journal = Folder.Open();
        await journal.Append("a", "1").Committed.Within("append");
        using var image = Folder.Image();
        var log = $"{image.Database}-wal";
        var (main, damaged) = (await File.ReadAllBytesAsync(image.Database, Cancellation), await File.ReadAllBytesAsync(log, Cancellation));
        damaged[100] ^= 1;
        await File.WriteAllBytesAsync(log, damaged, Cancellation);

        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => image.Open()).Fault);
        Assert.Equal(main, await File.ReadAllBytesAsync(image.Database, Cancellation));
        Assert.Equal(damaged, await File.ReadAllBytesAsync(log, Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task Fill()
    {
        await using var journal = Folder.Open();
        await journal.Append("a", "1").Committed.Within("append");
        await journal.Append("b", "2").Committed.Within("append");
        await journal.Save(Snapshot("a", 1, "good")).Within("save");
        await journal.Save(Snapshot("b", 2, "good")).Within("save");
        await journal.Save(Snapshot("b", 2, "other")).Within("save again");
        await journal.States.Write("station/1", "layout", "six slots".Bytes(), etag: null);
    }
}
