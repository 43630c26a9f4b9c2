using System.Diagnostics.Metrics;
using Stations.Grains;
using Stations.Journal;
using Stations.Server.Configuration;
using Stations.Server.Operations;

namespace Stations.Server.Live;

/// <summary>In this edition the grains of this process show their devices, if it runs any, and the journals of the other servers tell of the rest.</summary>
internal static class Boards
{
    public static IServiceCollection AddBoard(this IServiceCollection services, ServerOptions options) => services
        .AddSingleton<StationBoard>()
        .AddSingleton<SharedBoard>()
        .AddSingleton<ILiveFeed>(provider => provider.GetRequiredService<SharedBoard>())
        .AddSingleton(provider => Measured(provider, ActivatorUtilities.CreateInstance<BoardFollower>(
            provider,
            Reader(options, provider.GetRequiredService<EventJournal>()),
            (Action<Func<string>>)provider.GetRequiredService<Readiness>().IsLoading)))
        .AddKeyedSingleton<IHostedService>(StartUp.Board, (provider, _) => provider.GetRequiredService<BoardFollower>())
        .AddSingleton(provider => new SystemCondition("database", () => provider.GetRequiredService<BoardFollower>().Trouble));

    private static BoardFollower Measured(IServiceProvider provider, BoardFollower follower)
    {
        provider.GetRequiredService<IMeterFactory>().Create("Stations.Board")
            .CreateObservableGauge("stations.board.behind", () => follower.Behind.TotalSeconds, "s", "Since all that the other servers had written was last shown here");
        return follower;
    }

    private static Lazy<JournalReader> Reader(ServerOptions options, EventJournal journal) =>
        new(() => new JournalReader(options.Store!, except: options.Place.RunsGrains ? journal.Ownership.Server : null));
}
