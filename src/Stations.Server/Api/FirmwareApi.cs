using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Versions">What most devices run first; at most 1000.</param>
/// <param name="Devices">How many devices that is.</param>
public sealed record FirmwareView(IReadOnlyList<FirmwareCount> Versions, int Devices);

/// <param name="Kind">Of device.</param>
/// <param name="Maker">As devices say at birth, and so the next two; null for those that say none.</param>
/// <param name="Devices">How many.</param>
/// <param name="Since">When the first of them is known to have run it.</param>
/// <param name="Updating">How many of them say that they download or install another.</param>
/// <param name="Failed">How many say that they tried in vain.</param>
/// <param name="RolledBack">How many say that they went back to it.</param>
public sealed record FirmwareCount(
    string Kind, string? Maker, string? Model, string? Firmware, int Devices, DateTimeOffset? Since, int Updating, int Failed, int RolledBack);

/// <summary><c>/api/v1/firmware</c>: what devices run.</summary>
internal static class FirmwareApi
{
    private const int Most = 1000;

    public static void MapFirmware(this IEndpointRouteBuilder api) => api
        .MapGet("/firmware", (HttpContext context, StationBoard board) => Count(board, context.MaySee))
        .For(Model.Role.Viewer)
        .WithQuery()
        .WithTags("Configuration")
        .WithSummary("How many devices run which firmware, by kind, maker and model, and how their updates go.");

    private static FirmwareView Count(StationBoard board, Func<string, bool> maySee)
    {
        var counts = board.Devices
            .Select(item => item.Device)
            .Where(device => maySee(device.Info.Id.District))
            .GroupBy(device => (device.Info.Kind, device.Info.Maker, device.Info.Model, device.Info.Firmware))
            .Select(group => new FirmwareCount(
                Protocol.DeviceKinds.Word(group.Key.Kind), group.Key.Maker, group.Key.Model, group.Key.Firmware, group.Count(), Instants.Of(group.Min(device => device.FirmwareSince)),
                group.Count(device => Says(device, "downloading") || Says(device, "installing")), group.Count(device => Says(device, "failed")), group.Count(device => Says(device, "rolled_back"))))
            .OrderByDescending(one => one.Devices)
            .ThenBy(one => $"{one.Kind} {one.Maker} {one.Model} {one.Firmware}", StringComparer.Ordinal)
            .Take(Most)
            .ToList();
        return new(counts, counts.Sum(one => one.Devices));

        static bool Says(Model.Device device, string state) => device.Values.Text(Protocol.Field.FirmwareState) == state;
    }
}
