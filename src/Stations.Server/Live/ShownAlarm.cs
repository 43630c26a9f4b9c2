using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>An alarm of a device, of all devices of a node or station, or of the server itself.</summary>
/// <param name="Id"><c>district:node:device:slot:CODE</c>, <c>district:node:NODE_OFFLINE</c>, <c>district:station:SITE_OFFLINE</c> or <c>server:part</c>.</param>
/// <param name="Device">Null when it is not of one device.</param>
/// <param name="Station">Null for the server itself.</param>
/// <param name="IsWritten">False while it is shown and not yet in the journal: until then it would be lost with the server.</param>
/// <param name="Maintenance">What is done at the device; null when nothing is.</param>
/// <param name="Detail">What the server's own part said.</param>
/// <param name="Members">The devices whose alarms this one stands for.</param>
/// <param name="Interlock">What the server does by itself about the dangers of the device; null when there is nothing to do.</param>
public sealed record ShownAlarm(
    string Id,
    AlarmKind Kind,
    Alarm State,
    DeviceInfo? Device = null,
    StationId? Station = null,
    bool IsWritten = true,
    Maintenance? Maintenance = null,
    string? Detail = null,
    IReadOnlyList<DeviceId>? Members = null,
    IReadOnlyList<InterlockStepView>? Interlock = null)
{
    public const string Server = "server";

    public bool IsOfServer => Station is null;

    /// <summary>Why nobody is called: shelved or maintenance; null when they are. What only a person ends is never quiet.</summary>
    public string? Quiet(long now) => Device is not null && State.Condition.IsLatched() ? null
        : State.IsShelved(now) ? "shelved"
        : Maintenance is not null ? "maintenance"
        : null;

    public static ShownAlarm Of(DeviceInfo device, Alarm alarm, AlarmKind kind, bool isWritten, Maintenance? maintenance) =>
        new($"{device.Id}:{alarm.Slot}:{kind.Code}", kind, alarm, device, device.Station, isWritten, maintenance);

    public static ShownAlarm Of(Outage outage) => outage.Node is { } node
        ? new($"{node}:{Outage.OfNode.Code}", Outage.OfNode, outage.State, Station: outage.Station, Members: outage.Devices)
        : new($"{outage.Station}:{Outage.OfStation.Code}", Outage.OfStation, outage.State, Station: outage.Station, Members: outage.Devices);

    public static ShownAlarm Of(string part, string trouble, long since) =>
        new($"{Server}:{part}", new(part, Severity.Critical, Remedies.Notify, "", "", ""), new Alarm(default, 0, since), IsWritten: false, Detail: trouble);

    /// <summary>The server's own first, then the gravest, then the newest.</summary>
    public static int Compare(ShownAlarm a, ShownAlarm b) =>
        (b.IsOfServer.CompareTo(a.IsOfServer), b.Kind.Severity.CompareTo(a.Kind.Severity), b.State.RaisedAt.CompareTo(a.State.RaisedAt)) switch
        {
            (not 0 and var byServer, _, _) => byServer,
            (_, not 0 and var bySeverity, _) => bySeverity,
            (_, _, not 0 and var byTime) => byTime,
            _ => string.CompareOrdinal(a.Id, b.Id),
        };
}
