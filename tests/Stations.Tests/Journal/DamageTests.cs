using Microsoft.Data.Sqlite;
using Stations.Journal;
using static Stations.Tests.Journal.JournalWords;

namespace Stations.Tests.Journal;

public sealed class DamageTests : IDisposable
{
    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_changed_row_is_named_by_position_and_file_and_never_served()
    {
        await using (var journal = folder.Open())
        {
            for (var n = 1; n <= 3; n++)
            {
                await journal.Append("a", $"record {n}").Committed.Within("append");
            }
        }
        Run("UPDATE journal SET records = replace(records, 'record', 'RECORD') WHERE first = 2");

        var damage = Assert.Throws<JournalException>(() => folder.Open());
        Assert.Equal(JournalFault.Damaged, damage.Fault);
        Assert.Contains("records 2 to 2", damage.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Database, damage.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE first = 1")]
    [InlineData("DELETE FROM journal WHERE first = 2")]
    [InlineData("DELETE FROM journal WHERE first = 3")]
    [InlineData("DELETE FROM journal")]
    public async Task A_missing_row_is_noticed_wherever_it_was(string loss)
    {
        await using (var journal = folder.Open())
        {
            for (var n = 1; n <= 3; n++)
            {
                await journal.Append("a", $"record {n}").Committed.Within("append");
            }
        }
        Run(loss);
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => folder.Open()).Fault);
    }

    [Fact]
    public async Task A_changed_snapshot_is_reported_for_its_key_and_the_others_are_served()
    {
        await using (var journal = folder.Open())
        {
            await journal.Append("a", "1").Committed.Within("append");
            await journal.Save(Snapshot("a", 1, "good")).Within("save");
            await journal.Save(Snapshot("b", 1, "good")).Within("save");
        }
        Run("UPDATE snapshot SET state = CAST('evil' AS BLOB) WHERE key = CAST('a' AS BLOB)");

        await using var again = folder.Open();
        Assert.Equal("good@1", again.Load("b").Story());
        foreach (var damaged in new[] { again.Load("a"), again.LoadAll().First() })
        {
            Assert.Equal("@0", damaged.Story());
            Assert.Contains(folder.Database, damaged.Damage, StringComparison.Ordinal);
        }
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
