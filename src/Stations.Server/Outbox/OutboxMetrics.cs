using System.Diagnostics.Metrics;

namespace Stations.Server.Outbox;

/// <summary>How commands leave for devices.</summary>
public sealed class OutboxMetrics
{
    private long sent;
    private long unreached;
    private long passedOver;
    private long announced;

    public OutboxMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Stations.Outbox");
        meter.CreateObservableCounter("stations.outbox.sent", () => Volatile.Read(ref sent), description: "Commands sent to devices, each time that one was");
        meter.CreateObservableCounter("stations.outbox.unreached", () => Volatile.Read(ref unreached), description: "Commands that found no device connected here, or that another server sends");
        meter.CreateObservableCounter("stations.outbox.passed_over", () => Volatile.Read(ref passedOver), description: "Commands that wait for their next turn because too many were given at once");
        meter.CreateObservableCounter("stations.outbox.announced", () => Volatile.Read(ref announced), description: "Answers of stations that were said on MQTT, or that another server says");
    }

    public void CountSent() => Interlocked.Increment(ref sent);

    public void CountUnreached() => Interlocked.Increment(ref unreached);

    public void CountPassedOver() => Interlocked.Increment(ref passedOver);

    public void CountAnnounced() => Interlocked.Increment(ref announced);
}
