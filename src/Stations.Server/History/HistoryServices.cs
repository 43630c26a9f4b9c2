using Stations.Server.Configuration;
using Stations.Server.History.Kpis;
using Stations.Server.Operations;

namespace Stations.Server.History;

internal static class HistoryServices
{
    /// <summary>The follower is to be started before anything trims the journal, and after the board shows where devices stand.</summary>
    public static IServiceCollection AddHistory(this IServiceCollection services, ServerOptions options) => services
        .AddSingleton(options.Retention)
        .AddSingleton(_ => options.Journal.NewHistory())
        .AddSingleton<HistoryMetrics>()
        .AddSingleton<RawHours>()
        .AddSingleton<Upkeep>()
        .AddSingleton<HistoryFollower>()
        .AddSingleton(provider => new SystemCondition("history", () => provider.GetRequiredService<HistoryFollower>().Trouble))
        .AddSingleton<HistoryReach>()
        .AddSingleton<HistoryReader>()
        .AddSingleton<EventsReader>()
        .AddSingleton<DistrictKpis>();
}
