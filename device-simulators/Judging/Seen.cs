using System.Text.Json.Serialization;

namespace DeviceSimulators.Judging;

/// <summary>What the judge reads of an appliance as riders are shown it. Words are those of the stream.</summary>
public sealed record SeenDevice(string Id, string Station, string Kind, string Status, DateTimeOffset? ReportedAt, int Free, int Total, IReadOnlyList<SeenSlot>? Slots = null, SeenValues? Values = null);

public sealed record SeenValues(string? Mode = null);

public sealed record SeenSlot(int Number, string Status);

public sealed record SeenStation(string Id, long Sequence, IReadOnlyDictionary<string, SeenNeed?> Needs);

public sealed record SeenNeed(int Free, int Total);

public sealed record SeenAlarm(string Id, string Code, string Status, string? Device, string? Station, int Slot, int Raises);

/// <param name="Total">How many there are; the list may be cut.</param>
public sealed record SeenAlarms(IReadOnlyList<SeenAlarm> Alarms, int Total);

public sealed record SeenSnapshot(IReadOnlyList<SeenStation> Stations, IReadOnlyList<SeenDevice> Devices, int Part, int Parts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SeenDevice))]
[JsonSerializable(typeof(SeenStation))]
[JsonSerializable(typeof(SeenAlarms))]
[JsonSerializable(typeof(SeenSnapshot))]
internal sealed partial class SeenJson : JsonSerializerContext;
