using Stations.Model;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Districts">By id.</param>
/// <param name="Counts">Of all devices there are.</param>
public sealed record DistrictsView(IReadOnlyList<DistrictView> Districts, UrgencyCounts Counts);

/// <param name="Name">By language tag; null where no station says what its district is called.</param>
public sealed record DistrictView(string Id, IReadOnlyDictionary<string, string>? Name, int Stations, int Devices, UrgencyCounts Counts);

/// <summary><c>/api/v1/districts</c>: what there is, from far away.</summary>
internal static class DistrictsApi
{
    private sealed class Sum
    {
        public IReadOnlyDictionary<string, string>? Name { get; set; }

        public int Stations { get; set; }

        public int[] Counts { get; } = new int[Urgencies.Count];
    }

    public static void MapDistricts(this IEndpointRouteBuilder api) => api
        .MapGet("/districts", List)
        .ForAnybody()
        .WithQuery()
        .WithTags("Districts")
        .WithSummary("Every district: how many stations and devices it has, and how many of them need a person.");

    private static DistrictsView List(HttpContext context, StationBoard board)
    {
        var sums = new SortedDictionary<string, Sum>(StringComparer.Ordinal);
        var all = new int[Urgencies.Count];
        foreach (var station in board.Stations.Where(one => context.MaySee(one.Picture.Info.Id.District)))
        {
            var info = station.Picture.Info;
            var sum = Of(info.Id.District);
            sum.Stations++;
            sum.Name ??= info.DistrictName;
        }

        foreach (var item in board.Devices.Where(one => context.MaySee(one.Device.Info.Station.District)))
        {
            var device = item.Device;
            var urgency = (int)Urgencies.Of(device.Axes, device.ClockSuspect);
            Of(device.Info.Station.District).Counts[urgency]++;
            all[urgency]++;
        }

        return new(
            [.. sums.Select(one => new DistrictView(one.Key, one.Value.Name, one.Value.Stations, one.Value.Counts.Sum(), UrgencyCounts.Of(one.Value.Counts)))],
            UrgencyCounts.Of(all));

        Sum Of(string district) => sums.TryGetValue(district, out var sum) ? sum : sums[district] = new();
    }
}
