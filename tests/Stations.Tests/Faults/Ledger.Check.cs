using Stations.Journal;
using Stations.Tests.Journal;

namespace Stations.Tests.Faults;

internal sealed partial class Ledger
{
    /// <summary>Holds a journal that was opened after a fault against what was appended; what it serves is from then on promised, too.</summary>
    public void Check(EventJournal journal)
    {
        CheckEnd(journal.Committed);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var recovered in journal.LoadAll())
        {
            Assert.True(found.Add(recovered.Key.Text()), $"{recovered.Key.Text()} is there twice");
            Check(recovered);
        }

        Assert.Subset(Keys.ToHashSet(), found);
        Assert.Superset(Keys.Where(key => !Forgets(key).Contains(LastOf(key))).ToHashSet(), found);
        foreach (var (key, values) in small)
        {
            var value = journal.States.Read(key, "small").Data is { } data ? new ReadOnlyMemory<byte>(data).Text() : "";
            Assert.Contains(value, values);
            values.RemoveAll(other => other != value);
        }
    }

    /// <summary>What was never acknowledged and is gone is forgotten here, too: its numbers are given again.</summary>
    private void CheckEnd(long last)
    {
        Assert.True(last >= Acknowledged, $"acknowledged up to {Acknowledged}, found up to {last}");
        Assert.True(commits.Contains(last), $"commits end at {string.Join(", ", commits.Order())}, found up to {last}");
        records.RemoveRange((int)last, records.Count - (int)last);
        commits.RemoveWhere(commit => commit > last);
        foreach (var (_, positions) in forgets)
        {
            positions.RemoveAll(position => position > last);
        }

        Acknowledged = last;
    }

    private void Check(Recovered recovered)
    {
        var key = recovered.Key.Text();
        if (recovered.Damage is not null)
        {
            Assert.True(MayBeDamaged && recovered.State.IsEmpty && recovered.Records.Count == 0, recovered.Damage);
            return;
        }

        var saves = saved.GetValueOrDefault(key);
        if (recovered.Position > 0)
        {
            Assert.True(recovered.Position >= saves, $"{key}: snapshot at {recovered.Position}, one at {saves} was acknowledged");
            Assert.True(
                recovered.State.Text() == State(key, recovered.Position) || (recovered.State.IsEmpty && Forgets(key).Contains(recovered.Position)),
                $"{key}: no such state at {recovered.Position}");
            CheckRecords(key, recovered.Position, recovered.Records);
            return;
        }

        // Without a snapshot: from the beginning, or from where the key was forgotten.
        var start = Forgets(key).Append(0).FirstOrDefault(start => start >= saves && AfterIn(start, key).Length == recovered.Records.Count, -1);
        Assert.True(start >= 0, $"{key}: {recovered.Records.Count} records without a snapshot; saved at {saves}, to be forgotten at {string.Join(", ", Forgets(key))}");
        CheckRecords(key, start, recovered.Records);
    }

    private void CheckRecords(string key, long start, IReadOnlyList<JournalRecord> found)
    {
        var expected = AfterIn(start, key);
        Assert.Equal(expected.Select(record => record.Position), found.Select(record => record.Position));
        Assert.All(expected.Zip(found), pair => Assert.True(pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span)));
    }

    private JournalRecord[] AfterIn(long start, string key) =>
        [.. records.Index().Skip((int)start).Where(one => one.Item.Key == key).Select(one => new JournalRecord(one.Index + 1, one.Item.Bytes))];
}
