using System.Diagnostics.Metrics;

namespace Stations.Mqtt.Server;

/// <summary>The endpoint's instruments. Every <c>reason</c> is one of the constants in this library, so the labels stay few.</summary>
public sealed class MqttCounters : IDisposable
{
    public const string MeterName = "Stations.Mqtt";

    private readonly Counter<long> received;
    private readonly Counter<long> sent;
    private readonly Counter<long> dropped;
    private readonly Counter<long> refused;
    private readonly Counter<long> disconnected;
    private readonly Counter<long> reloaded;

    internal MqttCounters(Func<int> connections, Func<int> sessions, Func<int> retained, Func<long> retainedBytes, Func<long> queuedBytes)
    {
        Meter = new Meter(MeterName);
        received = Meter.CreateCounter<long>("mqtt.messages.received", description: "PUBLISH packets from clients");
        sent = Meter.CreateCounter<long>("mqtt.messages.sent", description: "PUBLISH packets to clients");
        dropped = Meter.CreateCounter<long>("mqtt.messages.dropped", description: "Messages not delivered or not accepted, by reason");
        refused = Meter.CreateCounter<long>("mqtt.refused", description: "Connections and requests refused, by reason");
        disconnected = Meter.CreateCounter<long>("mqtt.disconnected", description: "Connections ended, by reason");
        reloaded = Meter.CreateCounter<long>("mqtt.tls.reloads", description: "New certificates, by whether they were taken");
        Meter.CreateObservableGauge("mqtt.connections", connections);
        Meter.CreateObservableGauge("mqtt.sessions", sessions);
        Meter.CreateObservableGauge("mqtt.retained", retained);
        Meter.CreateObservableGauge("mqtt.retained.size", retainedBytes, "By", "Of retained messages, with what it takes to find them");
        Meter.CreateObservableGauge("mqtt.queued.size", queuedBytes, "By", "Of what waits for clients, with what it takes to hold it");
    }

    /// <summary>This endpoint's own meter, to tell it from another one in the same process.</summary>
    public Meter Meter { get; }

    public void Dispose() => Meter.Dispose();

    internal void Received(int count) => received.Add(count);

    internal void Sent() => sent.Add(1);

    internal void Dropped(string reason) => dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Refused(string reason) => refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void Reloaded(bool isTaken) => reloaded.Add(1, new KeyValuePair<string, object?>("result", isTaken ? "taken" : "refused"));

    internal void Expires(Func<double> seconds) =>
        Meter.CreateObservableGauge("mqtt.tls.certificate.remaining", seconds, "s", "How long the certificate is valid yet; below 0: no more");

    internal void Disconnected(DisconnectKind kind) => disconnected.Add(1, new KeyValuePair<string, object?>("reason", kind.ToString()));
}
