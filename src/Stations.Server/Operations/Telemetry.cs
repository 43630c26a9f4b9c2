using Stations.Grains;
using Stations.Server.Configuration;
using Stations.Server.Ingest;
using Stations.Server.Live;
using Stations.Server.Outbox;

namespace Stations.Server.Operations;

/// <summary>What lies between a device's message, what people are shown and what it is told to do, the engine and the journal apart. A server that is judged is this and no more.</summary>
internal static class Telemetry
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, ServerOptions options) => services
        .AddSingleton(options.Silence)
        .AddSingleton(options.Rules)
        .AddSingleton(options.Reservations.Terms)
        .AddSingleton(options.Trust)
        .AddSingleton(new Enrolment(options.AutoEnrol))
        .AddSingleton<Unsaved>()
        .AddSingleton<Unreadable>()
        .AddSingleton(new Firmwares(options.Adapters))
        .AddSingleton(services => new SystemCondition("firmware", () => services.GetRequiredService<Firmwares>().Trouble))
        .AddSingleton(services => new SystemCondition("unreadable", () => services.GetRequiredService<Unreadable>().Trouble))
        .AddBoard(options)
        .AddSingleton<LiveFrames>()
        .AddSingleton<TimeSweep>()
        .AddSingleton<Quarantine>()
        .AddSingleton<Rebirths>()
        .AddSingleton<Gaps>()
        .AddSingleton<IngestMetrics>()
        .AddSingleton<Commits>()
        .AddSingleton<Intake>()
        .AddSingleton<OutboxMetrics>()
        .AddSingleton<Postman>();
}
