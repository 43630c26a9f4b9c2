using Stations.Journal;
using Stations.Tests.Journal;

namespace Stations.Tests.Faults;

/// <summary>
/// The slow and obviously right model of a journal: everything that was appended, in order, and how far it was acknowledged. A key's
/// state is a number of records and a checksum over them, so that a snapshot can be checked against the records it stands for.
/// </summary>
internal sealed partial class Ledger
{
    private readonly List<(string Key, byte[] Bytes)> records = [];
    private readonly HashSet<long> commits = [0];
    private readonly Dictionary<string, long> saved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> forgets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> small = new(StringComparer.Ordinal);

    public long Last => records.Count;

    public IEnumerable<string> Keys => records.Select(record => record.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>A key may be reported as damaged then, instead of being served.</summary>
    public bool MayBeDamaged { get; set; }

    private long Acknowledged { get; set; }

    public void Append(string key, byte[] bytes) => records.Add((key, bytes));

    /// <summary>What was appended so far will be durable or not, but not in parts.</summary>
    public void Commit() => commits.Add(Last);

    public void Acknowledge() => Acknowledged = Last;

    public void Acknowledge(Snapshot snapshot) =>
        saved[snapshot.Key.Text()] = Math.Max(saved.GetValueOrDefault(snapshot.Key.Text()), snapshot.Position);

    /// <summary>The key's small state is now this, or will be: until it is acknowledged, what was there before may come back.</summary>
    public void Write(string key, string value)
    {
        if (!small.TryGetValue(key, out var values))
        {
            small[key] = values = [""];
        }

        values.Add(value);
    }

    public void AcknowledgeSmall(string key) => small[key].RemoveRange(0, small[key].Count - 1);

    /// <summary>The key's state after its last record: an empty one if it is to be forgotten, or was and has none since.</summary>
    public Snapshot Snapshot(string key, bool forget)
    {
        var position = LastOf(key);
        if (forget && !Forgets(key).Contains(position))
        {
            Forgets(key).Add(position);
        }

        return new Snapshot(key.Bytes(), position, Forgets(key).Contains(position) ? default : State(key, position).Bytes());
    }

    private long LastOf(string key) => records.FindLastIndex(record => record.Key == key) + 1;

    private List<long> Forgets(string key) => forgets.TryGetValue(key, out var found) ? found : forgets[key] = [];

    private string State(string key, long position)
    {
        var (count, sum) = (0, 17L);
        var start = Forgets(key).Where(forgotten => forgotten < position).DefaultIfEmpty().Max();
        foreach (var record in records.Take((int)position).Skip((int)start).Where(record => record.Key == key))
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
