using Stations.Grains;
using Stations.Model;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Cells">The last 24 hours in stretches of ten minutes, the oldest first; none of when no server ran. Of the districts that the caller is for.</param>
/// <param name="AsOf">Server time of this answer.</param>
public sealed record FleetView(IReadOnlyList<FleetCell> Cells, DateTimeOffset AsOf);

/// <summary><c>/api/v1/fleet</c>: how the last day was.</summary>
internal static class FleetApi
{
    public static void MapFleet(this IEndpointRouteBuilder api) => api
        .MapGet("/fleet", (HttpContext context, FleetWatch fleet, TimeProvider clock) => new FleetView(fleet.CellsFor(context.Caller()!.Rights), clock.GetUtcNow()))
        .For(Role.Viewer)
        .WithQuery()
        .WithTags("Devices")
        .WithSummary("How many devices were silent or out of order, and how many alarms were raised, in each ten minutes of the last day.");
}
