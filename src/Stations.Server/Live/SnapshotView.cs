namespace Stations.Server.Live;

/// <summary>A part of everything that is shown; part 1 replaces what a client had.</summary>
public sealed record SnapshotView(IReadOnlyList<StationView> Stations, IReadOnlyList<DeviceView> Devices, int Part, int Parts);
