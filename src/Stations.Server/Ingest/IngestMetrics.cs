using System.Diagnostics.Metrics;
using Stations.Grains;
using Stations.Protocol;

namespace Stations.Server.Ingest;

/// <summary>What became of the devices' messages. Counted without a lock, read when somebody asks.</summary>
public sealed class IngestMetrics
{
    private readonly long[] outcomes = new long[Enum.GetValues<OutcomeKind>().Length];
    private readonly long[] rejects = new long[Enum.GetValues<RejectReason>().Length];
    private long unknown;
    private long failures;
    private long rebirths;
    private long gaps;

    public IngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Stations.Ingest");
        meter.CreateObservableCounter("stations.ingest.messages", Outcomes, description: "Messages of devices by what became of them");
        meter.CreateObservableCounter("stations.ingest.rejected", Rejects, description: "Messages that were not understood, by reason");
        meter.CreateObservableCounter("stations.ingest.unknown", () => Volatile.Read(ref unknown), description: "Fields and words that the product does not know; they are kept");
        meter.CreateObservableCounter("stations.ingest.failures", () => Volatile.Read(ref failures), description: "Messages not acknowledged because of a fault here");
        meter.CreateObservableCounter("stations.ingest.rebirths", () => Volatile.Read(ref rebirths), description: "Births asked for");
        meter.CreateObservableCounter("stations.ingest.gaps", () => Volatile.Read(ref gaps), description: "Times that messages of a node, by their numbers, never came");
    }

    public void Count(in Outcome outcome)
    {
        Interlocked.Increment(ref outcomes[(int)outcome.Kind]);
        if (outcome.Unknown > 0)
        {
            Interlocked.Add(ref unknown, outcome.Unknown);
        }
    }

    public void Count(RejectReason reason)
    {
        Interlocked.Increment(ref outcomes[(int)OutcomeKind.Rejected]);
        Interlocked.Increment(ref rejects[(int)reason]);
    }

    public void CountFailure() => Interlocked.Increment(ref failures);

    public void CountRebirth() => Interlocked.Increment(ref rebirths);

    public void CountGap() => Interlocked.Increment(ref gaps);

    private IEnumerable<Measurement<long>> Outcomes() => Enum.GetValues<OutcomeKind>()
        .Select(kind => new Measurement<long>(Volatile.Read(ref outcomes[(int)kind]), new KeyValuePair<string, object?>("outcome", kind.ToString().ToLowerInvariant())));

    private IEnumerable<Measurement<long>> Rejects() => Enum.GetValues<RejectReason>().Skip(1)
        .Select(reason => new Measurement<long>(Volatile.Read(ref rejects[(int)reason]), new KeyValuePair<string, object?>("reason", reason.Word())));
}
