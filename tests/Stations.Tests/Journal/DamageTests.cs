using Stations.Journal;
using static Stations.Tests.Journal.JournalWords;

namespace Stations.Tests.Journal;

public abstract class DamageTests(StoreUnderTest store) : IDisposable
{
    protected StoreUnderTest Store { get; } = store;

    public void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_changed_row_is_named_by_position_and_file_and_never_served()
    {
        await using (var journal = Store.Open())
        {
            for (var n = 1; n <= 3; n++)
            {
                await journal.Append("a", $"record {n}").Committed.Within("append");
            }
        }
        Store.Run("UPDATE journal SET records = @key WHERE first = 2", "another".Bytes());

        var damage = Assert.Throws<JournalException>(() => Store.Open());
        Assert.Equal(JournalFault.Damaged, damage.Fault);
        Assert.Contains("records 2 to 2", damage.Message, StringComparison.Ordinal);
        Assert.Contains(Store.Name, damage.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE first = 1")]
    [InlineData("DELETE FROM journal WHERE first = 2")]
    [InlineData("DELETE FROM journal WHERE first = 3")]
    [InlineData("DELETE FROM journal")]
    public async Task A_missing_row_is_noticed_wherever_it_was(string loss)
    {
        await using (var journal = Store.Open())
        {
            for (var n = 1; n <= 3; n++)
            {
                await journal.Append("a", $"record {n}").Committed.Within("append");
            }
        }
        Store.Run(loss);
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Store.Open()).Fault);
    }

    [Fact]
    public async Task A_changed_snapshot_is_reported_for_its_key_and_the_others_are_served()
    {
        await using (var journal = Store.Open())
        {
            await journal.Append("a", "1").Committed.Within("append");
            await journal.Save(Snapshot("a", 1, "good")).Within("save");
            await journal.Save(Snapshot("b", 1, "good")).Within("save");
        }
        Store.Run("UPDATE snapshot SET position = 0 WHERE key = @key", "a".Bytes());

        await using var again = Store.Open();
        Assert.Equal("good@1", again.Load("b").Story());
        foreach (var damaged in new[] { again.Load("a"), again.LoadAll().First() })
        {
            Assert.Equal("@0", damaged.Story());
            Assert.Contains(Store.Name, damaged.Damage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_snapshot_under_a_changed_key_is_noticed()
    {
        await using (var journal = Store.Open())
        {
            await journal.Append("a", "1").Committed.Within("append");
            await journal.Save(Snapshot("a", 1, "good")).Within("save");
        }

        Store.Run("UPDATE snapshot SET key = @key", "b".Bytes());
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Store.Open()).Fault);
    }

    [Fact]
    public async Task A_changed_state_is_named_and_never_served()
    {
        await using (var journal = Store.Open())
        {
            await journal.States.Write("station/1", "layout", "six slots".Bytes(), etag: null);
        }

        Store.Run("UPDATE grain_state SET etag = etag + 1");
        var damage = Assert.Throws<JournalException>(() => Store.Open());
        Assert.Equal(JournalFault.Damaged, damage.Fault);
        Assert.Contains("layout of station/1", damage.Message, StringComparison.Ordinal);
    }
}
