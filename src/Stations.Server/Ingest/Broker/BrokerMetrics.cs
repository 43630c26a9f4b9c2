using System.Diagnostics.Metrics;

namespace Stations.Server.Ingest.Broker;

/// <summary>How the work with the broker goes; what becomes of messages counts <see cref="IngestMetrics"/>.</summary>
public sealed class BrokerMetrics
{
    private long waiting;
    private long stuck;
    private long retries;
    private long connected;
    private long lost;
    private long unsent;

    public BrokerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Stations.Broker");
        meter.CreateObservableGauge("stations.broker.connections", () => Volatile.Read(ref connected), description: "Connections to the broker that are up");
        meter.CreateObservableCounter("stations.broker.lost", () => Volatile.Read(ref lost), description: "Connections to the broker that ended or never came about");
        meter.CreateObservableGauge("stations.broker.waiting", () => Volatile.Read(ref waiting), description: "Messages taken from the broker and not done with");
        meter.CreateObservableGauge("stations.broker.stuck", () => Stuck, description: "Of those, messages that failed and are tried again");
        meter.CreateObservableCounter("stations.broker.retries", () => Volatile.Read(ref retries), description: "Deliveries that were tried again");
        meter.CreateObservableCounter("stations.broker.unsent", () => Volatile.Read(ref unsent), description: "Messages to devices dropped: too many waited for the broker, or it refused them");
    }

    /// <summary>Messages that failed and are tried again.</summary>
    public long Stuck => Volatile.Read(ref stuck);

    public void Taken() => Interlocked.Increment(ref waiting);

    public void Done() => Interlocked.Decrement(ref waiting);

    public void Sticks() => Interlocked.Increment(ref stuck);

    public void Loosens() => Interlocked.Decrement(ref stuck);

    public void Retries() => Interlocked.Increment(ref retries);

    public void Connects() => Interlocked.Increment(ref connected);

    public void Disconnects() => Interlocked.Decrement(ref connected);

    public void Loses() => Interlocked.Increment(ref lost);

    public void Drops() => Interlocked.Increment(ref unsent);
}
