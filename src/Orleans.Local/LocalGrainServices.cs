using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;

namespace Orleans.Local;

public static class LocalGrainServices
{
    /// <summary>
    /// Adds <see cref="IGrainFactory"/> over the grain classes of <see cref="LocalGrainOptions.Assemblies"/>. Register it before the services that
    /// call grains: what is registered first stops last. Grains are given singletons and transients, no scoped services.
    /// </summary>
    public static IServiceCollection AddLocalGrains(this IServiceCollection services, Action<LocalGrainOptions> configure)
    {
        services.AddLogging();
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LocalGrains>();
        services.TryAddSingleton<IGrainFactory>(static provider => provider.GetRequiredService<LocalGrains>());
        services.AddHostedService(static provider => provider.GetRequiredService<LocalGrains>());
        return services;
    }

    /// <summary>Adds a storage that forgets everything when the process ends.</summary>
    public static IServiceCollection AddMemoryGrainStorage(this IServiceCollection services, string name) =>
        services.AddKeyedSingleton<IGrainStorage, MemoryGrainStorage>(name);
}
