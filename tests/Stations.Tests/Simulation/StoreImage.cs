using Stations.Journal;
using Stations.Tests.Journal;

namespace Stations.Tests.Simulation;

/// <summary>What is on the simulated disk: the same things as in the real one's tables.</summary>
internal sealed class StoreImage
{
    public readonly record struct Row(long First, int Count, byte[] Records)
    {
        public long Last => First + Count - 1;
    }

    public List<Row> Rows { get; private set; } = [];

    public SortedDictionary<string, (long Position, byte[] State)> Snapshots { get; private set; } = new(StringComparer.Ordinal);

    public Dictionary<(string Key, string Name), (long ETag, byte[]? Data)> States { get; private set; } = [];

    public long Trimmed { get; set; }

    public long Last => Rows.Count > 0 ? Rows[^1].Last : Trimmed;

    public StoreImage Copy() => new()
    {
        Rows = [.. Rows],
        Snapshots = new(Snapshots, StringComparer.Ordinal),
        States = new(States),
        Trimmed = Trimmed,
    };

    public Recovered Snapshot(ReadOnlySpan<byte> key)
    {
        ReadOnlyMemory<byte> own = key.ToArray();
        return Snapshots.TryGetValue(own.Text(), out var found)
            ? new Recovered(own, found.Position, found.State, [], Damage: null)
            : new Recovered(own, 0, default, [], Damage: null);
    }

    public static IEnumerable<CommittedRecord> Unpack(Row row)
    {
        var (at, next) = (0, row.First);
        while (Packed.TryRead(row.Records, ref at, ref next, out var key, out var record))
        {
            yield return new CommittedRecord(next - 1, key, record);
        }

        Assert.Equal((row.Records.Length, row.Last + 1), (at, next));
    }
}
