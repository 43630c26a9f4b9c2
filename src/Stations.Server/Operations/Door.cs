using Stations.Server.Configuration;

namespace Stations.Server.Operations;

/// <summary>Where devices come in: the last to open and the first to close.</summary>
/// <param name="Trouble">Why nobody can come in, for operators; null while all is well.</param>
public sealed record Door(IHostedService Service, Func<string?>? Trouble = null);

/// <summary>Our own endpoint, as a door.</summary>
internal static class OwnDoor
{
    public static IServiceCollection AddOwnDoor(this IServiceCollection services, ServerOptions options)
    {
        if (options.Transports.Tls is not null)
        {
            services.AddSingleton(provider => new SystemCondition("certificate", () => provider.GetRequiredService<MqttService>().CertificateTrouble));
        }

        return services.AddSingleton<MqttService>().AddSingleton(provider => new Door(provider.GetRequiredService<MqttService>()));
    }
}
