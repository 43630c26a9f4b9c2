using Stations.Journal;
using Stations.Tests.Journal;

namespace Stations.Tests.Faults;

/// <summary>
/// The slow and obviously right model of a journal: everything that was appended, in order, and how far it was acknowledged. A key's
/// state is a number of records and a checksum over them, so that a snapshot can be checked against the records it stands for.
/// </summary>
internal sealed class Ledger
{
    private readonly List<(string Key, byte[] Bytes)> records = [];
    private readonly Dictionary<string, long> saved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> small = new(StringComparer.Ordinal);

    public long Last => records.Count;

    public long Acknowledged { get; private set; }

    public IEnumerable<string> Keys => records.Select(record => record.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public void Appended(string key, byte[] bytes) => records.Add((key, bytes));

    public void Acknowledge(long position) => Acknowledged = Math.Max(Acknowledged, position);

    public void AcknowledgeSnapshot(Snapshot snapshot) =>
        saved[snapshot.Key.Text()] = Math.Max(saved.GetValueOrDefault(snapshot.Key.Text()), snapshot.Position);

    /// <summary>The key's small state is now this, or will be: until it is acknowledged, what was there before may come back.</summary>
    public void Wrote(string key, string value)
    {
        if (!small.TryGetValue(key, out var values))
        {
            small[key] = values = [""];
        }

        values.Add(value);
    }

    public void AcknowledgeSmall(string key) => small[key].RemoveRange(0, small[key].Count - 1);

    public Snapshot SnapshotOf(string key)
    {
        var position = records.FindLastIndex(record => record.Key == key) + 1;
        return new Snapshot(key.Bytes(), position, State(key, position).Bytes());
    }

    /// <summary>Holds a journal that was opened after a fault against what was appended; what it serves is from then on promised, too.</summary>
    public void Check(EventJournal journal)
    {
        var last = journal.Committed;
        Assert.True(last >= Acknowledged, $"acknowledged up to {Acknowledged}, found up to {last}");
        Assert.True(last <= records.Count, $"appended up to {records.Count}, found up to {last}");
        records.RemoveRange((int)last, records.Count - (int)last);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var recovered in journal.LoadAll())
        {
            Assert.True(found.Add(recovered.Key.Text()), $"{recovered.Key.Text()} is there twice");
            Check(recovered);
        }

        Assert.Equal(Keys, found.Order(StringComparer.Ordinal));
        foreach (var (key, values) in small)
        {
            var value = journal.States.Read(key, "small").Data is { } data ? new ReadOnlyMemory<byte>(data).Text() : "";
            Assert.Contains(value, values);
            values.RemoveAll(other => other != value);
        }

        Acknowledged = last;
    }

    private void Check(Recovered recovered)
    {
        var key = recovered.Key.Text();
        Assert.True(recovered.Damage is null, recovered.Damage);
        Assert.True(recovered.Position >= saved.GetValueOrDefault(key), $"{key}: snapshot at {recovered.Position}, one at {saved.GetValueOrDefault(key)} was acknowledged");
        Assert.Equal(recovered.Position == 0 ? "" : State(key, recovered.Position), recovered.State.Text());
        var after = records.Index().Where(record => record.Item.Key == key && record.Index >= recovered.Position).ToArray();
        Assert.Equal(after.Select(record => record.Index + 1L), recovered.Records.Select(record => record.Position));
        Assert.All(after.Zip(recovered.Records), pair => Assert.True(pair.First.Item.Bytes.AsSpan().SequenceEqual(pair.Second.Bytes.Span)));
    }

    private string State(string key, long position)
    {
        var (count, sum) = (0, 17L);
        foreach (var record in records.Take((int)position).Where(record => record.Key == key))
        {
            count++;
            foreach (var one in record.Bytes)
            {
                sum = unchecked(sum * 31 + one);
            }
        }
        return $"{count} {sum} {new string('.', (int)(position * 37 % 900))}";
    }
}
