using Stations.Server.Configuration;
using Stations.Server.Ingest.Broker;

namespace Stations.Server.Operations;

/// <summary>In this edition devices connect to a broker; a server that is to do without one takes them itself.</summary>
internal static class Doors
{
    public static IServiceCollection AddDoor(this IServiceCollection services, ServerOptions options) => options.Broker is { } broker
        ? services
            .AddSingleton(broker)
            .AddSingleton<BrokerMetrics>()
            .AddSingleton<BrokerService>()
            .AddSingleton(provider => new SystemCondition("broker", () => provider.GetRequiredService<BrokerService>().Trouble))
            .AddSingleton(provider => new SystemCondition("backlog", () => provider.GetRequiredService<BrokerService>().Backlog))
            .AddSingleton(provider => new Door(provider.GetRequiredService<BrokerService>(), () => provider.GetRequiredService<BrokerService>().Trouble))
        : services.AddOwnDoor(options);
}
