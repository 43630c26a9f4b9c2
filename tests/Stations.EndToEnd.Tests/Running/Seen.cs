using System.Text.Json;

namespace Stations.EndToEnd.Running;

/// <summary>What the public interface says of a device; only what the tests look at.</summary>
internal sealed record DeviceSeen(
    string Id,
    string Station,
    string Connection,
    string Health,
    string Admin,
    bool Safety,
    string Use,
    string Status,
    string Confidence,
    int Free,
    int Total,
    IReadOnlyDictionary<string, JsonElement> Values,
    IReadOnlyList<SlotSeen>? Slots);

internal sealed record SlotSeen(int Number, string Use, string Status);

internal sealed record StationSeen(string Id, string District, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, NeedSeen?> Needs)
{
    public NeedSeen? Charge => Needs.GetValueOrDefault("charge");
}

internal sealed record NeedSeen(string Answer, int Free, int Unknown, int Total);

internal sealed record SnapshotSeen(IReadOnlyList<StationSeen> Stations, IReadOnlyList<DeviceSeen> Devices, int Part, int Parts);

internal sealed record DevicePage(IReadOnlyList<DeviceSeen> Devices, int Total);
