using Stations.Server.Configuration;

namespace Stations.Server.Operations;

/// <summary>In this edition devices connect to this server itself.</summary>
internal static class Doors
{
    public static IServiceCollection AddDoor(this IServiceCollection services, ServerOptions options) => services.AddOwnDoor(options);
}
