using Stations.Grains;
using Stations.Server.Configuration;
using Stations.Server.Operations;

namespace Stations.Server.Live;

/// <summary>In this edition the grains of this process show everything, and its own journal remembers it.</summary>
internal static class Boards
{
    public static IServiceCollection AddBoard(this IServiceCollection services, ServerOptions options) => services
        .AddSingleton<StationBoard>()
        .AddSingleton<ILiveFeed>(provider => provider.GetRequiredService<StationBoard>())
        .AddKeyedSingleton<IHostedService, Recovery>(StartUp.Board);
}
