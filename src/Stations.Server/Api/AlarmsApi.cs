using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary><c>/api/v1/alarms</c>: what is critical now, also while it cannot be written.</summary>
internal static class AlarmsApi
{
    public static void MapAlarms(this IEndpointRouteBuilder api) => api
        .MapGet("/alarms", (StationBoard board) => AlarmsView.Of(board.Alarms, withDetail: true))
        .WithTags("Alarms")
        .ForOperators()
        .WithSummary("What is critical now: smoke, fired extinguishers, leakage trips, and the server's own trouble.")
        .WithDescription("An alarm is here at once; written says whether the journal has it. The stream tells of the same with include=alarms.");
}
