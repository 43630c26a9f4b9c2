using System.Diagnostics.Metrics;

namespace Stations.Journal;

/// <summary>Meter <c>Stations.Journal</c>.</summary>
internal sealed class JournalMetrics : IDisposable
{
    private readonly Meter meter = new("Stations.Journal");
    private readonly Counter<long> records;
    private readonly Counter<long> bytes;
    private readonly Counter<long> failures;
    private readonly Histogram<double> duration;

    public JournalMetrics(Func<int> openBytes, Func<bool> inTrouble)
    {
        records = meter.CreateCounter<long>("journal.records", "{record}", "Records committed.");
        bytes = meter.CreateCounter<long>("journal.bytes", "By", "Bytes of records committed.");
        failures = meter.CreateCounter<long>("journal.commit.failures", "{commit}", "Commits that the store refused; each is tried again.");
        duration = meter.CreateHistogram<double>("journal.commit.duration", "s", "From the first try of a commit until it is durable.");
        meter.CreateObservableGauge("journal.open.bytes", openBytes, "By", "Bytes waiting for the next commit.");
        meter.CreateObservableGauge("journal.trouble", () => inTrouble() ? 1 : 0, description: "1 while the store refuses commits.");
    }

    public void Committed(Batch batch, TimeSpan took)
    {
        records.Add(batch.Count);
        bytes.Add(batch.Bytes);
        duration.Record(took.TotalSeconds);
    }

    public void Refused() => failures.Add(1);

    public void Dispose() => meter.Dispose();
}
