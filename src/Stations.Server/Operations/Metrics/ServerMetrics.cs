using System.Diagnostics.Metrics;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Operations.Metrics;

/// <summary>How the server is, for whoever must be woken when it is not well. Looked up when somebody asks.</summary>
public sealed class ServerMetrics
{
    private readonly StationBoard board;
    private readonly TimeProvider clock;

    public ServerMetrics(Readiness readiness, IEnumerable<SystemCondition> conditions, Unreadable unreadable, Firmwares firmwares, StationBoard board, TimeProvider clock, IMeterFactory meters)
    {
        (this.board, this.clock) = (board, clock);
        SystemCondition[] parts = [.. conditions];
        var meter = meters.Create("Stations.Server");
        meter.CreateObservableGauge("stations.ready", () => readiness.WhyNot is null ? 1 : 0, description: "1 while /readyz says so");
        meter.CreateObservableGauge("stations.trouble", () => parts.Select(Trouble), description: "1 while this part of the server is in trouble");
        meter.CreateObservableGauge("stations.devices", Devices, description: "Devices on the board by connection");
        meter.CreateObservableGauge("stations.devices.unreadable", () => unreadable.Count, description: "Devices that are not served here because a newer version wrote what is kept of them");
        meter.CreateObservableGauge("stations.devices.unlisted", () => firmwares.Unlisted, description: "Devices that are not believed because Adapters:File has their model and not their firmware");
        meter.CreateObservableGauge("stations.alarms", Alarms, description: "Active alarms by severity; those of a silent node or station are one");
        meter.CreateObservableGauge(
            "stations.alarms.raised.recently", () => board.Alarms.RaisesSince(clock.NowMilliseconds()),
            description: "Raises within the last ten minutes. One person can see to about one of them, and is lost at ten");
        meter.CreateObservableGauge("stations.alarms.unwritten", Unwritten, "s", "Age of the oldest danger that is shown and not in the journal yet");
    }

    private static Measurement<int> Trouble(SystemCondition part) => new(part.Trouble() is null ? 0 : 1, new KeyValuePair<string, object?>("part", part.Part));

    private IEnumerable<Measurement<int>> Devices()
    {
        var counts = board.Devices.CountBy(item => item.Device.Connection).ToDictionary();
        return Enum.GetValues<Connection>()
            .Select(one => new Measurement<int>(counts.GetValueOrDefault(one), new KeyValuePair<string, object?>("connection", one.ToString().ToLowerInvariant())));
    }

    private IEnumerable<Measurement<int>> Alarms()
    {
        var counts = board.Alarms.Everything(clock.NowMilliseconds()).Where(alarm => alarm.State.IsActive).CountBy(alarm => alarm.Kind.Severity).ToDictionary();
        return Enum.GetValues<Severity>()
            .Select(one => new Measurement<int>(counts.GetValueOrDefault(one), new KeyValuePair<string, object?>("severity", one.ToString().ToLowerInvariant())));
    }

    private double Unwritten() => board.Alarms.UnwrittenSince is { } since ? Math.Max(0, clock.NowMilliseconds() - since) / 1000.0 : 0;
}
